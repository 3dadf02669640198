import { describe, expect, it } from '@jest/globals';
import { getOrMake } from './get-or-make.js';

describe(getOrMake.name, () => {
  it.each([new Map<object, string | null>(), new WeakMap<object, string | null>()])(
    'makes the value of a key once, null included',
    (cache) => {
      const [a, b] = [{}, {}];
      let made = 0;
      const make = (value: string | null) => () => (made++, value);
      expect([a, a, b, b].map((key) => getOrMake(cache, key, make(key === a ? 'x' : null)))).toEqual([
        'x',
        'x',
        null,
        null,
      ]);
      expect(made).toBe(2);
    },
  );

  it('keeps nothing of a failure', () => {
    const cache = new Map<string, string>();
    const fail = (): string => {
      throw new Error('broken');
    };
    expect(() => getOrMake(cache, 'a', fail)).toThrow('broken');
    expect(cache.size).toBe(0);
  });
});
