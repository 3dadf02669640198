import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../../http/error.filter.js';
import { QueryReader } from './query-reader.js';

const ACCEPTED = 'states: failed, pending';
const readState = (text: string): string | null => (['failed', 'pending'].includes(text) ? text : null);

function faultsOf(state: unknown): unknown {
  const query = new QueryReader({ state }, ['state'], 'filter.');
  const values = query.list('state', readState, ACCEPTED);
  try {
    query.throwFaults();
    return values;
  } catch (error) {
    return refusalOf(error).errors;
  }
}

describe('QueryReader.list', () => {
  it.each([
    ['a text with commas', 'failed, pending', ['failed', 'pending']],
    ['an array of texts', ['failed', ' pending '], ['failed', 'pending']],
    ['an empty array as no filter', [], null],
  ])('reads %s', (_, given, values) => {
    expect(faultsOf(given)).toEqual(values);
  });

  it.each([
    ['an array', ['failed', 'lost']],
    ['a text', 'failed, lost'],
  ])('names the unknown word in %s', (_, given) => {
    expect(faultsOf(given)).toEqual([
      { field: 'filter.state', message: `filter.state is a list of ${ACCEPTED}; "lost" is none.` },
    ]);
  });

  it.each([
    ['a number', [1]],
    ['a nested array that would print like a word', [['failed']]],
    ['an object that cannot be written as text', [{ toString: 1, valueOf: 'x' }]],
    ['null', [null]],
    ['100,000 nested arrays', [JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))]],
  ])('refuses %s and names what is accepted', (_, given) => {
    expect(faultsOf(given)).toEqual([
      { field: 'filter.state', message: `filter.state is a list of ${ACCEPTED}.` },
    ]);
  });
});
