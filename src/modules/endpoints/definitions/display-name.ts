import type { FieldRule } from './field.js';

const NAME_MAX = 80;

/** Characters that break the line, or cannot be written as UTF-8. */
const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;
/** Characters that turn the direction of text or are invisible: a name shows as another with them. Joiners are allowed: emoji and scripts need them. */
const DECEPTIVE = /(?![\u200c\u200d])\p{Cf}/u;
const IGNORED = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const PUBLIC_NAME = /^webhook_(?:\d+|test|preview)$/;

/** A name for people: one visible line that cannot be taken for another endpoint's public name. */
export const displayName: FieldRule = {
  schema: { type: 'string', minLength: 1, maxLength: NAME_MAX },
  fault: nameFault,
};

function nameFault(value: unknown): string | null {
  if (typeof value !== 'string' || CONTROL.test(value) || value.length > NAME_MAX)
    return `is a text of one line, 1 to ${NAME_MAX} characters`;
  if (!VISIBLE.test(value.replaceAll(IGNORED, ''))) return 'needs at least one visible character';
  if (DECEPTIVE.test(value)) return 'holds invisible characters, or ones that turn the direction of text';
  return PUBLIC_NAME.test(asRead(value))
    ? 'is a public name: the gateway gives those. Send null, and the endpoint is shown by its own'
    : null;
}

/** Normalises a name for the store: composed characters, no white space around them. */
export function storedName(name: string): string {
  return name.normalize('NFC').trim();
}

/** Reduces a name to what a hasty reader sees. */
function asRead(name: string): string {
  return name.normalize('NFKC').replaceAll(IGNORED, '').trim().toLowerCase();
}
