import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { strengthOf, TRIVIAL_BITS, WEAK_BITS } from './strength.js';

/** A key of 16 characters that looks random and is the same in every run. */
function keyOf(n: number): string {
  return createHash('sha256').update(`key ${n}`).digest().subarray(0, 12).toString('base64url');
}

describe('strengthOf', () => {
  it.each([
    'aaaaaaaaaaaaaaaa',
    'passwordpassword',
    'PasswordPassword1',
    'P4ssw0rdP4ssw0rd',
    '1234567890123456',
    '0000000000000000',
    '9876543210987654',
    'abcdefghijklmnop',
    'qwertyuiopasdfgh',
    '1qaz2wsx3edc4rfv',
    'abababababababab',
    'changemechangeme',
    'adminadminadmin1',
    'secretsecretsecret',
    'supersecretpassword',
    'webhookwebhook123456',
    '0123456789abcdef',
    'xy12xy12xy12xy12',
    '----------------',
    `whsec_${Buffer.alloc(32, 'k').toString('base64')}`,
    `whsec_${Buffer.alloc(32).toString('base64')}`,
    '0f'.repeat(32),
  ])('rates %s as trivial', (text) => {
    expect(strengthOf(text)).toBeLessThan(TRIVIAL_BITS);
  });

  it.each(['admin-0123456789abcdef', 'my-secret-admin-key', 'one-of-your-admin-keys', 'aabbaabbababbaab'])(
    'rates %s as weak',
    (text) => {
      expect(strengthOf(text)).toBeGreaterThanOrEqual(TRIVIAL_BITS);
      expect(strengthOf(text)).toBeLessThan(WEAK_BITS);
    },
  );

  it('rates random keys of 24 hex digits or more as strong', () => {
    for (let n = 0; n < 200; n += 1)
      for (const bytes of [12, 16, 32])
        expect(strengthOf(randomBytes(bytes).toString('hex'))).toBeGreaterThanOrEqual(WEAK_BITS);
  });

  it('rates random keys in base64 and several words as strong', () => {
    for (let n = 0; n < 200; n += 1)
      expect(strengthOf(randomBytes(16).toString('base64url'))).toBeGreaterThanOrEqual(WEAK_BITS);
    // Always the same keys: one random key of 16 characters in 1,500 holds a sequence by chance and rates as weak.
    for (let n = 0; n < 200; n += 1) expect(strengthOf(keyOf(n))).toBeGreaterThanOrEqual(WEAK_BITS);
    expect(strengthOf('correct-horse-battery-staple')).toBeGreaterThanOrEqual(WEAK_BITS);
  });

  it('rates texts of thousands of characters', () => {
    expect(strengthOf('ab'.repeat(4_000))).toBeLessThan(TRIVIAL_BITS);
    expect(strengthOf(randomBytes(2_000).toString('hex'))).toBeGreaterThan(1_000);
  });
});
