import { describe, expect, it } from '@jest/globals';
import { editDistance, nearest } from './nearest.js';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['job', 'jobs', 1],
    ['kitten', 'sitting', 3],
    ['falied', 'failed', 1],
    ['ab', 'ba', 1],
  ])('counts from %p to %p %p edits', (one, other, edits) => {
    expect([editDistance(one, other), editDistance(other, one)]).toEqual([edits, edits]);
  });
});

describe('nearest', () => {
  it('returns the name with the fewest edits, whatever its case', () => {
    expect(nearest('Retrys', ['retry', 'retries', 'entry'])).toBe('retry');
  });

  it('returns null when too much differs, or a text is too long to be compared', () => {
    expect(nearest('colour', ['filter'])).toBeNull();
    expect(nearest('abcdefgh', ['abcdefxy'], 1)).toBeNull();
    expect(nearest('a'.repeat(201), ['a'.repeat(201)])).toBeNull();
  });
});
