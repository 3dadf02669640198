import { parseJson } from '../modules/model/exact-json.js';
import { isExactNumber } from '../modules/model/exact-number.js';
import { cleanLine, cleanText } from './clean-text.js';
import { spelled } from './spelling.js';

export type PlainObject = Readonly<Record<string, unknown>>;

const DEPTH = 3;

/** Reads the id of an event's job as a clean line of at most 300 UTF-16 units; empty where there is none that is a text or a number. */
export function jobIdIn(data: PlainObject): string {
  const id = data['job_id'];
  return typeof id === 'string' || typeof id === 'number' || isExactNumber(id) ? lineOf(id, 300) : '';
}

/** Parses the data of an event; empty when it is not the JSON text of an object. */
export function parseData(json: string): PlainObject {
  try {
    const value = parseJson(json);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** True for a JSON object; a list and a number that keeps its digits are none. */
export function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}

/**
 * Reads a finite number, also written as text; else NaN. (`Number` alone throws on an object with a `toString` of its own and
 * overflows on a deep array.)
 */
export function numberOf(value: unknown): number {
  if (isExactNumber(value)) return numberOf(Number(value.rawJSON));
  const number =
    typeof value === 'string' && /^\d{1,15}(\.\d{1,15})?$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : Number.NaN;
}

/** Takes a percent sign off the end of a text. */
export function withoutPercent(text: string): string {
  const end = text.trimEnd();
  return end.endsWith('%') ? end.slice(0, -1).trimEnd() : text;
}

/** Writes any value on one line of at most `max` UTF-16 units, for people; empty for null and for invisible text. */
export function lineOf(value: unknown, max: number): string {
  return cleanLine(textOf(value, max * 4, DEPTH), max);
}

/** Writes as {@link lineOf} does, and keeps the line breaks of texts. */
export function linesOf(value: unknown, max: number): string {
  return cleanText(textOf(value, max * 4, DEPTH), max);
}

/** Writes at most about `room` UTF-16 units and `depth` levels, so that no data makes it slow or deep. */
function textOf(value: unknown, room: number, depth: number): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number' && !Number.isFinite(value)) return '';
  if (typeof value !== 'object') return String(value);
  if (isExactNumber(value)) return value.rawJSON;
  if (depth === 0) return '…';
  const keys = Array.isArray(value) ? null : Object.keys(value);
  const parts: string[] = [];
  const count = keys?.length ?? (value as unknown[]).length;
  let left = room;
  let at = 0;
  for (; at < count && left > 0; at += 1) {
    const key = keys ? (keys[at] as string) : at;
    const text = textOf((value as Record<string | number, unknown>)[key], left, depth - 1).slice(0, left + 1);
    // Looking at an entry is work, also where it says nothing.
    left -= 2;
    if (text === '') continue;
    const part = keys ? `${String(key).slice(0, 80)}: ${text}` : text;
    parts.push(part);
    left -= part.length;
  }
  if (parts.length === 0) return '';
  const joined = parts.join(', ') + (at < count ? ', …' : '');
  return depth === DEPTH ? joined : keys ? `{${joined}}` : `[${joined}]`;
}

/** A capital that begins a word behind other capitals, `C` of `HTMLContent`; the `s` of a plural begins none. */
const AFTER_CAPITALS = /(?<=\p{Lu})\p{Lu}(?!s(?!\p{Ll}))(?=\p{Ll})/gu;
/** A capital that begins a word behind small letters, and one that follows it. */
const AFTER_SMALL = /(?<=\p{Ll})(\p{Lu})(\p{Lu}?)/gu;

/** Turns a name into a label: `queue_length`, `queueLength` → `Queue length`, `useHDR` → `Use HDR`. Empty where nothing is visible. */
export function labelOf(name: string): string {
  const words = cleanLine(name, 60)
    .replace(AFTER_CAPITALS, (start) => ` ${start.toLowerCase()}`)
    .replace(AFTER_SMALL, (_, start: string, next: string) =>
      next === '' ? ` ${start.toLowerCase()}` : ` ${start}${next}`,
    )
    .replace(/[_\s]+/g, ' ')
    .trim();
  return spelled(words.charAt(0).toUpperCase() + words.slice(1));
}
