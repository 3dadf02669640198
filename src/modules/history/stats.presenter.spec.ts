import { describe, expect, it } from '@jest/globals';
import { queueSeries } from './stats.presenter.js';

const MINUTE = 60_000;
const range = { from: 0, to: 4 * MINUTE, stepMs: MINUTE } as const;
const backlog = (at: number, queues: number | null) => ({ at, waiting: 9, pastDue: 0, queues });

describe('The queue of an endpoint over time', () => {
  it('is zero in a step that was recorded without a row, and unknown where queues were not looked at', () => {
    const rows = [{ at: MINUTE, queued: 4, oldestMs: 700 }];
    const steps = [backlog(0, 2), backlog(MINUTE, 3), backlog(2 * MINUTE, null)];
    const points = queueSeries(rows, steps, range).map(({ at, ...point }) => [
      Date.parse(at) / MINUTE,
      point,
    ]);
    expect(points).toEqual([
      [0, { queued: 0, oldest_ms: 0 }],
      [1, { queued: 4, oldest_ms: 700 }],
      [2, { queued: null, oldest_ms: null }],
      [3, { queued: null, oldest_ms: null }],
    ]);
  });
});
