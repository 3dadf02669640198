import type { Rule } from './field-rules.js';

const NAME_MAX = 80;

/** Breaks the line, or cannot be written as UTF-8. */
const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;
/** Turns the direction of text, or is invisible: with them a name shows as another. Joiners stay: emoji and scripts need them. */
const DECEPTIVE = /(?![\u200c\u200d])\p{Cf}/u;
const IGNORED = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const PUBLIC_NAME = /^webhook_(?:\d+|test|preview)$/;

/** A name that people read: one visible line that cannot be taken for another endpoint's public name. */
export const displayName: Rule = (value) => {
  if (typeof value !== 'string' || CONTROL.test(value) || value.length > NAME_MAX)
    return `is a text of one line, 1 to ${NAME_MAX} characters`;
  if (!VISIBLE.test(value.replaceAll(IGNORED, ''))) return 'needs at least one visible character';
  if (DECEPTIVE.test(value)) return 'holds invisible characters, or ones that turn the direction of text';
  return PUBLIC_NAME.test(asRead(value))
    ? 'is a public name: the gateway gives those. Send null, and the endpoint is shown by its own'
    : null;
};

/** The name as it is stored: composed characters, no white space around it. */
export function storedName(name: string): string {
  return name.normalize('NFC').trim();
}

/** As somebody reads it who does not look closely. */
function asRead(name: string): string {
  return name.normalize('NFKC').replaceAll(IGNORED, '').trim().toLowerCase();
}
