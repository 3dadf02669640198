import { nearest } from '../../model/nearest.js';
import type { Redactor } from '../../model/redactor.js';
import type { Condition, RowTest, TextMatch } from '../../store/history-conditions.js';
import type { DeliveryState } from '../../model/delivery.js';
import { DELIVERY_STATES } from '../../model/delivery.js';
import { fieldsOf, type QueryField, type QueryPage } from './query-fields.js';
import { misread } from './misread-term.js';
import type { ParsedQuery, QueryFault, QueryTerm, QueryValue } from './query-syntax.js';
import {
  readData,
  readDuration,
  readFlag,
  readMoment,
  readNumbers,
  readPattern,
  readStatus,
  readText,
} from './read-value.js';

/** The list that a query is compiled for. */
export interface QueryContext {
  readonly page: QueryPage;
  /** Unix ms. */
  readonly now: number;
  /** Ids of the endpoints whose name, host or id contains the text; removed ones included. */
  readonly endpointsLike: (text: string) => readonly string[];
  /** Fields of data that are masked: nobody finds out their values by asking for them. */
  readonly masked: Pick<Redactor, 'covers' | 'isOn'>;
}

export interface CompiledQuery {
  readonly conditions: readonly Condition[];
  readonly faults: readonly QueryFault[];
}

/** A fault of one term, without its place. */
class Unusable extends Error {
  constructor(
    message: string,
    readonly column?: number,
  ) {
    super(message);
  }
}

/** Compiles the terms of a query to conditions of the store. */
export function compileQuery({ terms, faults }: ParsedQuery, context: QueryContext): CompiledQuery {
  const conditions: Condition[] = [];
  const all = [...faults];
  for (const [at, term] of terms.entries()) {
    try {
      if (term.field === null) checkText(term, { before: terms[at - 1], after: terms[at + 1] }, context);
      conditions.push(...conditionsOf(term, context));
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      all.push({ column: error.column ?? term.column, message: error.message });
    }
  }
  return { conditions, faults: all };
}

function checkText(term: QueryTerm, beside: Parameters<typeof misread>[1], { page }: QueryContext): void {
  const hint = misread(term, beside, fieldsOf(page));
  if (hint !== null) throw new Unusable(hint);
}

function conditionsOf(term: QueryTerm, context: QueryContext): Condition[] {
  const { not, field, path, values } = term;
  if (field === null) return [{ test: textTest(textOf(values[0]!), context), not }];
  const known = fieldsOf(context.page);
  const definition = known.get(field);
  if (!definition) throw new Unusable(unknownField(field, known, context.page));
  if (path !== null && field !== 'data')
    throw new Unusable(`${field} has no fields of its own: write ${definition.example}.`);
  const flag = FLAG_TESTS[field];
  if (flag) return [flagCondition(one(definition, values, readFlag) !== not, flag)];
  return [negated(testOf(definition, term, context), not)];
}

/** `job:*` is the negation of an empty job: conditions of this kind turn the other way round. */
const negated = ({ test, not = false }: Condition, turn: boolean): Condition => ({ test, not: not !== turn });

/** The data is searched as a whole, so it is left out where fields of it are masked. */
const textTest = (text: string, { masked }: QueryContext): RowTest =>
  masked.isOn ? { of: 'text', text, outside: true } : { of: 'text', text };

function textOf({ text }: QueryValue): string {
  if (text !== '') return text;
  throw new Unusable('A text to find has at least one character.');
}

/** The tests of flags, for yes and for no. */
const FLAG_TESTS: Readonly<Record<string, readonly [yes: Condition, no: Condition]>> = {
  unrouted: [{ test: { of: 'unrouted' } }, { test: { of: 'routed' } }],
  mismatch: [{ test: { of: 'mismatch' } }, { test: { of: 'mismatch' }, not: true }],
};

const flagCondition = (value: boolean, [yes, no]: readonly [Condition, Condition]): Condition =>
  value ? yes : no;

function testOf(field: QueryField, { values, path }: QueryTerm, context: QueryContext): Condition {
  if (field.name === 'data') return { test: dataTest(field, path, values, context) };
  switch (field.name) {
    case 'job':
      return jobCondition(field, values);
    case 'last':
      return { test: { of: 'time', from: context.now - one(field, values, readDuration), to: null } };
    case 'from':
      return { test: { of: 'time', from: one(field, values, readMoment), to: null } };
    case 'to':
      return { test: { of: 'time', from: null, to: one(field, values, readMoment) } };
    default:
      return { test: listTest(field, values, context) };
  }
}

function listTest(field: QueryField, values: readonly QueryValue[], context: QueryContext): RowTest {
  switch (field.name) {
    case 'type':
      return { of: 'type', patterns: each(field, values, readPattern) };
    case 'id':
      return { of: 'id', any: fragments(values) };
    case 'event':
      return { of: 'event-id', any: fragments(values) };
    case 'endpoint':
      return { of: 'endpoint', ids: values.flatMap((value) => endpointIds(value, context)) };
    case 'state':
      return { of: 'state', states: each(field, values, readState) };
    case 'attempts':
      return { of: 'attempts', ranges: each(field, values, readNumbers) };
    case 'status': {
      const numbers = values.filter(({ text }) => text.toLowerCase() !== 'none');
      return {
        of: 'status',
        ranges: each(field, numbers, readStatus),
        none: numbers.length < values.length,
      };
    }
    default:
      return { of: 'error', any: values.map(textOf) };
  }
}

const readState = ({ text }: QueryValue): DeliveryState | null =>
  DELIVERY_STATES.find((state) => state === text.toLowerCase()) ?? null;

const fragments = (values: readonly QueryValue[]): TextMatch[] =>
  values.map((value) => ({ how: 'contains', text: textOf(value) }));

function jobCondition(field: QueryField, values: readonly QueryValue[]): Condition {
  const [first] = values;
  if (values.length === 1 && first!.text === '*' && !first!.quoted)
    return { test: { of: 'job', any: [{ how: 'is', text: '' }] }, not: true };
  return { test: { of: 'job', any: each(field, values, readText) } };
}

function dataTest(
  field: QueryField,
  path: QueryTerm['path'],
  values: readonly QueryValue[],
  { masked }: QueryContext,
): RowTest {
  if (path === null) throw new Unusable(`data needs a path: write ${field.example}.`);
  if (masked.covers(path))
    throw new Unusable('That field is masked by WEBHOOK_REDACT_FIELDS: no query reads it.');
  if (path.some((step) => typeof step === 'string' && step.includes('\0')))
    throw new Unusable('A path has no NUL in its keys.');
  return { of: 'data', path, any: each(field, values, readData) };
}

function endpointIds(value: QueryValue, { endpointsLike }: QueryContext): readonly string[] {
  const ids = endpointsLike(textOf(value));
  if (ids.length > 0) return ids;
  throw new Unusable(`No endpoint has ${JSON.stringify(value.text)} in its name, host or ID.`, value.column);
}

/** Reads each value; those that the reader refuses are a fault that says what is accepted. */
function each<T>(
  field: QueryField,
  values: readonly QueryValue[],
  read: (value: QueryValue) => T | null,
): T[] {
  return values.map((value) => {
    const found = read(value);
    if (found !== null) return found;
    throw new Unusable(
      `${field.name} is ${field.accepted}; ${JSON.stringify(value.text)} is not.`,
      value.column,
    );
  });
}

function one<T>(field: QueryField, values: readonly QueryValue[], read: (value: QueryValue) => T | null): T {
  if (values.length > 1) throw new Unusable(`${field.name} has one value.`, values[1]!.column);
  return each(field, values, read)[0]!;
}

function unknownField(name: string, known: ReadonlyMap<string, QueryField>, page: QueryPage): string {
  const meant = nearest(name, known.keys(), 2);
  if (meant !== null) return `There is no field ${name}. Did you mean ${meant}?`;
  return `There is no field ${name} of ${page}; there are ${[...known.keys()].join(', ')}. Put a text with a colon into quotes.`;
}
