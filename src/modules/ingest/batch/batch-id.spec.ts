import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../../http/error.filter.js';
import { missingIds } from './batch-id.js';

describe(missingIds.name, () => {
  it.each([
    [undefined, null, 2, undefined],
    [undefined, 'msg_1', 2, 'msg_1.1'],
    ['"nightly-7"', null, 2, 'nightly-7.1'],
    ['msg_1', 'msg_1', 2, 'msg_1.1'],
    ['nightly-7', null, 1, 'nightly-7.1'],
    ['msg_1', 'msg_1', 1, 'msg_1'],
  ])(
    'makes from the header %j and the signed id %j, for %i events, ids such as %j',
    (header, signedId, count, id) => {
      expect(missingIds(header, signedId, count)(1)).toBe(id);
    },
  );

  it.each([
    ['a b', null, 400],
    ['x'.repeat(191), null, 400],
    ['other', 'msg_1', 422],
  ])('refuses the header %j with the signed id %j', (header, signedId, status) => {
    let error: unknown;
    try {
      missingIds(header, signedId, 2);
    } catch (thrown) {
      error = thrown;
    }
    expect(refusalOf(error).status).toBe(status);
  });
});
