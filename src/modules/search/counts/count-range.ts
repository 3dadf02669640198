const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Steps that people read easily, ms. */
const STEPS_MS = [
  SECOND_MS,
  5 * SECOND_MS,
  15 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  DAY_MS,
  7 * DAY_MS,
  30 * DAY_MS,
];
/** Steps of one answer, at most. */
export const STEPS_MAX = 60;
/** The range of a filter without a beginning, ms. */
export const RANGE_MS = DAY_MS;

export interface CountRange {
  /** Unix ms; a whole step. */
  readonly from: number;
  /** Unix ms. */
  readonly to: number;
  readonly stepMs: number;
  readonly steps: number;
}

/** The steps in which the events of a filter are counted: as fine as {@link STEPS_MAX} allows. */
export function countRange(
  filter: { readonly from: number | null; readonly to: number | null },
  now: number,
): CountRange {
  const to = Math.max(1, Math.min(filter.to ?? now + 1, now + 1));
  const begin = Math.min(filter.from ?? to - RANGE_MS, to - 1);
  const fits = (ms: number): boolean => Math.ceil(to / ms) - Math.floor(begin / ms) <= STEPS_MAX;
  const widest = Math.ceil((to - begin) / (STEPS_MAX - 1) / DAY_MS) * DAY_MS;
  const stepMs = STEPS_MS.find(fits) ?? widest;
  const from = Math.max(0, Math.floor(begin / stepMs) * stepMs);
  return { from, to, stepMs, steps: Math.ceil((to - from) / stepMs) };
}
