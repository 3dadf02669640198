import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { fitting } from './fitting.js';

const byLength = (text: string): number => text.length;

describe(fitting, () => {
  it('takes from the front what fits, separators included', () => {
    expect(fitting(['aa', 'b', 'c'], byLength, 5)).toEqual({ taken: ['aa', 'b'], left: ['c'] });
    expect(fitting(['aa', 'b', 'c'], byLength, 7)).toEqual({ taken: ['aa', 'b', 'c'], left: [] });
  });

  it('takes the first whatever its size, and loses none', () => {
    expect(fitting(['aaaa', 'b'], byLength, 1)).toEqual({ taken: ['aaaa'], left: ['b'] });
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), fc.nat(100), (items, max) => {
        const { taken, left } = fitting(items, byLength, max);
        expect([...taken, ...left]).toEqual(items);
        expect(taken.length).toBeGreaterThan(0);
      }),
    );
  });
});
