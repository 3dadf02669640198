import type { ScheduledDigest } from './digest.js';
import { DAY_MS, ZonedTime } from './zoned-time.js';

const MINUTE_MS = 60_000;
/** Days that are searched: a week has every weekday, and a zone may pass over a day. */
const SEARCH_DAYS = 10;

/**
 * Returns the next time of a scheduled digest after `now`, Unix ms. A time that comes twice counts once, the first time; one that the
 * clocks pass over is the moment at which they do.
 */
export function nextScheduled({ everyMs, at, weekdays, zone }: ScheduledDigest, now: number): number {
  const clock = new ZonedTime(zone);
  const today = Math.floor(clock.wallClockOf(now) / DAY_MS);
  const offset = (at * MINUTE_MS) % everyMs;
  for (let day = today - 1; day < today + SEARCH_DAYS; day++) {
    if (weekdays && !weekdays.includes((((day + 4) % 7) + 7) % 7)) continue;
    for (let time = offset; time < DAY_MS; time += everyMs) {
      const next = clock.firstAt(day * DAY_MS + time);
      if (next > now) return next;
    }
  }
  return now + everyMs;
}

/** The longest time that a message waits for a scheduled digest, ms, without changes of the clocks. */
export function longestWaitMs({ everyMs, weekdays }: Pick<ScheduledDigest, 'everyMs' | 'weekdays'>): number {
  if (!weekdays) return everyMs;
  const days = weekdays.toSorted((one, other) => one - other);
  const gaps = days.map((day, at) => (days[at + 1] ?? days[0]! + 7) - day);
  return (Math.max(...gaps) - 1) * DAY_MS + everyMs;
}
