import { describe, expect, it } from '@jest/globals';
import { maskedHeaders, maskedSignatures } from './mask.js';

describe('maskedHeaders', () => {
  it('masks the named headers whatever the case of their names, and shows the others', () => {
    const headers = { Authorization: 'Bearer x', 'X-Key': 'y', 'Content-Type': 'application/json' };
    expect(maskedHeaders(headers, ['authorization', 'X-KEY'])).toEqual({
      Authorization: '***',
      'X-Key': '***',
      'Content-Type': 'application/json',
    });
  });
});

describe('maskedSignatures', () => {
  it('masks every signature of a header and keeps the name of its scheme', () => {
    const headers = { 'X-StreamGank-Signature': 'sha256=ab12', 'webhook-signature': 'v1,abc= v1,def=' };
    expect(maskedSignatures({ ...headers, 'webhook-id': 'sha256=1' })).toEqual({
      'X-StreamGank-Signature': 'sha256=***',
      'webhook-signature': 'v1,*** v1,***',
      'webhook-id': 'sha256=1',
    });
  });
});
