import { Tokenizer, TypeGuards, defaultOperators } from 'liquidjs';
import type { TagToken, TopLevelToken } from 'liquidjs';
import { nearest } from '../../modules/model/nearest.js';
import type { Names } from './expression.js';
import { present, readExpression, valueOf } from './expression.js';
import { NESTING_MAX } from './limits.js';
import { loopOf } from './loop.js';
import { equal, isTruthy } from './operators.js';
import type { Part, Run } from './run.js';
import { TAG_NAMES } from './tags.js';
import { faultAt } from './template-fault.js';

/** Words that go on with or end a block, by the tag that begins it. */
const BLOCK_WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['if', ['elsif', 'else', 'endif']],
  ['unless', ['elsif', 'else', 'endunless']],
  ['case', ['when', 'else', 'endcase']],
  ['for', ['else', 'endfor']],
  ['capture', ['endcapture']],
  ['comment', ['endcomment']],
  ['raw', ['endraw']],
]);

const LOOP_ENDS: ReadonlySet<string> = new Set(['break', 'continue']);

/** A part of a block, with the word that follows it. */
interface Section {
  readonly part: Part;
  readonly end: TagToken;
}

/** Reads the tokens of a template into one part that writes it all. */
export class TemplateReader {
  #at = 0;
  /** Tags whose blocks are open, outermost first. */
  readonly #open: TagToken[] = [];

  constructor(
    private readonly tokens: readonly TopLevelToken[],
    private readonly names: Names,
  ) {}

  /** Reads all tokens. @throws TemplateFault */
  readAll(): Part {
    const parts: Part[] = [];
    for (let token = this.#next(); token !== undefined; token = this.#next()) parts.push(this.#part(token));
    return inTurn(parts);
  }

  #next(): TopLevelToken | undefined {
    const token = this.tokens[this.#at];
    this.#at += 1;
    return token;
  }

  #part(token: TopLevelToken): Part {
    if (TypeGuards.isTagToken(token)) return this.#tag(token);
    if (TypeGuards.isHTMLToken(token)) return literal(token.getContent());
    const tokenizer = new Tokenizer(token.input, defaultOperators, undefined, token.contentRange);
    const { compute, reads } = readExpression(tokenizer, this.names);
    return (run) => {
      run.step();
      const value = compute(run);
      run.output(reads ? present(value) : value);
    };
  }

  #tag(tag: TagToken): Part {
    const words = BLOCK_WORDS.get(tag.name);
    if (words === undefined) return this.#single(tag);
    if (this.#open.length >= NESTING_MAX)
      throw faultAt(tag, `Tags stand within each other more than ${NESTING_MAX} deep.`);
    this.#open.push(tag);
    const part = this.#block(tag);
    this.#open.pop();
    return part;
  }

  /** Reads a tag without a block. */
  #single(tag: TagToken): Part {
    if (tag.name === 'assign') return this.#assign(tag);
    if (!LOOP_ENDS.has(tag.name)) throw faultAt(tag, this.#unknownTag(tag.name));
    this.#endOf(tag);
    if (!this.#open.some(({ name }) => name === 'for'))
      throw faultAt(tag, `The tag ${tag.name} may only stand in a for tag.`);
    const leaving = tag.name === 'break' ? 'break' : 'continue';
    return (run) => {
      run.step();
      run.leaving = leaving;
    };
  }

  #block(tag: TagToken): Part {
    switch (tag.name) {
      case 'case':
        return this.#case(tag);
      case 'for':
        return this.#for(tag);
      case 'capture':
        return this.#capture(tag);
      case 'comment':
        return this.#comment(tag);
      case 'raw':
        return this.#section(['endraw']).part;
      default:
        return this.#condition(tag);
    }
  }

  /** Reads parts up to one of the words that may follow in the open block. */
  #section(words: readonly string[]): Section {
    const parts: Part[] = [];
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (TypeGuards.isTagToken(token) && words.includes(token.name))
        return { part: inTurn(parts), end: token };
      parts.push(this.#part(token));
    }
    throw this.#notClosed();
  }

  #notClosed(): Error {
    const open = this.#open.at(-1)!;
    return faultAt(open, `The tag ${open.name} is not closed: write {% end${open.name} %} where it ends.`);
  }

  #condition(tag: TagToken): Part {
    const closing = `end${tag.name}`;
    const branches: { readonly holds: (run: Run) => boolean; readonly part: Part }[] = [];
    let word = tag;
    for (;;) {
      const isElse = word.name === 'else';
      const negated = word.name === 'unless';
      const value = isElse ? null : readExpression(word.tokenizer, this.names).compute;
      if (isElse) this.#endOf(word);
      const { part, end } = this.#section(isElse ? [closing] : ['elsif', 'else', closing]);
      branches.push({ part, holds: (run) => value === null || isTruthy(value(run)) !== negated });
      if (end.name === closing) break;
      word = end;
    }
    return (run) => {
      run.step();
      branches.find(({ holds }) => holds(run))?.part(run);
    };
  }

  #case(tag: TagToken): Part {
    const target = readExpression(tag.tokenizer, this.names).compute;
    // Text before the first `when` is not written.
    let { end } = this.#section(['when', 'else', 'endcase']);
    const branches: { readonly holds: (value: unknown, run: Run) => boolean; readonly part: Part }[] = [];
    while (end.name !== 'endcase') {
      const values = end.name === 'when' ? this.#whenValues(end) : null;
      if (values === null) this.#endOf(end);
      const section = this.#section(values === null ? ['endcase'] : ['when', 'else', 'endcase']);
      branches.push({
        part: section.part,
        holds: (value, run) => values === null || values.some((one) => equal(value, one(run), run)),
      });
      end = section.end;
    }
    return (run) => {
      run.step();
      const value = target(run);
      branches.find(({ holds }) => holds(value, run))?.part(run);
    };
  }

  /** Reads the values of a `when`, separated by commas or `or`. */
  #whenValues({ tokenizer }: TagToken): readonly ((run: Run) => unknown)[] {
    const values: ((run: Run) => unknown)[] = [];
    do {
      values.push(valueOf(tokenizer.readValueOrThrow(), this.names).compute);
      tokenizer.skipBlank();
      if (tokenizer.end()) return values;
    } while (tokenizer.peek() === ',' ? tokenizer.read() : tokenizer.readIdentifier().content === 'or');
    throw faultAt(
      { input: tokenizer.input, begin: tokenizer.p },
      'A when tag takes values separated by commas: {% when "failed", "timeout" %}.',
    );
  }

  #for(tag: TagToken): Part {
    const loop = loopOf(tag, this.names);
    const outer = new Map(this.names.locals);
    this.names.locals.set(loop.name, loop.entries).set('forloop', null);
    const { part, end } = this.#section(['else', 'endfor']);
    for (const name of [loop.name, 'forloop']) {
      if (outer.has(name)) this.names.locals.set(name, outer.get(name) ?? null);
      else this.names.locals.delete(name);
    }
    const otherwise = end.name === 'else' ? this.#section(['endfor']).part : () => undefined;
    return loop.over(part, otherwise);
  }

  #assign(tag: TagToken): Part {
    const { tokenizer } = tag;
    const name = this.#localName(tag);
    tokenizer.skipBlank();
    if (tokenizer.read() !== '=')
      throw faultAt(tag, 'The tag assign has the form {% assign name = value %}.');
    const { compute, dotted } = readExpression(tokenizer, this.names);
    this.names.locals.set(name, dotted);
    return (run) => {
      run.step();
      run.locals[name] = compute(run);
    };
  }

  #capture(tag: TagToken): Part {
    const name = this.#localName(tag);
    this.#endOf(tag, tag.tokenizer.remaining());
    const { part } = this.#section(['endcapture']);
    this.names.locals.set(name, null);
    return (run) => {
      run.step();
      run.locals[name] = run.captured(() => part(run));
    };
  }

  /** Reads the name that a tag gives to a value. */
  #localName(tag: TagToken): string {
    const name = tag.tokenizer.readIdentifier().content;
    if (name === '') throw faultAt(tag, `The tag ${tag.name} needs a name: {% ${tag.name} title … %}.`);
    return name;
  }

  #comment(tag: TagToken): Part {
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (TypeGuards.isTagToken(token) && token.name === `end${tag.name}`) return () => undefined;
    }
    throw this.#notClosed();
  }

  /** Refuses text behind a tag that takes none. */
  #endOf(tag: TagToken, rest = tag.args): void {
    if (rest.trim() !== '')
      throw faultAt(tag, `The tag ${tag.name} takes nothing more, but "${rest.slice(0, 30)}" follows.`);
  }

  #unknownTag(name: string): string {
    const open = this.#open.at(-1)?.name;
    const opener = [...BLOCK_WORDS].find(([, words]) => words.includes(name))?.[0];
    if (opener !== undefined) {
      return open === undefined
        ? `The tag ${name} stands without a tag ${opener} before it.`
        : `The tag ${name} does not belong to the tag ${open} that is open: close that first by {% end${open} %}.`;
    }
    const near = nearest(name, TAG_NAMES);
    return `There is no tag ${name}. ${near === null ? `Accepted are ${TAG_NAMES.join(', ')}.` : `Did you mean ${near}?`}`;
  }
}

/** Makes the part of a template that writes a text as it stands. */
export function literal(text: string): Part {
  return (run) => {
    run.step();
    run.literal(text);
  };
}

/** Writes parts one after the other, until a loop is left. */
function inTurn(parts: readonly Part[]): Part {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return (run) => {
    for (const part of parts) {
      part(run);
      if (run.leaving !== null) return;
    }
  };
}
