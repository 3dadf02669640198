/**
 * Templates: the texts that operators write for messages, in the Liquid language. LiquidJS reads the language; what a template
 * does is computed here, step by step and within fixed limits, so that the same template and event give the same text on every
 * machine, nothing but the event can be read, and no template takes long. Filters that write values in people's words come
 * from `values/`.
 */
import { Tokenizer, TypeGuards, defaultOperators } from 'liquidjs';
import type { TopLevelToken } from 'liquidjs';
import { BoundedCache } from '../../modules/model/bounded-cache.js';
import { PLAIN_WORDS } from '../values/words.js';
import type { Words } from '../values/words.js';
import type { Names, Path } from './expression.js';
import { readExpression } from './expression.js';
import { BRACKETS_MAX, OUTPUT_MAX, SOURCE_MAX } from './limits.js';
import { readField } from './read-field.js';
import { literal, TemplateReader } from './reader.js';
import { LimitReached, RoomFilled, Run } from './run.js';
import type { Part, Span, Writing } from './run.js';
import type { TemplateScope } from './scope.js';
import { TemplateFault, faultAt } from './template-fault.js';
import { liquidFault } from './liquid-fault.js';

/**
 * Compiled templates that are remembered: above what a catalogue with many entries and endpoints with payload trees use, because a
 * full cache starts anew.
 */
const KEPT = 20_000;

/** Characters of them, of which each takes about 40 bytes compiled: an editor's preview compiles a text at each of its changes. */
const KEPT_CHARACTERS = 2_000_000;

const cache = new BoundedCache(KEPT, (source: string) => new TextTemplate(source), {
  of: ({ length }) => length,
  max: KEPT_CHARACTERS,
});

/**
 * Compiles a template; the same text is compiled once.
 *
 * @throws TemplateFault where the text is no template that is accepted
 */
export function compileTemplate(source: string): TextTemplate {
  // A text without braces costs less than a place in the cache, and senders choose the names of unlisted types.
  return source.includes('{') ? cache.get(source) : new TextTemplate(source);
}

/** A compiled template. Pure: the same scope and words give the same text. */
export class TextTemplate {
  /** Paths that the template reads, sorted: `data.movies[].title`, `event.type`. */
  readonly paths: readonly string[];
  /** Keys of the path where the template is one `{{ path }}` and nothing else; else null. */
  readonly exactPath: Path | null;
  readonly #part: Part;
  /** The text of a template without tags and outputs. */
  readonly #plain: string | null;

  /** @throws TemplateFault */
  constructor(readonly source: string) {
    const { part, paths, exactPath, isPlain } = isText(source) ? textAlone(source) : read(source);
    this.#part = part;
    this.paths = paths;
    this.exactPath = exactPath;
    this.#plain = isPlain ? source : null;
  }

  /** Writes the whole text. @throws TemplateFault where it is longer than {@link OUTPUT_MAX} or another limit is reached */
  render(scope: TemplateScope, words: Words = PLAIN_WORDS): string {
    return this.#plain ?? this.#run(scope, words, { room: OUTPUT_MAX }).text;
  }

  /** Writes the first `room` UTF-16 units of the text; no more than that is computed. @throws TemplateFault at a limit */
  head(scope: TemplateScope, room: number, words: Words = PLAIN_WORDS): string {
    return this.#plain?.slice(0, room) ?? this.#run(scope, words, { room, cuts: true }).text;
  }

  /** Writes as {@link head} does; an empty text where all of its outputs are empty. @throws TemplateFault at a limit */
  told(scope: TemplateScope, room: number, words: Words = PLAIN_WORDS): string {
    if (this.#plain !== null) return this.#plain.slice(0, room);
    const { text, hasGap, hasValue } = this.#run(scope, words, { room, cuts: true });
    return hasGap && !hasValue ? '' : text;
  }

  /** Writes the text; null where one of its outputs is empty. @throws TemplateFault at a limit */
  filled(scope: TemplateScope, words: Words = PLAIN_WORDS): string | null {
    const run = this.#run(scope, words, { room: OUTPUT_MAX });
    return run.hasGap ? null : run.text;
  }

  /**
   * Writes a sentence in spans: `**` of the template (not of the data) emphasises, and times keep their instant. Null where
   * one of its outputs is empty. @throws TemplateFault at a limit
   */
  spans(scope: TemplateScope, words: Words = PLAIN_WORDS): readonly Span[] | null {
    const run = this.#run(scope, words, { room: OUTPUT_MAX, spans: true });
    return run.hasGap ? null : run.spans;
  }

  /**
   * Writes a URL: values behind its start are percent-encoded, so that data adds no path, query or host of its own. A value at
   * the start stays as it is. Null where one of its outputs is empty. @throws TemplateFault at a limit
   */
  url(scope: TemplateScope, words: Words = PLAIN_WORDS): string | null {
    const run = this.#run(scope, words, { room: OUTPUT_MAX, encodes: true });
    return run.hasGap ? null : run.text;
  }

  /** Gives the value of {@link exactPath} as it stands in the scope, undefined where there is none. @throws TemplateFault at a limit */
  value(scope: TemplateScope): unknown {
    const run = new Run(scope, PLAIN_WORDS, { room: OUTPUT_MAX });
    return withinLimits(() =>
      (this.exactPath ?? []).reduce<unknown>((value, key) => readField(value, key, run), scope),
    );
  }

  #run(scope: TemplateScope, words: Words, writing: Writing): Run {
    const run = new Run(scope, words, writing);
    withinLimits(() => this.#part(run));
    return run;
  }
}

/** The parsed source of a template. */
interface Read extends Pick<TextTemplate, 'paths' | 'exactPath'> {
  readonly part: Part;
  /** True for a template without tags and outputs. */
  readonly isPlain: boolean;
}

/** True for a source without braces, as most headlines are: there is nothing to read in it. */
function isText(source: string): boolean {
  return source.length <= SOURCE_MAX && !source.includes('{');
}

function textAlone(source: string): Read {
  return { part: literal(source), paths: [], exactPath: null, isPlain: true };
}

/** @throws TemplateFault */
function read(source: string): Read {
  const names: Names = { locals: new Map(), paths: new Set() };
  const tokens = tokensOf(source);
  try {
    const part = new TemplateReader(tokens, names).readAll();
    const isPlain = tokens.every(TypeGuards.isHTMLToken);
    return { part, paths: [...names.paths].sort(), exactPath: exactPathOf(tokens), isPlain };
  } catch (error) {
    throw error instanceof TemplateFault ? error : liquidFault(error, source);
  }
}

/** Does the work of a rendering, as far as there is room for its text. @throws TemplateFault at a limit */
function withinLimits<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof LimitReached) throw new TemplateFault(error.message, 1, 1);
    if (!(error instanceof RoomFilled)) throw error;
    return undefined;
  }
}

/** Parts a template into tokens. @throws TemplateFault */
function tokensOf(source: string): TopLevelToken[] {
  const start = { input: '', begin: 0 };
  if (source.length > SOURCE_MAX)
    throw faultAt(start, `The template has ${source.length} characters; at most ${SOURCE_MAX} are accepted.`);
  try {
    const tokens = new Tokenizer(source).readTopLevelTokens();
    for (const token of tokens) if (!TypeGuards.isHTMLToken(token)) checkBrackets(token.getText(), token);
    return tokens;
  } catch (error) {
    throw error instanceof TemplateFault ? error : liquidFault(error, source);
  }
}

const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gs;

/** Refuses brackets within brackets, which LiquidJS reads by recursion. */
function checkBrackets(text: string, token: TopLevelToken): void {
  let depth = 0;
  for (const [bracket] of text.replace(QUOTED, '').matchAll(/[[\]()]/g)) {
    depth += bracket === '[' || bracket === '(' ? 1 : -1;
    if (depth > BRACKETS_MAX)
      throw faultAt(token, `Brackets stand within each other more than ${BRACKETS_MAX} deep.`);
  }
}

/** Finds the path of a template that is one output of a path. */
function exactPathOf(tokens: readonly TopLevelToken[]): Path | null {
  const [token] = tokens;
  if (tokens.length !== 1 || !token || !TypeGuards.isOutputToken(token)) return null;
  const tokenizer = new Tokenizer(token.input, defaultOperators, undefined, token.contentRange);
  return readExpression(tokenizer, { locals: new Map(), paths: new Set() }).path;
}
