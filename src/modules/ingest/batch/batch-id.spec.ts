import { describe, expect, it } from '@jest/globals';
import { placeIds } from './batch-id.js';

describe(placeIds.name, () => {
  it.each([
    [undefined, null, 2, undefined],
    [undefined, 'msg_1', 2, 'msg_1.1'],
    ['"nightly-7"', null, 2, 'nightly-7.1'],
    ['msg_1', 'msg_1', 2, 'msg_1.1'],
    ['nightly-7', null, 1, 'nightly-7.1'],
    ['msg_1', 'msg_1', 1, 'msg_1'],
  ])('of the header %j and the signed id %j, of %i events, are such as %j', (header, signedId, count, id) => {
    expect(placeIds(header, signedId, count)(1)).toBe(id);
  });

  it.each([
    ['a b', null, 400],
    ['x'.repeat(191), null, 400],
    ['other', 'msg_1', 422],
  ])('are refused for the header %j with the signed id %j', (header, signedId, status) => {
    expect(() => placeIds(header, signedId, 2)).toThrow(expect.objectContaining({ status }));
  });
});
