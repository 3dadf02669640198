/**
 * Writes a moment by a format of Slack's, in the language and zone of the browser.
 *
 * @param at Unix ms
 * @param now Unix ms
 */
export function dateText(at: number, format: string, fallback: string, now = Date.now()): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return fallback;
  return format
    .replaceAll('{date_short_pretty}', dayOf(moment, now))
    .replaceAll('{date_short}', moment.toLocaleDateString(undefined, { dateStyle: 'medium' }))
    .replaceAll('{time}', moment.toLocaleTimeString(undefined, { timeStyle: 'short' }))
    .replaceAll('{ago}', ageOf(at - now));
}

function dayOf(moment: Date, now: number): string {
  const days = Math.round((midnight(moment) - midnight(new Date(now))) / 86_400_000);
  if (Math.abs(days) > 1) return moment.toLocaleDateString(undefined, { dateStyle: 'medium' });
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(days, 'day');
}

const midnight = (at: Date): number => new Date(at).setHours(0, 0, 0, 0);

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** Writes a distance in ms in its largest unit. */
function ageOf(distance: number): string {
  const [unit, ms] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? ['second', 1_000];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.trunc(distance / ms), unit);
}
