import { TypeGuards } from 'liquidjs';
import type { FilteredValueToken, Token, Tokenizer } from 'liquidjs';
import { nearest } from '../../modules/model/nearest.js';
import { FILTERS, FILTERS_BY_NAME } from './filters/filters.js';
import type { Filter } from './filters/filter.js';
import { BLANK, EMPTY, OPERATORS, isTruthy } from './operators.js';
import { readField } from './read-field.js';
import type { Run } from './run.js';
import { ROOTS } from './scope.js';
import { faultAt } from './template-fault.js';
import type { TemplateScope } from './scope.js';
import { isEmptyText } from '../sense.js';

/** A value of a template, ready to be computed. */
export type Computed = (run: Run) => unknown;

/** The names that an expression may use and those that it has read, while a template is compiled. */
export interface Names {
  /** Names by `assign`, `capture` and `for`, with the path whose entries a loop's name stands for. */
  readonly locals: Map<string, string | null>;
  /** Paths of the scope that the template reads: `data.movies[].title`. */
  readonly paths: Set<string>;
}

/** The path of an expression that is nothing but a path, as keys from the scope's root. */
export type Path = readonly (string | number)[];

export interface Expression {
  readonly compute: Computed;
  /** The path, where the expression is nothing but one; else null. */
  readonly path: Path | null;
  /** True where the value comes from a path, with or without filters. */
  readonly reads: boolean;
  /** Dotted form of the path, for {@link Names.locals}. */
  readonly dotted: string | null;
}

/** Reads an expression with its filters to the end of a tag or output. @throws TemplateFault */
export function readExpression(tokenizer: Tokenizer, names: Names): Expression {
  const token = tokenizer.readFilteredValue();
  tokenizer.skipBlank();
  if (!tokenizer.end()) {
    const place = { input: tokenizer.input, begin: tokenizer.p };
    throw faultAt(
      place,
      `"${tokenizer.remaining().slice(0, 30)}" is not expected here: a filter stands behind |.`,
    );
  }
  return expressionOf(token, names);
}

function expressionOf(token: FilteredValueToken, names: Names): Expression {
  const value = operation(token, names);
  const filters = token.filters.map((filter) => filterOf(filter, names));
  if (filters.length === 0) return value;
  const compute: Computed = (run) => {
    let result = value.reads ? present(value.compute(run)) : value.compute(run);
    for (const { filter, args } of filters) {
      run.step();
      result = filter.apply(
        result,
        args.map((arg) => arg(run)),
        run,
      );
    }
    return result;
  };
  return { compute, path: null, reads: value.reads, dotted: null };
}

/** Gives a value, or nothing for a text that stands for no value, such as `undefined` or `NaN`. */
export function present(value: unknown): unknown {
  return isEmptyText(value) ? null : value;
}

/** Compiles values and operators, which LiquidJS gives in the order in which they are computed. */
function operation(token: FilteredValueToken, names: Names): Expression {
  const parts: Expression[] = [];
  for (const part of token.initial.postfix) {
    if (!TypeGuards.isOperatorToken(part)) {
      parts.push(valueOf(part, names));
      continue;
    }
    const right = parts.pop();
    const left = part.operator === 'not' ? right : parts.pop();
    if (!left || !right)
      throw faultAt(
        part,
        `The operator ${part.operator} needs a value on ${part.operator === 'not' ? 'its right' : 'both sides'}.`,
      );
    parts.push({
      compute: operated(part.operator, left.compute, right.compute),
      path: null,
      reads: false,
      dotted: null,
    });
  }
  const [first, second] = parts;
  if (!first || second)
    throw faultAt(
      token,
      `"${token.getText().slice(0, 40)}" is not one value: put an operator (==, !=, <, >, contains, and, or) between two values.`,
    );
  return first;
}

function operated(name: string, left: Computed, right: Computed): Computed {
  if (name === 'not') return (run) => !isTruthy(right(run));
  const operator = OPERATORS[name]!;
  return (run) => {
    run.step();
    return operator(left(run), right(run), run);
  };
}

/** Compiles one value. @throws TemplateFault */
export function valueOf(token: Token, names: Names): Expression {
  const constant = (value: unknown): Expression => ({
    compute: () => value,
    path: null,
    reads: false,
    dotted: null,
  });
  if (TypeGuards.isQuotedToken(token) || TypeGuards.isNumberToken(token)) return constant(token.content);
  if (TypeGuards.isLiteralToken(token)) return constant(LITERALS[token.literal]);
  if (TypeGuards.isPropertyAccessToken(token) && token.variable === undefined)
    return pathOf(token.props, token, names);
  if (TypeGuards.isRangeToken(token)) throw faultAt(token, 'A range (1..3) may only stand in a for tag.');
  throw faultAt(
    token,
    `"${token.getText().slice(0, 40)}" is no value: accepted are a path (data.title), a text in quotes, a number, true, false, nil, empty and blank.`,
  );
}

const LITERALS: Readonly<Record<string, unknown>> = {
  true: true,
  false: false,
  nil: null,
  null: null,
  empty: EMPTY,
  blank: BLANK,
};

/** Compiles a path: `data.items[0].title`, `data[event.type]`. */
function pathOf(props: readonly Token[], token: Token, names: Names): Expression {
  const keys = props.map((prop) => {
    if (TypeGuards.isWordToken(prop) || TypeGuards.isQuotedToken(prop) || TypeGuards.isNumberToken(prop))
      return prop.content;
    return valueOf(prop, names).compute;
  });
  const [root, ...rest] = keys;
  if (typeof root !== 'string') throw faultAt(token, `A path begins with one of ${ROOTS.join(', ')}.`);
  const local = names.locals.has(root);
  if (!local && !ROOTS.includes(root)) throw faultAt(token, unknownRoot(root, names));
  const start = local ? names.locals.get(root) : root;
  const dotted = start === null || start === undefined ? null : start + rest.map(suffix).join('');
  if (dotted !== null) names.paths.add(dotted);
  const compute: Computed = (run) => {
    let value: unknown = local ? run.locals[root] : run.scope[root as keyof TemplateScope];
    for (const key of rest) {
      if (value === undefined || value === null) return value;
      value = readField(value, typeof key === 'function' ? key(run) : key, run);
    }
    return value;
  };
  const isStatic = !local && rest.every((key) => typeof key !== 'function');
  return { compute, path: isStatic ? (keys as Path) : null, reads: true, dotted };
}

function suffix(key: string | number | Computed): string {
  if (typeof key === 'function') return '[]';
  return typeof key === 'string' && /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key)
    ? `.${key}`
    : `[${JSON.stringify(key)}]`;
}

function unknownRoot(root: string, names: Names): string {
  if (/^-?\d/.test(root))
    return `"${root}" is no value: a number has digits and at most one dot between them, such as 1.5.`;
  const near = nearest(root, [...ROOTS, ...names.locals.keys()]);
  const advice = near === null ? `Did you mean data.${root}?` : `Did you mean ${near}?`;
  return `"${root}" is not known here. ${advice} A path begins with one of ${ROOTS.join(', ')}.`;
}

interface AppliedFilter {
  readonly filter: Filter;
  readonly args: readonly Computed[];
}

/** Compiles a filter with its arguments. @throws TemplateFault */
function filterOf(token: FilteredValueToken['filters'][number], names: Names): AppliedFilter {
  const filter = FILTERS_BY_NAME.get(token.name);
  if (!filter) {
    const near = nearest(token.name, FILTERS_BY_NAME.keys(), 2);
    const advice =
      near === null ? `Accepted are ${FILTERS.map(({ name }) => name).join(', ')}.` : `Did you mean ${near}?`;
    throw faultAt(token, `There is no filter ${token.name}. ${advice}`);
  }
  const args = token.args.map((arg) => {
    if (Array.isArray(arg))
      throw faultAt(token, `The filter ${filter.name} takes no named value "${arg[0] ?? ''}:".`);
    return arg;
  });
  const [least, most] = filter.args;
  if (args.length < least || args.length > most)
    throw faultAt(
      token,
      `The filter ${filter.name} takes ${counted(least, most)}; ${args.length} ${args.length === 1 ? 'is' : 'are'} given.`,
    );
  for (const [at, arg] of args.entries()) {
    const objection = TypeGuards.isQuotedToken(arg) ? filter.check?.(arg.content, at) : null;
    if (objection) throw faultAt(arg, objection);
  }
  return { filter, args: args.map((arg) => valueOf(arg, names).compute) };
}

function counted(least: number, most: number): string {
  if (most === 0) return 'no value';
  const values = most === 1 ? 'value' : 'values';
  return least === most
    ? `${most} ${values}`
    : `${least === 0 ? 'at most' : `${least} to`} ${most} ${values}`;
}
