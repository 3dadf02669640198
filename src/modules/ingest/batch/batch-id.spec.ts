import { describe, expect, it } from '@jest/globals';
import { batchId } from './batch-id.js';

describe('batchId', () => {
  it.each([
    [undefined, null, null],
    [undefined, 'msg_1', 'msg_1'],
    ['"nightly-7"', null, 'nightly-7'],
    ['msg_1', 'msg_1', 'msg_1'],
  ])('of the header %j and the signed id %j is %j', (header, signedId, id) => {
    expect(batchId(header, signedId)).toBe(id);
  });

  it.each([
    ['a b', null, 400],
    ['x'.repeat(191), null, 400],
    ['other', 'msg_1', 422],
  ])('refuses the header %j with the signed id %j', (header, signedId, status) => {
    expect(() => batchId(header, signedId)).toThrow(expect.objectContaining({ status }));
  });
});
