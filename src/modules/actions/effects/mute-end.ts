import { DAY_MS, ZonedTime } from '../../model/zoned-time.js';

const HOUR_MS = 3_600_000;
/** The hour of the day at which a mute until tomorrow ends. */
const MORNING_HOUR = 8;

/** Returns the end of a mute that begins at `now`; times are Unix ms. `zone`: IANA name. */
export function muteEnd(action: string, now: number, zone: string): number {
  if (action === 'mute_1h') return now + HOUR_MS;
  const time = new ZonedTime(zone);
  const midnight = Math.floor(time.wallClockOf(now) / DAY_MS) * DAY_MS;
  return time.firstAt(midnight + DAY_MS + MORNING_HOUR * HOUR_MS);
}

/** Writes the end of a mute for people: `08:00 on 2 January (Europe/Berlin)`. */
export function untilText(until: number, zone: string): string {
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(until);
  const time = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${time} on ${part({ day: 'numeric', month: 'long' })} (${zone})`;
}
