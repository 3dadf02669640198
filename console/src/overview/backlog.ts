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

/** Raises the last step to the current numbers, because the gateway records them at intervals. */
export function withNow(stats: Stats, { pending, sending, past_due: late }: Status['deliveries']): Stats {
  const last = stats.backlog.at(-1);
  if (last === undefined) return stats;
  const waiting = Math.max(last.waiting ?? 0, pending + sending);
  const now = { ...last, waiting, past_due: Math.max(last.past_due ?? 0, late) };
  return { ...stats, backlog: [...stats.backlog.slice(0, -1), now] };
}
