import { describe, expect, it } from '@jest/globals';
import { ReplayBuffer } from './replay-buffer.js';

describe(ReplayBuffer.name, () => {
  const filled = (count: number) => {
    const buffer = new ReplayBuffer(10, 'boot');
    const ids = Array.from({ length: count }, (_, n) => buffer.add('event', { n }).id);
    return { buffer, ids };
  };

  it('returns the messages after an id, however many came before', () => {
    const { buffer, ids } = filled(57);
    expect(buffer.after(ids.at(-1)!)).toEqual([]);
    expect(buffer.after(ids.at(-4)!)!.map(({ data }) => data)).toEqual(['{"n":54}', '{"n":55}', '{"n":56}']);
    expect(buffer.after(ids.at(-11)!)).toHaveLength(10);
  });

  it('returns null for every id that it gave before it was cleared, also for the last', () => {
    const { buffer, ids } = filled(5);
    buffer.clear();
    expect(ids.map((id) => buffer.after(id))).toEqual([null, null, null, null, null]);
    const { id } = buffer.add('event', { n: 5 });
    expect(buffer.after(ids.at(-1)!)).toBeNull();
    buffer.add('event', { n: 6 });
    expect(buffer.after(id)!.map(({ data }) => data)).toEqual(['{"n":6}']);
  });

  it('returns null for ids that are no longer kept or of another process', () => {
    const { buffer, ids } = filled(57);
    expect([ids[5]!, 'other-3', 'boot-58', 'boot-x', ''].map((id) => buffer.after(id))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
