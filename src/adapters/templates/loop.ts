import { TypeGuards } from 'liquidjs';
import type { TagToken } from 'liquidjs';
import type { Computed, Names } from './expression.js';
import { valueOf } from './expression.js';
import { listIn } from './filters/list-filters.js';
import { numberIn } from './filters/number-filters.js';
import { RANGE_MAX } from './limits.js';
import { entryCount } from './operators.js';
import type { Part, Run } from './run.js';
import { LimitReached } from './run.js';
import { faultAt } from './template-fault.js';
import { isComposite } from './value-text.js';

const FORM = 'The tag for has the form {% for movie in data.movies limit: 3 %}.';

/** A `for` tag without its block. */
export interface Loop {
  /** Name of the entry in the block. */
  readonly name: string;
  /** Path of the entries, `data.movies[]`; null where they come from no path. */
  readonly entries: string | null;
  /** Makes the part that writes `part` for each entry, or `otherwise` where there is none. */
  over(part: Part, otherwise: Part): Part;
}

/** Reads a `for` tag. @throws TemplateFault */
export function loopOf(tag: TagToken, names: Names): Loop {
  const { tokenizer } = tag;
  const name = tokenizer.readIdentifier().content;
  if (name === '' || tokenizer.readIdentifier().content !== 'in') throw faultAt(tag, FORM);
  const token = tokenizer.readValue();
  if (token === undefined) throw faultAt(tag, FORM);
  const isRange = TypeGuards.isRangeToken(token);
  const source = isRange ? null : valueOf(token, names);
  const list: (run: Run) => readonly unknown[] = isRange
    ? range(valueOf(token.lhs, names).compute, valueOf(token.rhs, names).compute)
    : (run) => entriesIn(source?.compute(run), run);
  const choose = choiceOf(tag, names);
  return {
    name,
    entries: source?.dotted ? `${source.dotted}[]` : null,
    over: (part, otherwise) => (run) => {
      run.step();
      const entries = choose(list(run), run);
      if (entries.length === 0) otherwise(run);
      else turns(name, entries, part, run);
    },
  };
}

/** Writes a block once for each entry. */
function turns(name: string, entries: readonly unknown[], part: Part, run: Run): void {
  const outer = { entry: run.locals[name], loop: run.locals['forloop'] };
  for (const [index, entry] of entries.entries()) {
    run.step();
    run.locals[name] = entry;
    run.locals['forloop'] = position(index, entries.length);
    part(run);
    const left = run.leaving;
    run.leaving = null;
    if (left === 'break') break;
  }
  run.locals[name] = outer.entry;
  run.locals['forloop'] = outer.loop;
}

function position(index: number, length: number): object {
  return {
    index: index + 1,
    index0: index,
    rindex: length - index,
    rindex0: length - index - 1,
    first: index === 0,
    last: index === length - 1,
    length,
  };
}

/** Lists the whole numbers between two others. @throws LimitReached for more than {@link RANGE_MAX} */
function range(from: Computed, to: Computed): (run: Run) => readonly number[] {
  return (run) => {
    const [first, last] = [Math.trunc(numberIn(from(run), run)), Math.trunc(numberIn(to(run), run))];
    const count = last - first + 1;
    if (!(count <= RANGE_MAX))
      throw new LimitReached(`A loop takes a range of at most ${RANGE_MAX} numbers.`);
    return Array.from({ length: Math.max(count, 0) }, (_, at) => first + at);
  };
}

/** Lists what a loop goes over: a list's entries, an object's names with their values, or a single value. */
function entriesIn(value: unknown, run: Run): readonly unknown[] {
  if (!isComposite(value) || Array.isArray(value)) return listIn(value, run);
  entryCount(value, run);
  return Object.entries(value);
}

type Choice = (entries: readonly unknown[], run: Run) => readonly unknown[];

/** Reads `offset: 1`, `limit: 3` and `reversed`, which are applied in that order. */
function choiceOf(tag: TagToken, names: Names): Choice {
  const { tokenizer } = tag;
  const numbers = new Map<string, Computed>();
  let isReversed = false;
  for (tokenizer.skipBlank(); !tokenizer.end(); tokenizer.skipBlank()) {
    if (tokenizer.peek() === ',') tokenizer.advance();
    const begin = tokenizer.p;
    const word = tokenizer.readIdentifier().content;
    tokenizer.skipBlank();
    if (word === 'reversed') isReversed = true;
    else if ((word === 'limit' || word === 'offset') && tokenizer.peek() === ':') {
      tokenizer.advance();
      numbers.set(word, valueOf(tokenizer.readValueOrThrow(), names).compute);
    } else {
      const place = { input: tokenizer.input, begin };
      throw faultAt(place, 'The tag for takes limit: 3, offset: 1 and reversed behind its list.');
    }
  }
  const [offset, limit] = [numbers.get('offset'), numbers.get('limit')];
  return (entries, run) => {
    const start = offset === undefined ? 0 : Math.max(0, numberIn(offset(run), run));
    const end = limit === undefined ? entries.length : start + Math.max(0, numberIn(limit(run), run));
    const chosen = entries.slice(start, end);
    return isReversed ? chosen.reverse() : chosen;
  };
}
