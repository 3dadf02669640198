import { MASK } from './mask.js';

/** Beginning of every action token, by which masking recognises it. */
export const TOKEN_PREFIX = 'gwact_';
/** Beginning of what a native button says: it is sealed as a token is, and opens no page. */
export const BUTTON_PREFIX = 'gwbtn_';
/** Length of the part behind the prefix, characters of base64url. */
export const TOKEN_LENGTH = 55;

/** A token, or a part of one that was cut; shorter parts tell nothing. */
const TOKEN = new RegExp(`(${TOKEN_PREFIX}|${BUTTON_PREFIX})[A-Za-z0-9_-]{8,}`, 'g');

/** Masks the action tokens in a text: whoever holds one may press its action. References of native buttons are masked too. */
export function withoutActionTokens(text: string): string {
  const mayHave = text.includes(TOKEN_PREFIX) || text.includes(BUTTON_PREFIX);
  return mayHave ? text.replaceAll(TOKEN, `$1${MASK}`) : text;
}
