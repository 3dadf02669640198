import { MASK } from './mask.js';

/** Beginning of every action token, by which masking recognises it. */
export const TOKEN_PREFIX = 'gwact_';
/** Length of the part behind the prefix, characters of base64url. */
export const TOKEN_LENGTH = 55;

/** A token, or a part of one that was cut; shorter parts tell nothing. */
const TOKEN = new RegExp(`${TOKEN_PREFIX}[A-Za-z0-9_-]{8,}`, 'g');

/** Masks the action tokens in a text: whoever holds one may press its action. */
export function withoutActionTokens(text: string): string {
  return text.includes(TOKEN_PREFIX) ? text.replaceAll(TOKEN, TOKEN_PREFIX + MASK) : text;
}
