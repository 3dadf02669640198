import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { compileFilter, filterFault, filteredEvent } from './event-filter.js';
import { FILTER_OPERATORS } from './filter-shape.js';

const DATA = {
  parameters: { country: 'us', genre: null },
  retry_count: 2,
  tags: ['new', 'hot'],
  steps: [
    { name: 'a', ms: 5 },
    { name: 'b', ms: 50 },
  ],
};
const event = (data: unknown = DATA) =>
  filteredEvent({
    id: 'e1',
    type: 'job.completed',
    data: JSON.stringify(data),
    timestamp: 't',
    acceptedAt: 0,
  });
const passes = (filter: object, data?: unknown): boolean => {
  expect(filterFault(filter)).toBeNull();
  return compileFilter(filter)(event(data));
};

describe('A filter', () => {
  it.each<[object, boolean]>([
    [{}, true],
    [{ 'data.parameters.country': 'us', 'data.retry_count': { $gt: 0 } }, true],
    [{ 'data.parameters.country': 'us', 'data.retry_count': { $gt: 2 } }, false],
    [{ 'data.parameters.country': 'fr' }, false],
    [{ event: 'job.completed', id: 'e1' }, true],
    [{ event: { $in: ['job.failed'] } }, false],
    [{ 'data.retry_count': { $gte: 2, $lt: 3 } }, true],
    [{ 'data.retry_count': { $lte: 1 } }, false],
    [{ 'data.retry_count': '2' }, false],
    [{ 'data.retry_count': { $gt: '1' } }, false],
    [{ 'data.parameters.country': { $ne: 'fr' } }, true],
    [{ 'data.parameters.country': { $nin: ['us', 'fr'] } }, false],
    [{ 'data.tags': 'hot' }, true],
    [{ 'data.tags': { $all: ['hot', 'new'] } }, true],
    [{ 'data.tags': { $size: 2 } }, true],
    [{ 'data.tags.0': 'new' }, true],
    [{ 'data.steps.name': 'b' }, true],
    [{ 'data.steps': { $elemMatch: { name: 'a', ms: { $gt: 10 } } } }, false],
    [{ 'data.steps': { $elemMatch: { name: 'b', ms: { $gt: 10 } } } }, true],
    [{ 'data.missing': { $exists: false } }, true],
    [{ 'data.parameters.genre': { $exists: true } }, true],
    [{ 'data.parameters.genre': null }, true],
    [{ 'data.parameters': { country: 'us', genre: null } }, true],
    [{ 'data.retry_count': { $mod: [2, 0] } }, true],
    [{ $or: [{ event: 'x' }, { 'data.retry_count': 2 }] }, true],
    [{ $and: [{ event: 'job.completed' }, { 'data.retry_count': 3 }] }, false],
    [{ $nor: [{ event: 'x' }, { 'data.retry_count': 3 }] }, true],
    [{ 'data.parameters.country': { $not: { $in: ['us'] } } }, false],
  ])('%j passes the event: %s', (filter, expected) => {
    expect(passes(filter)).toBe(expected);
  });

  it.each<[unknown, RegExp]>([
    [null, /MongoDB-style query/],
    ['data.x', /MongoDB-style query/],
    [[], /MongoDB-style query/],
    [{ $where: 'sleep(1000)' }, /\$where, which is refused: it carries code/],
    [{ a: { $where: 'this' } }, /\$where/],
    [{ $or: [{ a: { $not: { $where: '1' } } }] }, /\$where/],
    [{ $expr: {} }, /\$expr/],
    [{ $function: {} }, /\$function/],
    [{ a: { $regex: '(a+)+$' } }, /\$regex, which is refused: a pattern can run for ever/],
    [{ a: { $options: 'i' } }, /\$options/],
    [{ a: { $near: 1 } }, /\$near, which is unknown; there are \$eq/],
    [{ $toString: 1 }, /unknown/],
    [{ 'a.__proto__.b': 1 }, /leads nowhere/],
    [{ constructor: 1 }, /leads nowhere/],
    [{ '': 1 }, /path that is empty/],
    [{ ['a'.repeat(201)]: 1 }, /longer than 200/],
    [{ a: 'x'.repeat(1_001) }, /at most 1000/],
    [{ a: { $gt: null } }, /\$gt, which takes a number or a text/],
    [{ a: { $in: 'x' } }, /\$in, which takes a list/],
    [{ a: { $size: -1 } }, /\$size, which takes a whole number/],
    [{ a: { $exists: 'yes' } }, /\$exists, which takes true or false/],
    [{ a: { $mod: [0, 1] } }, /\$mod/],
    [{ $or: [] }, /\$or, which takes a list of filters/],
    [{ $and: [1] }, /\$and/],
    [{ a: { $not: {} } }, /\$not, which takes a filter/],
    [{ a: { $gt: 1, b: 2 } }, /cannot be understood/],
    [{ a: Array.from({ length: 201 }, () => 1) }, /more than 200 parts/],
    [JSON.parse('{"a":'.repeat(11) + '1' + '}'.repeat(11)), /nested more than 10/],
    [JSON.parse('{"__proto__":{"a":1}}'), /leads nowhere/],
  ])('%j is refused', (filter, message) => {
    expect(filterFault(filter)).toMatch(message);
  });

  it('is refused with a reason, or runs on every event, whatever it is made of', () => {
    const key = fc.constantFrom('data.a', 'event', 'data', '$where', ...Object.keys(FILTER_OPERATORS));
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, 0, 2, 'us', ''),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(key, tie('any'), { maxKeys: 3 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, fc.jsonValue(), (filter, data) => {
        const outcome = filterFault(filter) ?? compileFilter(filter as object)(event(data));
        expect([outcome, typeof outcome === 'boolean' || outcome.length > 0]).toEqual([outcome, true]);
      }),
      { numRuns: 500 },
    );
  });
});
