import { cleanLine, cleanText } from '../clean-text.js';
import { isObject, lineOf, linesOf, type PlainObject } from '../plain-value.js';
import { isEmptyText } from '../sense.js';
import { isFrame } from './telling-line.js';

/** Longest text of an error, UTF-16 units. */
export const ERROR_MAX = 4000;
/** Longest text in which JSON or the title of a page is looked for, UTF-16 units. */
const READ_MAX = 16_000;
/** Most errors within a list, and members of an error, that are read, and the levels at which a message is looked for. */
const [WITHIN, MEMBERS, DEPTH] = [20, 100, 4];
/** Names under which programs say why, the most telling first. */
const NAMES: readonly string[] = [
  'message',
  'error',
  'errors',
  'error_message',
  'errorMessage',
  'msg',
  'detail',
  'details',
  'description',
  'reason',
  'title',
  'cause',
];
/** Names under which an entry of a list of errors says what is wrong: one of the posters, a field of a form. */
const PLACES: readonly string[] = ['field', 'param', 'loc', 'path', 'instancePath', 'property'];
/** Members of an error that stand below its message; its requests and their headers may hold secrets. */
const BESIDE: ReadonlySet<string> = new Set([
  'code',
  'status',
  'statusCode',
  'status_code',
  'type',
  'detail',
  'details',
  'stack',
  'cause',
]);
/** Longest line of these, and longest name of what an error is about, UTF-16 units. */
const [LINE, PLACE] = [300, 80];
/** Texts that say that there was an error and nothing else. */
const BARE = /^(?:(?:uncaught |unhandled )?error\b[:.!]?\s*)+/i;
/** A page in the place of an error, as proxies send it. */
const PAGE = /<(?:!doctype html|html)\b/i;
const HEADING = /<(title|h1)\b[^>]{0,200}>([^]{1,500}?)<\/\1>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  nbsp: ' ',
};

/** An error as a clean text. */
interface ErrorMessage {
  readonly text: string;
  /** Lines of what an object tells beside its message. */
  readonly beside: readonly string[];
  /** True where the text is only the words of what came. */
  readonly isPart: boolean;
}

/** Reads the words of an error: of a text, of an object or a list, of the JSON or the page that a text holds. Empty where it says nothing. */
export function errorMessage(value: unknown): ErrorMessage {
  const whole = typeof value === 'string' ? cleanText(value, ERROR_MAX) : '';
  const text = messageIn(value, DEPTH);
  return {
    text,
    beside: besideIn(value, text, DEPTH),
    isPart: whole !== '' && text !== '' && text !== whole,
  };
}

/** Lists what an error that is an object tells beside its message, also one within another. */
function besideIn(error: unknown, text: string, depth: number): readonly string[] {
  if (!isObject(error) || depth === 0) return [];
  return Object.keys(error)
    .slice(0, MEMBERS)
    .flatMap((name) => {
      const value = error[name];
      if (!BESIDE.has(name)) return NAMES.includes(name) ? besideIn(value, text, depth - 1) : [];
      if (name === 'stack') return linesOf(value, ERROR_MAX).split('\n').filter(isFrame);
      const line = name === 'cause' ? cleanLine(messageIn(value, depth - 1), LINE) : lineOf(value, LINE);
      return line === '' || isEmptyText(line) || text.includes(line) ? [] : [`${name}: ${line}`];
    });
}

function messageIn(value: unknown, depth: number): string {
  // A truth value says that something failed or not, and not why; so does a code of 0.
  if (typeof value === 'boolean' || value === 0) return '';
  if (typeof value === 'string') return cleanText(wordsIn(cleanText(value, READ_MAX), depth), ERROR_MAX);
  const named = depth === 0 ? '' : Array.isArray(value) ? listed(value, depth) : ownMessage(value, depth);
  return named || told(linesOf(isObject(value) ? sayingMembers(value) : value, ERROR_MAX));
}

/** Joins the messages of a list of errors; a list of texts is written as any list. */
function listed(errors: readonly unknown[], depth: number): string {
  if (!errors.some(isObject)) return '';
  return errors
    .slice(0, WITHIN)
    .map((error) => placed(error, messageIn(error, depth - 1)))
    .filter(Boolean)
    .join('\n');
}

/** Puts before the message of an error in a list what it is about: `posters: must have 3 items`. */
function placed(error: unknown, message: string): string {
  if (!isObject(error) || message === '') return message;
  const name = PLACES.find((each) => Object.hasOwn(error, each));
  const value = name === undefined ? '' : error[name];
  const place = Array.isArray(value)
    ? value
        .slice(0, DEPTH * 2)
        .filter(isName)
        .join('.')
    : isName(value)
      ? value
      : '';
  const text = cleanLine(String(place), PLACE);
  return text === '' || isEmptyText(text) || message.includes(text) ? message : `${text}: ${message}`;
}

function isName(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function ownMessage(value: unknown, depth: number): string {
  if (!isObject(value)) return '';
  for (const name of NAMES) {
    const text = Object.hasOwn(value, name) ? messageIn(value[name], depth - 1) : '';
    if (text !== '') return text;
  }
  const { code } = value;
  return typeof code === 'string' ? messageIn(code, 0) : '';
}

/** Leaves out of an error the texts that say nothing. */
function sayingMembers(error: PlainObject): PlainObject {
  const entries = Object.entries(error).slice(0, MEMBERS);
  return Object.fromEntries(entries.filter(([, value]) => typeof value !== 'string' || told(value) !== ''));
}

/** Reads a text: its JSON or page in words, with what stands before it. */
function wordsIn(text: string, depth: number): string {
  const page = text.search(PAGE);
  const at = page === -1 ? text.search(/[{[]\s*["{[]/) : page;
  const within =
    at === -1 || depth === 0
      ? ''
      : page === -1
        ? inJson(text.slice(at), depth - 1)
        : headingIn(text.slice(at));
  return within === '' ? told(text) : `${text.slice(0, at)}${within}`;
}

/** Finds the message in JSON that tells one; empty for any other text. */
function inJson(text: string, depth: number): string {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? listed(value, depth) : ownMessage(value, depth);
  } catch {
    return '';
  }
}

function headingIn(page: string): string {
  for (const [, , heading = ''] of page.matchAll(HEADING)) {
    const text = heading
      .replace(/<[^>]{0,200}>/g, '')
      .replace(/&([a-z]{2,4}|#39);/gi, (entity, name: string) => ENTITIES[name.toLowerCase()] ?? entity)
      .replace(/\s+/g, ' ')
      .trim();
    if (text !== '') return text;
  }
  return '';
}

/** Returns a text that tells something, else an empty one. */
function told(text: string): string {
  const rest = text.replace(BARE, '');
  return isEmptyText(text) || rest === '' || isEmptyText(rest) ? '' : text;
}
