import { describe, expect, it } from '@jest/globals';
import { Ring } from './ring.js';

describe(Ring.name, () => {
  const filled = (count: number) => {
    const ring = new Ring(10, 'boot');
    const ids = Array.from({ length: count }, (_, n) => ring.add('event', { n }).id);
    return { ring, ids };
  };

  it('says what came after an id, however often it has gone round', () => {
    const { ring, ids } = filled(57);
    expect(ring.after(ids.at(-1)!)).toEqual([]);
    expect(ring.after(ids.at(-4)!)!.map(({ data }) => data)).toEqual(['{"n":54}', '{"n":55}', '{"n":56}']);
    expect(ring.after(ids.at(-11)!)).toHaveLength(10);
  });

  it('knows when it cannot say', () => {
    const { ring, ids } = filled(57);
    expect([ids[5]!, 'other-3', 'boot-58', 'boot-x', ''].map((id) => ring.after(id))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
