import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseQuery } from './parse-query.js';
import { printQuery } from '../../../../test/support/print-query.js';
import { QUERY_MAX, TERMS_MAX, type QueryTerm } from './query-syntax.js';
import { anyChar } from '../../../../test/support/any-char.js';

type Written = Omit<QueryTerm, 'column'>;

/** Terms without the columns of their places. */
function termsOf(text: string): Written[] {
  const { terms, faults } = parseQuery(text);
  expect(faults).toEqual([]);
  return terms.map(({ not, field, path, values }) => ({
    not,
    field,
    path,
    values: values.map(({ text, quoted }) => ({ text, quoted, column: 0 })),
  }));
}

const value = (text: string, quoted = false) => ({ text, quoted, column: 0 });

describe('parseQuery', () => {
  it.each<[string, Written]>([
    ['type:job.failed', { not: false, field: 'type', path: null, values: [value('job.failed')] }],
    ['-status:429,5xx', { not: true, field: 'status', path: null, values: [value('429'), value('5xx')] }],
    ['Job:"job 17"', { not: false, field: 'job', path: null, values: [value('job 17', true)] }],
    [
      'from:2026-01-01T12:00Z',
      { not: false, field: 'from', path: null, values: [value('2026-01-01T12:00Z')] },
    ],
    [
      'data.parameters.country:fr',
      { not: false, field: 'data', path: ['parameters', 'country'], values: [value('fr')] },
    ],
    [
      'data.list[0]["a key"].b-c:>5',
      { not: false, field: 'data', path: ['list', 0, 'a key', 'b-c'], values: [value('>5')] },
    ],
    ['a6f2gu', { not: false, field: null, path: null, values: [value('a6f2gu')] }],
    ['"say \\"no\\""', { not: false, field: null, path: null, values: [value('say "no"', true)] }],
    ['-', { not: false, field: null, path: null, values: [value('-')] }],
    ['12:30', { not: false, field: null, path: null, values: [value('12:30')] }],
  ])('reads %s', (text, term) => {
    expect(termsOf(text)).toEqual([term]);
  });

  it.each([
    ['type: job.failed', 6, /needs a value/],
    ['type:job.failed "open', 17, /closing/],
    ['state:failed,', 14, /needs a value/],
    ['"a"b', 4, /space/],
    ['type:"a"b', 9, /space or a comma/],
    [`data${'.a'.repeat(11)}:1`, 1, /at most 10 steps/],
    ['data.a"b:1', 1, /A path is written/],
    ['x '.repeat(TERMS_MAX + 1), TERMS_MAX * 2 + 1, /at most 20 conditions/],
    ['x'.repeat(QUERY_MAX + 1), QUERY_MAX, /at most 1000 characters/],
    [`type:${'a,'.repeat(20)}a`, 47, /at most 20 values/],
  ])('names the place of what is wrong in %s', (text, column, message) => {
    const { faults } = parseQuery(text);
    expect(faults[0]).toEqual({ column, message: expect.stringMatching(message) });
  });

  it('goes on behind a fault, so that all faults are named at once', () => {
    const { terms, faults } = parseQuery('type: state:failed job:');
    expect(terms.map(({ field }) => field)).toEqual(['state']);
    expect(faults.map(({ column }) => column)).toEqual([6, 24]);
  });

  const text = fc.string({ unit: anyChar, maxLength: 12 });
  const values = fc.array(
    fc.oneof(
      text.map((of) => value(of, true)),
      fc.stringMatching(/^[^\s",]{1,8}$/).map((of) => value(of)),
    ),
    { minLength: 1, maxLength: 4 },
  );
  const step = fc.oneof(
    fc.nat(999_999),
    fc.string({ maxLength: 8 }).map((key) => key.replaceAll(/["\\]/g, '')),
  );
  const term = fc.oneof(
    fc.record({
      not: fc.boolean(),
      field: fc.constantFrom('type', 'job', 'x_y'),
      path: fc.constant(null),
      values,
    }),
    fc.record({
      not: fc.boolean(),
      field: fc.constant('data'),
      path: fc.array(step, { minLength: 1, maxLength: 10 }),
      values,
    }),
    fc.record({
      not: fc.boolean(),
      field: fc.constant(null),
      path: fc.constant(null),
      values: text.map((of) => [value(of, true)]),
    }),
  );

  it('reads what printQuery writes as the same terms', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 5 }), (terms) => {
        const written = printQuery(terms);
        fc.pre(written.length <= QUERY_MAX);
        expect(termsOf(written)).toEqual(terms);
      }),
    );
  });

  it('answers any text with terms or faults, each at a place within it', () => {
    const pieces = fc.constantFrom(
      '"',
      '\\',
      ':',
      ',',
      '-',
      '.',
      '[',
      ']',
      ' ',
      '*',
      'data',
      'type',
      '\u{1F4A9}',
      '\ud800',
    );
    const hostile = fc.oneof(
      fc.string({ unit: anyChar }),
      fc.array(pieces, { maxLength: 200 }).map((of) => of.join('')),
    );
    fc.assert(
      fc.property(hostile, (written) => {
        const { terms, faults } = parseQuery(written);
        for (const { column } of [...terms, ...faults]) {
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual(written.length + 1);
        }
        expect(terms.length + faults.length).toBeLessThanOrEqual(TERMS_MAX + 1);
      }),
    );
  });
});
