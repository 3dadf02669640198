import type { Stats, Status } from '../api/types.ts';

/** The largest queues in the time range; null where none was recorded. */
export interface Peaks {
  readonly waiting: number | null;
  readonly pastDue: number | null;
}

export function peaksOf(backlog: Stats['backlog']): Peaks {
  return {
    waiting: peak(backlog.map(({ waiting }) => waiting)),
    pastDue: peak(backlog.map(({ past_due: late }) => late)),
  };
}

/** The highest of the known values; null where none is known. */
export function peak(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** Changes the last step of a series: the gateway records the queue at intervals, and the queue may be longer by now. */
export function raisedLast<Step>(steps: readonly Step[], raise: (last: Step) => Step): Step[] {
  return steps.map((step, at) => (at === steps.length - 1 ? raise(step) : step));
}

/** Raises the last step of the queue to the current numbers. */
export function withNow(stats: Stats, { pending, sending, past_due: late }: Status['deliveries']): Stats {
  const backlog = raisedLast(stats.backlog, (last) => ({
    ...last,
    waiting: Math.max(last.waiting ?? 0, pending + sending),
    past_due: Math.max(last.past_due ?? 0, late),
  }));
  return { ...stats, backlog };
}
