import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { TOKEN_LENGTH, TOKEN_PREFIX, withoutActionTokens } from '../../model/action-token.js';
import { openToken, sealToken, tagOf } from './seal-token.js';

const KEY = Buffer.alloc(32, 1);
const NOW = Date.UTC(2026, 0, 1);
const GRANT = {
  action: 'retry',
  deliveryId: '0190c6b2-3f5e-7d00-8000-000000000001',
  expiresAt: NOW + 60_000,
};
const TOKEN = sealToken(GRANT, KEY);
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('An action token', () => {
  it('opens to what was sealed, whatever the name of the action', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.string(),
        fc.integer({ min: 1, max: 2 ** 32 - 1 }),
        (deliveryId, action, seconds) => {
          const token = sealToken({ action, deliveryId, expiresAt: seconds * 1_000 }, KEY);
          expect(openToken(token, KEY, 0)).toEqual({
            kind: 'valid',
            tag: tagOf(action),
            deliveryId,
            expiresAt: seconds * 1_000,
          });
        },
      ),
    );
  });

  it('fits the 64 bytes that Telegram gives the data of a button, and an address as it is', () => {
    expect(TOKEN).toHaveLength(TOKEN_PREFIX.length + TOKEN_LENGTH);
    expect(Buffer.byteLength(TOKEN)).toBeLessThanOrEqual(64);
    expect(encodeURIComponent(TOKEN)).toBe(TOKEN);
  });

  it('works until its end, also on nodes whose clocks are behind the one that made it', () => {
    const kindAt = (now: number) => openToken(TOKEN, KEY, now).kind;
    expect([NOW - 3_600_000, NOW, NOW + 59_999].map(kindAt)).toEqual(['valid', 'valid', 'valid']);
    expect([NOW + 60_000, NOW + 3_600_000].map(kindAt)).toEqual(['expired', 'expired']);
  });

  it('opens no link where it is of a button, nor the other way round, with any beginning', () => {
    const button = sealToken(GRANT, randomBytes(32), 'gwbtn_');
    expect(Buffer.byteLength(button)).toBeLessThanOrEqual(64);
    expect(openToken(button, KEY, NOW)).toEqual({ kind: 'invalid' });
    expect(openToken(button.replace('gwbtn_', 'gwact_'), KEY, NOW)).toEqual({ kind: 'invalid' });
    expect(openToken(TOKEN, KEY, NOW, 'gwbtn_')).toEqual({ kind: 'invalid' });
    expect(withoutActionTokens(`a ${button} b ${TOKEN}`)).toBe('a gwbtn_*** b gwact_***');
  });

  it('is not opened by another key', () => {
    expect(openToken(sealToken(GRANT, randomBytes(32)), KEY, NOW)).toEqual({ kind: 'invalid' });
  });

  it('is not opened after any change', () => {
    const mutated = new Set<string>();
    // Each letter replaced by each other one, the last included, whose two spare bits decoders ignore.
    for (let at = TOKEN_PREFIX.length; at < TOKEN.length; at++)
      for (const letter of LETTERS) mutated.add(TOKEN.slice(0, at) + letter + TOKEN.slice(at + 1));
    for (let length = 0; length < TOKEN.length; length++) {
      mutated.add(TOKEN.slice(0, length));
      mutated.add(TOKEN.slice(length));
      mutated.add(TOKEN.slice(0, length) + TOKEN.slice(length + 1));
    }
    for (let at = 0; at < TOKEN.length; at++)
      for (let other = at + 1; other < TOKEN.length; other++) mutated.add(swapped(TOKEN, at, other));
    for (let n = 0; mutated.size < 10_001; n++)
      mutated.add(TOKEN_PREFIX + randomBytes(41).toString('base64url'));
    mutated.delete(TOKEN);
    expect(mutated.size).toBeGreaterThanOrEqual(10_000);
    const opened = [...mutated].filter((text) => openToken(text, KEY, NOW).kind !== 'invalid');
    expect(opened).toEqual([]);
  });

  it.each([
    '',
    'gwact_',
    `${TOKEN} `,
    ` ${TOKEN}`,
    `${TOKEN}\n`,
    `${TOKEN}=`,
    TOKEN.toUpperCase(),
    TOKEN.replace('gwact_', ''),
    '\u0000',
    '../../etc/passwd',
  ])('is not %j', (text) => {
    expect(openToken(text, KEY, NOW)).toEqual({ kind: 'invalid' });
  });
});

function swapped(text: string, one: number, other: number): string {
  const letters = [...text];
  [letters[one], letters[other]] = [letters[other]!, letters[one]!];
  return letters.join('');
}

describe('withoutActionTokens', () => {
  it.each([
    [`https://hooks.test/a/${TOKEN}`, 'https://hooks.test/a/gwact_***'],
    [`{"url":"https:\\/\\/hooks.test\\/a\\/${TOKEN}"}`, '{"url":"https:\\/\\/hooks.test\\/a\\/gwact_***"}'],
    [`a%2F${TOKEN}&b`, 'a%2Fgwact_***&b'],
    [`${TOKEN} and ${TOKEN}`, 'gwact_*** and gwact_***'],
    [`cut off: ${TOKEN.slice(0, 20)}`, 'cut off: gwact_***'],
    ['gwact_ is the prefix', 'gwact_ is the prefix'],
    ['contract_of_a_very_long_name_indeed', 'contract_of_a_very_long_name_indeed'],
  ])('makes of %s: %s', (text, masked) => {
    expect(withoutActionTokens(text)).toBe(masked);
  });
});
