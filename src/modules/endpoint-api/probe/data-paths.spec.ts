import { describe, expect, it } from '@jest/globals';
import { DataPaths } from './data-paths.js';

describe('Known paths of data', () => {
  const value = new DataPaths().addValue({ title: 'a', movies: [{ year: 1 }, { 'a b': 2 }], none: null });

  it.each([
    'data.title',
    'data.movies',
    'data.movies[0].year',
    'data.movies.last["a b"]',
    'data.movies.size',
  ])('hold %s of a value', (path) => expect(value.has(path)).toBe(true));

  it.each(['data.titel', 'data.movies.year', 'data.movies[].title', 'data.title.x', 'data.none.x'])(
    'lack %s of a value',
    (path) => expect(value.has(path)).toBe(false),
  );

  const schema = new DataPaths().addSchema({
    type: 'object',
    properties: {
      named: { type: 'object', properties: { a: { type: 'string' } } },
      open: { type: 'object' },
      list: { type: 'array', items: { properties: { b: {} } } },
      text: { type: ['string', 'null'] },
    },
  });

  it.each(['data.named.a', 'data.open.anything.at.all', 'data.list[3].b', 'data.list.first.b', 'data.text'])(
    'hold %s, which a schema names or leaves open',
    (path) => expect(schema.has(path)).toBe(true),
  );

  it.each(['data.named.b', 'data.other', 'data.list[].c', 'data.text.length'])(
    'lack %s, which a schema does not name',
    (path) => expect(schema.has(path)).toBe(false),
  );

  it('are of bounded number and depth', () => {
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`f${at}`, at]));
    expect(new DataPaths().addValue(wide).known.size).toBeLessThanOrEqual(2_000);
    let deep: unknown = 1;
    for (let at = 0; at < 50; at++) deep = { a: deep };
    expect(new DataPaths().addValue(deep).known.size).toBeLessThan(12);
  });
});
