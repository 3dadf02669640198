/** A word that a template may use. */
export interface Word {
  readonly name: string;
  /** Meaning, or the value in the chosen event. */
  readonly detail: string;
}

/** All words that templates may use. */
export interface Words {
  readonly paths: readonly Word[];
  readonly filters: readonly Word[];
  readonly tags: readonly Word[];
}

export interface Suggestion extends Word {
  /** Text that is inserted. */
  readonly insert: string;
}

/** The suggestions at a caret. */
export interface Completion {
  /** Offset at which the inserted text begins; it ends at the caret. */
  readonly from: number;
  /** The kind of the suggestions, in plural, for screen readers. */
  readonly kind: keyof Words;
  readonly items: readonly Suggestion[];
}

interface Context {
  readonly kind: keyof Words;
  readonly word: string;
  /** True where the output is already closed behind the caret, or a tag is written. */
  readonly closed: boolean;
  /** True in the text around outputs and tags. */
  readonly outside: boolean;
}

const SHOWN = 60;

/** The text that is completed. */
export interface Completed {
  readonly text: string;
  readonly caret: number;
  /** Whether the text is JSON, whose texts are templates. */
  readonly json?: boolean;
  /** Whether paths are also suggested around outputs and tags, each as an output of its own. */
  readonly outside?: boolean;
}

/** Suggests words at a caret; null where nothing fits. */
export function completionAt(completed: Completed, words: Words): Completion | null {
  const { text, caret, json = false, outside = false } = completed;
  const context = contextAt(text, caret);
  if (context === null || (context.outside && !outside)) return null;
  const { kind, word } = context;
  const wanted = word.toLowerCase();
  const found = words[kind]
    .map((one) => ({ one, rank: rankOf(one.name.toLowerCase(), wanted) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, SHOWN)
    .map(({ one }) => {
      const insert = insertOf(one.name, context);
      return {
        ...one,
        insert: json ? inJson(insert, context.outside ? text.slice(0, caret) : null) : insert,
      };
    });
  if (found.length === 0 || (found.length === 1 && found[0]!.name === word && context.closed)) return null;
  return { from: caret - word.length, kind, items: found };
}

/** Writes an insertion as JSON does; in quotes of its own where no text of the JSON is open. @param before null: one is */
function inJson(insert: string, before: string | null): string {
  const quoted = JSON.stringify(insert);
  const quotes = (before ?? '"').replaceAll(/\\[\s\S]/g, '').split('"').length - 1;
  return quotes % 2 === 1 ? quoted.slice(1, -1) : quoted;
}

const NO_MATCH = 3;

function rankOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0;
  if (name.includes(`.${wanted}`)) return 1;
  return wanted.length > 1 && name.includes(wanted) ? 2 : NO_MATCH;
}

function insertOf(name: string, { kind, closed, outside }: Context): string {
  if (outside) return `{{ ${name} }}`;
  if (kind === 'tags') return closed ? name : `${name} %}`;
  return kind === 'paths' && !closed ? `${name} }}` : name;
}

function contextAt(text: string, caret: number): Context | null {
  const before = text.slice(0, caret);
  const [output, tag] = [before.lastIndexOf('{{'), before.lastIndexOf('{%')];
  const open = Math.max(output, tag);
  const ended = Math.max(before.lastIndexOf('}}'), before.lastIndexOf('%}'));
  if (open === -1 || ended > open) return { kind: 'paths', word: '', closed: true, outside: true };
  const inside = before.slice(open + 2).replace(/^-/, '');
  if (isQuoted(inside)) return null;
  const word = /[\p{L}\p{N}_.[\]-]*$/u.exec(inside)?.[0] ?? '';
  const head = inside.slice(0, inside.length - word.length);
  const kind = kindAt(head, tag > output);
  const closed = tag > output ? kind !== 'tags' || isClosed(text, caret, '%}') : isClosed(text, caret, '}}');
  return kind && { kind, word, closed, outside: false };
}

/** Tells what may stand behind the head of an output or tag. */
function kindAt(head: string, isTag: boolean): keyof Words | null {
  if (/\|\s*$/.test(head)) return 'filters';
  if (head.trim() === '') return isTag ? 'tags' : 'paths';
  if (isTag) return 'paths';
  return /[:,(]\s*$/.test(head) ? 'paths' : null;
}

/** Tells whether what is open at an offset ends before the next output or tag begins. */
function isClosed(text: string, offset: number, end: string): boolean {
  const rest = text.slice(offset);
  const at = rest.indexOf(end);
  const next = rest.search(/\{[{%]/);
  return at !== -1 && (next === -1 || at < next);
}

/** Tells whether a quotation is open at the end of a text; a backslash before a quote is JSON's. */
function isQuoted(text: string): boolean {
  let quote: string | null = null;
  for (const sign of text.replaceAll('\\"', '"')) {
    if (quote === null && (sign === '"' || sign === "'")) quote = sign;
    else if (sign === quote) quote = null;
  }
  return quote !== null;
}
