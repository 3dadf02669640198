import { describe, expect, it } from '@jest/globals';
import { BoundedCache } from './bounded-cache.js';

function upperCase(max: number) {
  const made: string[] = [];
  const cache = new BoundedCache<string, string>(max, (key) => {
    made.push(key);
    return key.toUpperCase();
  });
  return { cache, made };
}

describe('BoundedCache', () => {
  it('makes the value of a key once', () => {
    const { cache, made } = upperCase(2);
    expect(['a', 'a', 'b', 'a'].map((key) => cache.get(key))).toEqual(['A', 'A', 'B', 'A']);
    expect(made).toEqual(['a', 'b']);
  });

  it('forgets all values when it is full, and keeps the newest', () => {
    const { cache, made } = upperCase(2);
    for (const key of ['a', 'b', 'c', 'c', 'a']) cache.get(key);
    expect(made).toEqual(['a', 'b', 'c', 'a']);
  });

  it('forgets all values when they are too large together, and keeps the newest', () => {
    const made: string[] = [];
    const weight = { of: (key: string) => key.length, max: 5 };
    const cache = new BoundedCache<string, string>(9, (key) => (made.push(key), key), weight);
    for (const key of ['aa', 'bbb', 'aa', 'c', 'c', 'bbb', 'dddddd', 'e', 'e']) cache.get(key);
    expect(made).toEqual(['aa', 'bbb', 'c', 'bbb', 'dddddd', 'e']);
  });

  it('makes values anew after clear', () => {
    const { cache, made } = upperCase(2);
    cache.get('a');
    cache.clear();
    cache.get('a');
    expect(made).toEqual(['a', 'a']);
  });

  it('remembers null as a value', () => {
    let calls = 0;
    const cache = new BoundedCache<string, null>(2, () => {
      calls++;
      return null;
    });
    expect([cache.get('a'), cache.get('a'), calls]).toEqual([null, null, 1]);
  });

  it('does not remember a failure', () => {
    let calls = 0;
    const cache = new BoundedCache<string, string>(2, () => {
      if (++calls === 1) throw new Error('broken');
      return 'made';
    });
    expect(() => cache.get('a')).toThrow('broken');
    expect(cache.get('a')).toBe('made');
  });
});
