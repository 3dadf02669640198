import { DIGEST_EVENT } from './digest.js';
import type { GatewayEvent } from './event.js';
import { parseJson } from './exact-json.js';
import { isExactNumber } from './exact-number.js';
import { MASK } from './mask.js';

/** Fewest characters of a value that is masked in texts too: shorter ones stand in many texts by chance. */
const IN_TEXTS_MIN = 4;
/** Paths at which the event of a digest repeats the errors of its members. */
const OF_ERRORS = [['message'], ['reason'], ['errors', '*', 'error']];
/** Paths at which the event of a digest repeats fields of its members, by the first step of the field's path. */
const IN_DIGESTS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['error', OF_ERRORS],
  ['reason', OF_ERRORS],
  ['job_id', [['job_ids']]],
]);

/** An event as people may see it, and a mask for texts that may repeat its values. */
export interface Redacted<Event> {
  readonly event: Event;
  /** True where a value was masked. */
  readonly masked: boolean;
  /** Masks the values in a text, such as the answer of a target that repeats what it was sent. */
  readonly text: (text: string) => string;
}

/**
 * Masks the fields of events that operators named: `data.user.email`, with `*` for any name or entry. It is applied where
 * events are shown; what is stored and what endpoints get keeps its values.
 */
export class Redactor {
  readonly #paths: readonly (readonly string[])[];
  readonly #digestPaths: readonly (readonly string[])[];

  /** @param fields paths that begin with `data.` */
  constructor(fields: readonly string[]) {
    this.#paths = fields.map((path) => path.split('.').slice(1));
    this.#digestPaths = this.#paths.flatMap((path) => [path, ...(IN_DIGESTS.get(path[0]!) ?? [])]);
  }

  /** True where fields are masked. */
  get isOn(): boolean {
    return this.#paths.length > 0;
  }

  /**
   * Tells whether a path of data leads to a masked value, or into one: what compares there would tell the value piece by piece.
   * Numbers are indexes of lists.
   */
  covers(path: readonly (string | number)[]): boolean {
    return this.#paths.some((masked) => reaches(path, masked));
  }

  /** Masks an event, also where another field repeats a value; of a digest, also what repeats masked fields of its members. */
  of<Event extends Pick<GatewayEvent, 'type' | 'data'>>(event: Event): Redacted<Event> {
    if (this.#paths.length === 0) return { event, masked: false, text: (text) => text };
    const values = new Set<string>();
    const data: unknown = parseJson(event.data);
    const paths = event.type === DIGEST_EVENT ? this.#digestPaths : this.#paths;
    const shown = paths.reduce((value, path) => masked(value, path, values), data);
    if (values.size === 0) return { event, masked: false, text: (text) => text };
    const told = [...values].filter((value) => value.length >= IN_TEXTS_MIN);
    // Longer values first: one may be a part of another.
    const spellings = told.flatMap(spellingsOf).sort((one, other) => other.length - one.length);
    const any = new RegExp(spellings.map(literal).join('|'), 'giu');
    const text = (given: string): string => (spellings.length === 0 ? given : given.replaceAll(any, MASK));
    return { event: { ...event, data: JSON.stringify(withoutRepeats(shown, text)) }, masked: true, text };
  }
}

/** Whether a path ends at what is masked, below it, or at a list of it. Masked paths go through lists with or without a `*`. */
function reaches([step, ...rest]: readonly (string | number)[], masked: readonly string[]): boolean {
  const [name, ...inner] = masked;
  if (name === undefined) return true;
  // A condition on a list holds for each of its values.
  if (step === undefined) return masked.every((each) => each === '*');
  if (typeof step === 'number') return reaches(rest, masked) || (name === '*' && reaches(rest, inner));
  return (name === '*' || name === step) && reaches(rest, inner);
}

/** Copies a value with the mask at the path, and adds what stood there to `values`. Lists are gone through entry by entry. */
function masked(value: unknown, path: readonly string[], values: Set<string>): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return mask(value, values);
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return value;
  if (Array.isArray(value)) {
    const inner = name === '*' ? rest : path;
    return value.map((entry) => masked(entry, inner, values));
  }
  const entries = Object.entries(value).map(([key, entry]) => [
    key,
    name === '*' || name === key ? masked(entry, rest, values) : entry,
  ]);
  return Object.fromEntries(entries) as object;
}

/** Copies a value with the mask wherever its texts, numbers and names hold what was masked. */
function withoutRepeats(value: unknown, text: (text: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number' || isExactNumber(value)) {
    const written = isExactNumber(value) ? value.rawJSON : String(value);
    return text(written) === MASK ? MASK : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => withoutRepeats(entry, text));
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [text(name), withoutRepeats(entry, text)]),
  );
}

function mask(value: unknown, values: Set<string>): string {
  for (const text of textsIn(value)) values.add(text);
  // Also where nothing stood that a text could repeat.
  values.add('');
  return MASK;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (isExactNumber(value)) return [value.rawJSON];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === 'number' ? [String(value)] : [];
}

/** A text as it is, in JSON, in a URL, and in words, as messages write it; the case of letters does not count. */
function spellingsOf(text: string): string[] {
  const words = text.replaceAll(/[_-]+/g, ' ').trim();
  const written = [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text.toWellFormed()), words];
  return [...new Set(written)].filter(({ length }) => length >= IN_TEXTS_MIN);
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
