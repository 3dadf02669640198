import { describe, expect, it } from '@jest/globals';
import { validate, version } from 'uuid';
import { sortableId } from './sortable-id.js';

describe('sortableId', () => {
  it('makes UUIDs that sort in the order in which they were made, also within a millisecond', () => {
    const ids = Array.from({ length: 50_000 }, () => sortableId());
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !validate(id) || version(id) !== 7)).toEqual([]);
  });
});
