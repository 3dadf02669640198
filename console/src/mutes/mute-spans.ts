/** Ends of a mute that are offered: a time from now, or the morning of the next day in the reader's zone. */
export const MUTE_SPANS = [
  { value: '30m', label: '30 minutes' },
  { value: '1h', label: '1 hour' },
  { value: '4h', label: '4 hours' },
  { value: 'tomorrow', label: 'Until tomorrow, 7:00' },
  { value: '3d', label: '3 days' },
  { value: '7d', label: '7 days' },
] as const;

export type MuteSpan = (typeof MUTE_SPANS)[number]['value'];

const MINUTE_MS = 60_000;
const LENGTHS: Readonly<Record<Exclude<MuteSpan, 'tomorrow'>, number>> = {
  '30m': 30 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
  '4h': 240 * MINUTE_MS,
  '3d': 3 * 1_440 * MINUTE_MS,
  '7d': 7 * 1_440 * MINUTE_MS,
};
const MORNING_HOUR = 7;

/** Returns the end of a mute that begins now, Unix ms. */
export function muteEnd(span: MuteSpan, now: number): number {
  if (span !== 'tomorrow') return now + LENGTHS[span];
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  return morning.setHours(MORNING_HOUR, 0, 0, 0);
}
