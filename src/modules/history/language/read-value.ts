import { isEventPattern } from '../../model/event-pattern.js';
import type { DataMatch, NumberRange, TextMatch } from '../../store/history-conditions.js';
import { readTime } from '../query/read-time.js';
import type { QueryValue } from './query-syntax.js';

/** Readers of single values. Each returns null for a text that is none of what the field accepts. */

const NUMBER = String.raw`-?\d{1,15}(?:\.\d{1,15})?`;
const COMPARED = new RegExp(`^(>=|<=|>|<)(${NUMBER})$`);
const SPAN = new RegExp(`^(${NUMBER})\\.\\.(${NUMBER})$`);
const WHOLE = new RegExp(`^${NUMBER}$`);

/** Reads `>5`, `>=5`, `<5`, `<=5` and `5..9`. */
function readRange({ text, quoted }: QueryValue): NumberRange | null {
  if (quoted) return null;
  const compared = COMPARED.exec(text);
  if (compared) {
    const [, sign, number] = compared;
    const [bound, open] = [Number(number), sign!.length === 1];
    return sign!.startsWith('>') ? { from: bound, to: null, open } : { from: null, to: bound, open };
  }
  const span = SPAN.exec(text);
  return span && { from: Number(span[1]), to: Number(span[2]) };
}

/** Reads a number or a range of numbers. */
export function readNumbers(value: QueryValue): NumberRange | null {
  if (!WHOLE.test(value.text)) return readRange(value);
  const number = Number(value.text);
  return { from: number, to: number };
}

const STATUS = /^[1-5]\d\d$/;
const STATUS_CLASS = /^[1-5]xx$/i;

/** Reads an HTTP status, a class of them (`5xx`) or a range. */
export function readStatus(value: QueryValue): NumberRange | null {
  const { text } = value;
  if (STATUS_CLASS.test(text)) return { from: Number(text[0]) * 100, to: Number(text[0]) * 100 + 99 };
  return STATUS.test(text) ? { from: Number(text), to: Number(text) } : readRange(value);
}

/** Reads a text in which `*` stands for any text at either end; null for `*` alone and for one within. */
export function readText({ text, quoted }: QueryValue): TextMatch | null {
  if (quoted || !text.includes('*')) return { how: 'is', text };
  const [begins, ends] = [text.endsWith('*'), text.startsWith('*')];
  const rest = text.slice(ends ? 1 : 0, begins ? -1 : undefined);
  if (rest === '' || rest.includes('*')) return null;
  if (begins && ends) return { how: 'contains', text: rest };
  return begins ? { how: 'begins', text: rest } : { how: 'ends', text: rest };
}

/** Reads what a value of the data is compared with. */
export function readData(value: QueryValue): DataMatch | null {
  if (value.text === '*' && !value.quoted) return { how: 'exists' };
  const range = readRange(value);
  return range ? { how: 'within', ...range } : readText(value);
}

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const DURATION = /^(\d{1,6})(s|m|min|h|d|w)$/i;

/** Reads a duration such as `2h` in ms. */
export function readDuration({ text }: QueryValue): number | null {
  const [, count, unit] = DURATION.exec(text) ?? [];
  return count === undefined ? null : Number(count) * UNITS[unit![0]!.toLowerCase() as keyof typeof UNITS];
}

/** Reads a time as Unix ms. */
export const readMoment = ({ text }: QueryValue): number | null => readTime(text);

export const readPattern = ({ text }: QueryValue): string | null => (isEventPattern(text) ? text : null);

const FLAGS: Readonly<Record<string, boolean>> = { yes: true, true: true, no: false, false: false };

/** Reads yes, true, no or false in any case; null for any other word. */
export function readFlag({ text }: QueryValue): boolean | null {
  const word = text.toLowerCase();
  return Object.hasOwn(FLAGS, word) ? FLAGS[word]! : null;
}
