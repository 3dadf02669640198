/** The vocabulary of a query: fields with their values, and paths of data with values that were seen. */
export interface QueryWords {
  readonly fields: readonly {
    readonly name: string;
    readonly description: string;
    readonly values: readonly string[];
  }[];
  readonly paths: readonly {
    readonly path: string;
    readonly description: string;
    readonly values: readonly string[];
  }[];
}

export const NO_QUERY_WORDS: QueryWords = { fields: [], paths: [] };

export interface QuerySuggestion {
  /** The text that is shown, and its meaning. */
  readonly label: string;
  readonly detail: string;
  /** Text that takes the place of the written part. */
  readonly insert: string;
}

export interface QueryCompletion {
  /** Offsets of the part that an insertion replaces. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly QuerySuggestion[];
}

const SHOWN = 12;
const BARE = /^[^\s",]+$/;

/** Suggests what may stand at a caret: a field, a path of data, or a value; null where nothing fits. */
export function completeQuery(text: string, caret: number, words: QueryWords): QueryCompletion | null {
  const start = termStart(text, caret);
  const written = text.slice(start, caret).replace(/^-/, '');
  const begin = caret - written.length;
  const colon = colonOf(written);
  const found = colon === -1 ? names(written, words) : values(written, colon, words);
  if (found === null) return null;
  const from = begin + found.offset;
  const to = caret + restOf(text, from, caret, colon !== -1);
  const items = found.items
    .filter(({ insert }) => insert.trimEnd() !== text.slice(from, to))
    .slice(0, SHOWN)
    // Further values of a list follow.
    .map((item) => (text[to] === ',' ? { ...item, insert: item.insert.trimEnd() } : item));
  return items.length === 0 ? null : { from, to, items };
}

/** The length of what follows a caret within the name, with its colon, or within the value, with its closing quote. */
function restOf(text: string, from: number, caret: number, isValue: boolean): number {
  const quoted = isValue && caret > from && text[from] === '"';
  const rest = quoted ? /^(?:[^"\\]|\\.)*"?/ : isValue ? /^[^\s",]*/ : /^[^\s:"]*:?/;
  return rest.exec(text.slice(caret))![0].length;
}

/** The offset at which the term around a caret begins: behind the last space that is not quoted. */
function termStart(text: string, caret: number): number {
  let start = 0;
  let quoted = false;
  for (let at = 0; at < caret; at++) {
    if (text[at] === '\\' && quoted) at++;
    else if (text[at] === '"') quoted = !quoted;
    else if (!quoted && /\s/.test(text[at]!)) start = at + 1;
  }
  return start;
}

/** The colon behind a field's name; one inside of a quoted key is none. */
function colonOf(written: string): number {
  const name = /^[a-z_]+(?:\.[^\s.:[\]",\\]+|\["[^"]*"\]|\[\d+\])*:/i.exec(written);
  return name ? name[0].length - 1 : -1;
}

interface Found {
  readonly offset: number;
  readonly items: readonly QuerySuggestion[];
}

function names(written: string, { fields, paths }: QueryWords): Found {
  const wanted = written.toLowerCase();
  const matching = (name: string): boolean => name.toLowerCase().includes(wanted);
  const known = fields
    .filter(({ name }) => name !== 'data' && name.startsWith(wanted))
    .map(({ name, description }) => ({ label: `${name}:`, detail: description, insert: `${name}:` }));
  // Paths are many: they are suggested once a part of one is written.
  const ofData = wanted === '' ? [] : paths.filter(({ path }) => matching(path));
  return {
    offset: 0,
    items: [
      ...known,
      ...ofData.map(({ path, description, values: seen }) => ({
        label: `${path}:`,
        detail: description || seen.slice(0, 3).join(', '),
        insert: `${path}:`,
      })),
    ],
  };
}

function values(written: string, colon: number, words: QueryWords): Found | null {
  const name = written.slice(0, colon);
  const seen =
    words.paths.find(({ path }) => path === name)?.values ??
    words.fields.find((field) => field.name === name.toLowerCase())?.values ??
    dates(name);
  const offset = Math.max(colon, written.lastIndexOf(',')) + 1;
  const wanted = written.slice(offset).replace(/^"/, '').toLowerCase();
  const items = seen
    .filter((value) => value.toLowerCase().includes(wanted))
    .map((value) => ({ label: value, detail: '', insert: `${quotedValue(value)} ` }));
  return { offset, items };
}

const DAY_MS = 86_400_000;

/** Dates to begin or end at: the last eight days. */
function dates(name: string): readonly string[] {
  if (name !== 'from' && name !== 'to') return [];
  const now = Date.now();
  return Array.from({ length: 8 }, (_, day) => new Date(now - day * DAY_MS).toISOString().slice(0, 10));
}

/** Writes a value as a query has it. */
export function quotedValue(value: string): string {
  return BARE.test(value) && !/^[<>*]|\*$|\.\./.test(value)
    ? value
    : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Adds a condition to a query, in place of others of the same fields. */
export function withCondition(query: string, fields: readonly string[], condition: string): string {
  const rest = termsOf(query).filter((term) => !fields.some((field) => term.startsWith(`${field}:`)));
  return [...rest, condition].filter((term) => term !== '').join(' ');
}

/** The terms of a query as they are written. */
export function termsOf(query: string): readonly string[] {
  return query.match(/(?:"(?:[^"\\]|\\.)*"?|[^\s"])+/g) ?? [];
}
