import { describe, expect, it } from '@jest/globals';
import { keysOf, knownPaths, mayReach, occursIn } from './data-paths.js';

describe('A path of data', () => {
  const value = { title: 'a', movies: [{ year: 1 }, { 'a b': 2 }], none: null, by_name: { x: { n: 1 } } };
  const occurs = (path: string): boolean => occursIn(value, keysOf(path));

  it.each([
    'data.title',
    'data.title.size',
    'data.movies',
    'data.movies[0].year',
    'data.movies.last["a b"]',
    'data.movies.size',
    'data.by_name[].n',
  ])('occurs in a value that has %s', (path) => expect(occurs(path)).toBe(true));

  it.each(['data.titel', 'data.movies.year', 'data.movies[].title', 'data.title.x', 'data.none.x'])(
    'does not occur in a value without %s',
    (path) => expect(occurs(path)).toBe(false),
  );

  const nested = (depth: number): object => (depth === 0 ? {} : { a: nested(depth - 1) });

  it('occurs however deep it lies', () => {
    expect(occursIn(nested(12), keysOf(`data${'.a'.repeat(12)}`))).toBe(true);
  });

  const schema = {
    type: 'object',
    properties: {
      named: { type: 'object', properties: { a: { type: 'string' } } },
      open: { type: 'object' },
      list: { type: 'array', items: { properties: { b: {} } } },
      text: { type: ['string', 'null'] },
      demanding: { type: 'object', required: ['a'], properties: { b: {} } },
      referred: { $ref: '#/$defs/a' },
      either: { type: 'object', properties: { a: {} }, anyOf: [{ properties: { b: {} } }] },
      mapped: { type: 'object', properties: {}, additionalProperties: { type: 'number' } },
    },
  };
  const reaches = (path: string): boolean => mayReach(schema, keysOf(path));

  it.each([
    'data.named.a',
    'data.open.anything.at.all',
    'data.list[3].b',
    'data.list.first.b',
    'data.text',
    'data.demanding.a',
    'data.demanding.a.b',
    'data.referred.x',
    'data.either.b',
    'data.mapped.x',
    'data[].a',
  ])('may be reached where a schema names %s or leaves it open', (path) => expect(reaches(path)).toBe(true));

  it.each(['data.named.b', 'data.demanding.c', 'data.other', 'data.list[].c', 'data.text.length'])(
    'is not reached where a schema does not name %s',
    (path) => expect(reaches(path)).toBe(false),
  );
});

describe('Known paths of data', () => {
  it('are those of schemas and of values', () => {
    const schema = { properties: { list: { items: { properties: { 'a b': {} } } } } };
    expect([...knownPaths([schema], [{ x: [{ y: 1 }] }])]).toEqual([
      'data',
      'data.list',
      'data.list[]',
      'data.list[]["a b"]',
      'data.x',
      'data.x[]',
      'data.x[].y',
    ]);
  });

  it('are of bounded number and depth', () => {
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`f${at}`, at]));
    expect(knownPaths([], [wide]).size).toBeLessThanOrEqual(500);
    let deep: unknown = 1;
    for (let at = 0; at < 50; at++) deep = { a: deep };
    expect(knownPaths([], [deep]).size).toBeLessThan(12);
  });
});
