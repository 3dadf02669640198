import { describe, expect, it } from '@jest/globals';
import { editDistance, nearest } from './nearest.js';

describe('The distance of two texts', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['job', 'jobs', 1],
    ['kitten', 'sitting', 3],
    ['falied', 'failed', 1],
    ['ab', 'ba', 1],
  ])('of %p and %p is %p', (one, other, edits) => {
    expect([editDistance(one, other), editDistance(other, one)]).toEqual([edits, edits]);
  });
});

describe('The nearest name', () => {
  it('is the one with the fewest slips, whatever its case', () => {
    expect(nearest('Retrys', ['retry', 'retries', 'entry'])).toBe('retry');
  });

  it('is none where too much differs, or where a text is too long to be compared', () => {
    expect(nearest('colour', ['filter'])).toBeNull();
    expect(nearest('abcdefgh', ['abcdefxy'], 1)).toBeNull();
    expect(nearest('a'.repeat(201), ['a'.repeat(201)])).toBeNull();
  });
});
