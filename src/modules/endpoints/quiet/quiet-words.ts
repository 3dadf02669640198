import type { Quiet, QuietWindow } from '../../model/quiet.js';
import { DAY_MS, ZonedTime } from '../../model/zoned-time.js';

/** Hour of the day from which a window that ends on another day is that of the night. */
const EVENING = 17;

/** Says in one sentence what quiet hours do, and when: in the window that holds at `now` (Unix ms), or in the next one. */
export function quietSentence({ zone, then, except }: Quiet, window: QuietWindow, now: number): string {
  const clock = new ZonedTime(zone);
  const does = then === 'hold' ? 'Holds messages' : 'Drops messages';
  return `${does} ${spanWords(window, now, clock)} (${zone})${exceptWords(except)}.`;
}

function spanWords({ from, until }: QuietWindow, now: number, clock: ZonedTime): string {
  const [today, begin, end] = [now, from, until].map((at) => clock.wallClockOf(at)) as [
    number,
    number,
    number,
  ];
  if (from <= now) return `now, until ${dayOf(end) - dayOf(today) > 1 ? dated(end) : timeOf(end)}`;
  const isShort = dayOf(end) - dayOf(begin) <= 1;
  const times = `from ${timeOf(begin)} to ${isShort ? timeOf(end) : dated(end)}`;
  if (dayOf(begin) !== dayOf(today)) return `from ${dated(begin)} to ${isShort ? timeOf(end) : dated(end)}`;
  const isNight = isShort && dayOf(end) > dayOf(begin) && new Date(begin).getUTCHours() >= EVENING;
  return `${isNight ? 'tonight' : 'today'} ${times}`;
}

function exceptWords(except: readonly string[]): string {
  if (except.length === 0) return '';
  const [last, ...others] = except.toReversed();
  const names = others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
  return `; ${names} ${except.length === 1 && !last!.includes('*') ? 'is' : 'are'} still sent`;
}

const dayOf = (wallClock: number): number => Math.floor(wallClock / DAY_MS);
const timeOf = (wallClock: number): string => new Date(wallClock).toISOString().slice(11, 16);

const DATE = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});

/** `Sat 5 Dec 00:00`. */
const dated = (wallClock: number): string =>
  `${DATE.format(wallClock).replace(',', '')} ${timeOf(wallClock)}`;
