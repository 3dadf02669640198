import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import sift from 'sift';
import { parseJson } from '../../model/exact-json.js';
import { compileFilter, filterFault, type FilteredEvent } from './event-filter.js';
import { FILTER_OPERATORS } from './filter-shape.js';
import { FilterTooCostly, Work, WORK_MAX } from './filter-work.js';

const eventOf = (data: unknown): FilteredEvent => ({
  event: 'job.completed',
  id: 'e1',
  timestamp: 't',
  data,
});

/** The verdict on data given as JSON text, and the steps it took. */
function judged(filter: string, data: string): { readonly passes: boolean; readonly steps: number } {
  const query = parseJson(filter);
  expect(filterFault(query)).toBeNull();
  const work = new Work();
  return { passes: compileFilter(query as object)(eventOf(parseJson(data)), work), steps: work.steps };
}

describe('A compiled filter agrees with sift', () => {
  const operations = Object.fromEntries(
    Object.keys(FILTER_OPERATORS).map((name) => [name, Reflect.get(sift, name) as never]),
  );
  const bySift = (filter: object, event: FilteredEvent): boolean =>
    sift.createQueryTester<FilteredEvent>(filter as never, { operations })(event);

  const scalar = fc.constantFrom<unknown>(null, true, false, 0, 1, 2, 5, '', 'a', 'b', 'us');
  const name = fc.constantFrom('a', 'b', '0', '1');
  const data = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      scalar,
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(name, tie('any'), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).any;
  const path = fc
    .array(fc.constantFrom('a', 'b', '0', '1', 'length'), { maxLength: 3 })
    .map((words) => ['data', ...words].join('.'));
  const list = fc.array(scalar, { minLength: 1, maxLength: 3 });
  const condition = fc.oneof<fc.Arbitrary<unknown>[]>(
    scalar,
    data,
    fc.record({ $eq: scalar }),
    fc.record({ $ne: scalar }),
    fc.record({ $gt: fc.constantFrom<unknown>(0, 1, 'a') }),
    fc.record({ $gte: fc.constantFrom<unknown>(1, 'a'), $lt: fc.constantFrom<unknown>(5, 'us') }),
    fc.record({ $lte: fc.constantFrom<unknown>(1, 'b') }),
    fc.record({ $in: list }),
    fc.record({ $nin: list }),
    fc.record({ $all: list }),
    fc.record({ $size: fc.nat(3) }),
    fc.record({ $exists: fc.boolean() }),
    fc.record({ $not: fc.record({ $in: list }) }),
    fc.record({ $not: fc.record({ $gt: fc.constantFrom<unknown>(0, 'a') }) }),
    fc.record({ $elemMatch: fc.record({ a: scalar }) }),
    fc.record({
      $elemMatch: fc.record({ a: fc.record({ $gt: fc.nat(2) }), b: fc.record({ $ne: scalar }) }),
    }),
  );
  const fields = fc.dictionary(path, condition, { minKeys: 1, maxKeys: 2, noNullPrototype: true });
  const filter = fc.oneof(
    fields,
    fc.record({ $or: fc.array(fields, { minLength: 1, maxLength: 2 }) }),
    fc.record({ $nor: fc.array(fields, { minLength: 1, maxLength: 2 }) }),
    fc.record({ $and: fc.array(fields, { minLength: 1, maxLength: 2 }) }),
  );

  /** Objects as a request brings them. */
  const asJson = (value: object): object => JSON.parse(JSON.stringify(value)) as object;

  it('about every operator on any data', () => {
    fc.assert(
      fc.property(filter.map(asJson), data, (given, content) => {
        fc.pre(filterFault(given) === null);
        const event = eventOf(content);
        expect(compileFilter(given)(event)).toBe(bySift(given, event));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[object, unknown, boolean]>([
    [{ 'data.n': { $mod: [4, 2] } }, { n: 6 }, true],
    [{ 'data.n': { $mod: [4, 2] } }, { n: ['6', 5] }, true],
    [{ 'data.n': { $mod: [4, 2] } }, { n: 5 }, false],
    [{ 'data.list.length': { $gt: 2 } }, { list: [1, 2, 3] }, true],
    [{ 'data.name.length': 2 }, { name: 'us' }, true],
    [{ 'data.toString': { $exists: true } }, {}, false],
  ])('%j on %j: %s', (given, content, expected) => {
    expect(compileFilter(given)(eventOf(content))).toBe(expected);
    expect(bySift(given, eventOf(content))).toBe(expected);
  });
});

describe('A filter compares numbers by their decimal value', () => {
  it.each<[string, string, boolean]>([
    ['{"data.id":154284075601887489}', '{"id":154284075601887489}', true],
    ['{"data.id":154284075601887488}', '{"id":154284075601887489}', false],
    ['{"data.id":154284075601887489}', '{"id":154284075601887489.0}', true],
    ['{"data.id":"154284075601887489"}', '{"id":154284075601887489}', false],
    ['{"data.id":{"$gt":154284075601887488}}', '{"id":154284075601887489}', true],
    ['{"data.id":{"$gt":154284075601887489}}', '{"id":154284075601887489}', false],
    ['{"data.id":{"$gte":154284075601887489,"$lt":154284075601887490}}', '{"id":154284075601887489}', true],
    ['{"data.id":{"$lt":1}}', '{"id":1E400}', false],
    ['{"data.id":{"$gt":1e308}}', '{"id":1E400}', true],
    ['{"data.id":{"$gt":1E399}}', '{"id":1E400}', true],
    ['{"data.id":{"$lt":-1E399}}', '{"id":-1E400}', true],
    ['{"data.id":{"$gt":0}}', '{"id":1e-400}', true],
    ['{"data.id":0}', '{"id":-0}', true],
    ['{"data.id":{"$in":[1,154284075601887489]}}', '{"id":[154284075601887489]}', true],
    ['{"data.id":{"$nin":[1,154284075601887489]}}', '{"id":154284075601887489}', false],
    ['{"data.id":{"$all":[154284075601887489,2]}}', '{"id":[2,154284075601887489]}', true],
    ['{"data.id":{"$ne":154284075601887489}}', '{"id":154284075601887488}', true],
    ['{"data.id":{"$mod":[10,9]}}', '{"id":154284075601887489}', true],
    ['{"data.id":{"$mod":[10,-9]}}', '{"id":-154284075601887489}', true],
    ['{"data.id":{"$mod":[10,1]}}', '{"id":154284075601887489.5}', false],
    ['{"data":{"id":154284075601887489}}', '{"id":154284075601887489}', true],
    ['{"data.id.rawJSON":{"$exists":true}}', '{"id":154284075601887489}', false],
    ['{"data.id":{"$exists":true}}', '{"id":154284075601887489}', true],
  ])('%s on %s: %s', (filter, data, expected) => {
    expect(judged(filter, data).passes).toBe(expected);
  });
});

describe('A filter takes a bounded number of steps', () => {
  const many = JSON.stringify({ items: Array.from({ length: 125_000 }, () => ({ x: 2 })) });
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 10);

  it.each<[string, object]>([
    ['$all', { 'data.items.x': { $all: numbers(96) } }],
    ['$in', { 'data.items.x': { $in: numbers(90) } }],
    ['$nin', { 'data.items.x': { $nin: numbers(7) } }],
    ['$and', { $and: Array.from({ length: 60 }, (_, at) => ({ [`data.items.x${at}`]: 1 })) }],
    ['$or of objects', { 'data.items': { $in: numbers(40).map((x) => ({ x })) } }],
    ['$elemMatch', { 'data.items': { $elemMatch: { x: { $gt: 3 } } } }],
    ['$not', { 'data.items.x': { $not: { $not: { $gt: 3 } } } }],
    ['equality with a list', { 'data.items': [{ x: 1 }] }],
  ])('%s over a list of 125,000 entries ends as too costly', (_name, filter) => {
    const work = new Work();
    expect(() => compileFilter(filter)(eventOf(JSON.parse(many)), work)).toThrow(FilterTooCostly);
    expect(work.steps).toBeLessThan(WORK_MAX * 1.01);
  });

  it('counts no step for each operand of $in, $nin and $all', () => {
    const data = JSON.stringify({ items: Array.from({ length: 1_000 }, () => ({ x: 2 })) });
    const steps = (operator: string, count: number): number =>
      judged(JSON.stringify({ 'data.items.x': { [operator]: numbers(count) } }), data).steps;
    for (const operator of ['$in', '$nin', '$all']) expect(steps(operator, 90)).toBe(steps(operator, 2));
  });

  it('counts numbers of many digits by their length', () => {
    const digits = '1'.repeat(WORK_MAX * 10);
    expect(() => judged('{"data.n":{"$gt":154284075601887489}}', `{"n":${digits}}`)).toThrow(FilterTooCostly);
  });

  it('takes a handful of steps for a usual filter', () => {
    const { steps } = judged(
      '{"data.parameters.country":"us","data.retry_count":{"$gt":0}}',
      '{"retry_count":1}',
    );
    expect(steps).toBeLessThan(20);
  });

  it('refuses paths with too many words', () => {
    const path = (at: number): string => `data.${'a.'.repeat(90)}x${at}`;
    const filter = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [path(at), 1]));
    expect(filterFault(filter)).toBe('is too costly: its paths have more than 1000 words together');
    expect(filterFault({ [path(1)]: 1 })).toBeNull();
  });
});
