import type { Endpoint, Stats } from '../api/types.ts';
import { raisedLast } from '../overview/backlog.ts';
import { duration } from '../parts/format.ts';

const MINUTE_MS = 60_000;

type Queue = Stats['queue'];

/** Raises the last step to the queue as it is now. `now` is Unix ms. */
export function queueWithNow(queue: Queue, activity: Endpoint['activity'], now: number): Queue {
  if (activity === null) return queue;
  const { queued, oldest_queued_at: oldest } = activity;
  const age = oldest === null ? 0 : Math.max(0, now - Date.parse(oldest));
  return raisedLast(queue, (last) => ({
    ...last,
    queued: Math.max(last.queued ?? 0, queued),
    oldest_ms: Math.max(last.oldest_ms ?? 0, age),
  }));
}

/** Writes an age for an axis, where `1 min` and `1 min 40 s` are two marks: `1.7 min`. */
export function ageText(ms: number): string {
  return ms >= MINUTE_MS && ms < 10 * MINUTE_MS
    ? `${Math.round((ms / MINUTE_MS) * 10) / 10} min`
    : duration(ms);
}
