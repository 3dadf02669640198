import { describe, expect, it } from '@jest/globals';
import { errorsView } from './stats-errors.js';

const range = { from: 600_000, to: 720_001, stepMs: 60_000 } as const;

describe('Failed attempts by error code', () => {
  it('are listed by frequency, with a count for every step and what the code means', () => {
    const rows = [
      { at: 600_000, code: 'TIMEOUT', attempts: 1 },
      { at: 660_000, code: 'HTTP_503', attempts: 4 },
      { at: 720_000, code: 'HTTP_503', attempts: 3 },
    ];
    expect(errorsView(rows, range)).toEqual([
      { code: 'HTTP_503', summary: expect.any(String), attempts: 7, series: [0, 4, 3] },
      {
        code: 'TIMEOUT',
        summary: 'The receiver did not respond within the timeout of the endpoint.',
        attempts: 1,
        series: [1, 0, 0],
      },
    ]);
  });

  it('are summed beyond the eight most frequent codes', () => {
    const rows = Array.from({ length: 11 }, (_, nth) => ({
      at: 600_000,
      code: `code_${String(nth).padStart(2, '0')}`,
      attempts: 20 - nth,
    }));
    const views = errorsView(rows, range);
    expect(views.map(({ code }) => code)).toEqual([...rows.slice(0, 8).map(({ code }) => code), null]);
    expect(views.at(-1)).toEqual({ code: null, summary: null, attempts: 12 + 11 + 10, series: [33, 0, 0] });
  });

  it('are none where nothing failed', () => {
    expect(errorsView([], range)).toEqual([]);
  });
});
