import { stripVTControlCharacters } from 'node:util';

/** Characters that have no width, or that change how a terminal shows the text beside them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/**
 * Returns a text that is safe on a terminal: one line, without escape sequences. Error messages come from receivers, which
 * may write anything into them.
 */
export function clean(text: string): string {
  return stripVTControlCharacters(text).replace(UNSEEN, ' ').trim();
}
