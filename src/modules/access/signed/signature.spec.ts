import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { keyring } from '../../../../test/support/keyring.js';
import { readSignature, SignatureCheck } from './signature.js';

const NOW = Date.UTC(2026, 0, 1);
const AT = new Date(NOW);
const KEY = 'emit-key-0123456789abcdef';
const { signing } = keyring({ emitKeys: ['first-key-0123456789', KEY] });
const library = new Webhook(KEY, { format: 'raw' });

function headers(signature: string, over: object = {}) {
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(NOW / 1000),
    'webhook-signature': signature,
    ...over,
  };
}

function signer(signature: string, pieces: readonly Uint8Array[]): string | null {
  const read = readSignature(headers(signature), NOW);
  if (typeof read === 'string') throw new Error(read);
  const check = new SignatureCheck(read, signing);
  for (const piece of pieces) check.add(Buffer.from(piece));
  return check.signer()?.fingerprint ?? null;
}

describe('SignatureCheck', () => {
  it('finds the key with which a Standard Webhooks library signed any text, however the text is cut into pieces', () => {
    const body = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(body, fc.nat(20), (text, cut) => {
        const bytes = Buffer.from(text);
        const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
        const signature = library.sign('msg_1', AT, text);
        expect(signer(signature, pieces)).toBe(signing[1]!.key.fingerprint);
        expect(signer(signature, [...pieces, Buffer.from(' ')])).toBeNull();
      }),
    );
  });
});

describe('readSignature', () => {
  it.each([
    ['no id', { 'webhook-id': undefined }],
    ['an id with a space', { 'webhook-id': 'a b' }],
    ['a long id', { 'webhook-id': 'x'.repeat(191) }],
    ['no time', { 'webhook-timestamp': undefined }],
    ['a date', { 'webhook-timestamp': AT.toISOString() }],
    ['an old time', { 'webhook-timestamp': String(NOW / 1000 - 301) }],
    ['a time to come', { 'webhook-timestamp': String(NOW / 1000 + 301) }],
    ['another version', { 'webhook-signature': 'v2,AAAA' }],
  ])('names the fault of %s', (_, over) => {
    expect(readSignature(headers('v1,AAAA', over), NOW)).toMatch(/^webhook-/);
  });

  it.each([-300, 0, 300])('accepts a clock that is %i s off', (seconds) => {
    const time = { 'webhook-timestamp': String(NOW / 1000 + seconds) };
    expect(readSignature(headers('v1,AAAA', time), NOW)).toMatchObject({ id: 'msg_1' });
  });
});
