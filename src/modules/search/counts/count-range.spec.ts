import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countRange, RANGE_MS, STEPS_MAX } from './count-range.js';

const NOW = Date.parse('2026-01-02T12:34:56Z');
const MINUTE_MS = 60_000;

describe('countRange', () => {
  it('counts the last day, where a filter has no beginning, in half hours', () => {
    const range = countRange({ from: null, to: null }, NOW);
    expect(range).toMatchObject({ to: NOW + 1, stepMs: 30 * MINUTE_MS });
    expect(range.from).toBe(Date.parse('2026-01-01T12:30:00Z'));
    expect(NOW - range.from).toBeGreaterThanOrEqual(RANGE_MS);
  });

  it('has few whole steps that cover the range, whatever it is', () => {
    const time = fc.option(fc.integer({ min: 0, max: NOW * 2 }));
    fc.assert(
      fc.property(time, time, (from, to) => {
        const range = countRange({ from, to }, NOW);
        expect(range.from % range.stepMs).toBe(0);
        expect(range.steps).toBeGreaterThanOrEqual(1);
        expect(range.steps).toBeLessThanOrEqual(STEPS_MAX);
        expect(range.from + range.steps * range.stepMs).toBeGreaterThanOrEqual(range.to);
        expect(range.from).toBeLessThanOrEqual(from === null || from >= range.to ? range.to : from);
      }),
    );
  });
});
