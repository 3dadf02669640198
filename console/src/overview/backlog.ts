import type { Stats, Status } from '../api/types.ts';

/** The most of what waited over the span of time; null where nobody looked. */
export interface Peaks {
  readonly waiting: number | null;
  readonly pastDue: number | null;
}

export function peaksOf(backlog: Stats['backlog']): Peaks {
  const most = (values: readonly (number | null)[]): number | null => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  return {
    waiting: most(backlog.map(({ waiting }) => waiting)),
    pastDue: most(backlog.map(({ past_due: late }) => late)),
  };
}

/** The step under way holds at least what is there now: the gateway notes it only every so often. */
export function withNow(stats: Stats, { pending, sending, past_due: late }: Status['deliveries']): Stats {
  const last = stats.backlog.at(-1);
  if (last === undefined) return stats;
  const waiting = Math.max(last.waiting ?? 0, pending + sending);
  const now = { ...last, waiting, past_due: Math.max(last.past_due ?? 0, late) };
  return { ...stats, backlog: [...stats.backlog.slice(0, -1), now] };
}
