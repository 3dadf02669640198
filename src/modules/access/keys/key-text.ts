import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Role } from '../roles.js';

/** Prefix of every key that the gateway makes: secret scanners find keys by it. */
const KEY_PREFIX = 'gwk_';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Random characters of a key: 190 bits. */
const RANDOM_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
/** Random characters that people may see, to tell keys apart. */
const HINT_LENGTH = 4;
/** The whole form of a key, for secret scanners too. */
export const KEY_FORM = /^gwk_(emit|viewer|operator|admin)_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;

/** Makes a key: `gwk_`, the role, 32 random characters and a checksum of 6. */
export function newKeyText(role: Role): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => DIGITS[randomInt(DIGITS.length)]).join('');
  const body = `${KEY_PREFIX}${role}_${random}`;
  return `${body}${checksum(body)}`;
}

/** The beginning of a key, by which people tell keys apart. */
export function hintOf(key: string): string {
  const { length } = /^gwk_[a-z]+_/.exec(key)?.[0] ?? '';
  return key.slice(0, length + HINT_LENGTH);
}

/** Says what is wrong with a text that is to be a key of ours but cannot be one; null where the form holds, or is another. */
export function formFault(text: string): string | null {
  if (!text.startsWith(KEY_PREFIX)) return null;
  const holds = KEY_FORM.test(text) && text.endsWith(checksum(text.slice(0, -CHECKSUM_LENGTH)));
  return holds ? null : 'Invalid key: its checksum is wrong. It was not copied completely, or has a typo.';
}

/** CRC-32 of the text in base 62. */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let at = 0; at < CHECKSUM_LENGTH; at++) {
    digits = DIGITS[rest % DIGITS.length]! + digits;
    rest = Math.floor(rest / DIGITS.length);
  }
  return digits;
}
