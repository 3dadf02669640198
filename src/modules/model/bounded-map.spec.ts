import { describe, expect, it } from '@jest/globals';
import { BoundedMap } from './bounded-map.js';

function filled() {
  return new BoundedMap<string, number>(2).set('a', 1).set('b', 2);
}

describe('BoundedMap', () => {
  it('forgets all values when it is full, and takes the new one', () => {
    expect([...filled().set('c', 3)]).toEqual([['c', 3]]);
  });

  it('keeps all values when a value of a known key is replaced', () => {
    expect([...filled().set('a', 3)]).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
  });
});
