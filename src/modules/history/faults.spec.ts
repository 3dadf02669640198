import { describe, expect, it } from '@jest/globals';
import { Fields } from './faults.js';

const ACCEPTED = 'states: failed, pending';
const readState = (text: string): string | null => (['failed', 'pending'].includes(text) ? text : null);

function faultsOf(state: unknown): unknown {
  const fields = new Fields({ state }, ['state'], 'filter.');
  const values = fields.list('state', readState, ACCEPTED);
  try {
    fields.done();
    return values;
  } catch (error) {
    return (error as { getResponse(): { errors: unknown } }).getResponse().errors;
  }
}

describe('A list among the fields', () => {
  it.each([
    ['a text with commas', 'failed, pending', ['failed', 'pending']],
    ['texts', ['failed', ' pending '], ['failed', 'pending']],
    ['nothing in it', [], null],
  ])('is read: %s', (_, given, values) => {
    expect(faultsOf(given)).toEqual(values);
  });

  it.each([
    ['a word that is not known', ['lost']],
    ['a number', [1]],
    ['a list that would read like a word', [['failed']]],
    ['an object that cannot be written as text', [{ toString: 1, valueOf: 'x' }]],
    ['null', [null]],
    ['brackets without end', [JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))]],
  ])('is refused with what is accepted: %s', (_, given) => {
    expect(faultsOf(given)).toEqual([
      { field: 'filter.state', message: `filter.state is a list of ${ACCEPTED}.` },
    ]);
  });
});
