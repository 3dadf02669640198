import { describe, expect, it } from '@jest/globals';
import { ReportBudget } from './report-budget.js';

const MINUTE = 60_000;

function add(budget: ReportBudget<number>, count: number, now: number): ({ count: number } | null)[] {
  return Array.from({ length: count }, (_, n) => {
    budget.add(n);
    return budget.take(now);
  });
}

describe(ReportBudget.name, () => {
  it('reports the first ten failures one by one, and delays the others', () => {
    const reports = add(new ReportBudget(), 12, 0);
    expect(reports.slice(0, 10)).toEqual(Array.from({ length: 10 }, (_, n) => ({ latest: n, count: 1 })));
    expect(reports.slice(10)).toEqual([null, null]);
  });

  it('counts ten thousand failures in one report a minute', () => {
    const budget = new ReportBudget<number>();
    add(budget, 10_000, 0);
    expect(budget.take(MINUTE - 1)).toBeNull();
    expect(budget.take(MINUTE)).toEqual({ latest: 9_999, count: 9_990 });
    expect(budget.take(MINUTE)).toBeNull();
    expect(add(budget, 5, MINUTE + 1)).toEqual([null, null, null, null, null]);
    expect(budget.take(2 * MINUTE)).toEqual({ latest: 4, count: 5 });
  });

  it('allows ten reports again after ten quiet minutes', () => {
    const budget = new ReportBudget<number>();
    add(budget, 10, 0);
    expect(add(budget, 11, 10 * MINUTE).filter((report) => report !== null)).toHaveLength(10);
  });

  it('flushes the delayed failures once', () => {
    const budget = new ReportBudget<number>();
    add(budget, 13, 0);
    expect([budget.flush(), budget.flush()]).toEqual([{ latest: 12, count: 3 }, null]);
  });
});
