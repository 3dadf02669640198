/**
 * Wall-clock times of an IANA time zone. A wall-clock time is a number of ms: the Unix time at which a clock of UTC shows the same
 * date and time of day.
 */
export class ZonedTime {
  readonly #zone: string;
  readonly #format: Intl.DateTimeFormat | null;

  /** @throws RangeError for a zone that does not exist */
  constructor(zone: string) {
    this.#zone = zone;
    this.#format = zone === 'UTC' ? null : formatOf(zone);
  }

  get zone(): string {
    return this.#zone;
  }

  /** The wall-clock time at an instant (Unix ms). */
  wallClockOf(instant: number): number {
    return instant + this.#offset(instant);
  }

  /** The first instant, Unix ms, at which the wall clock shows this time or a later one. */
  firstAt(wallClock: number): number {
    const { earlier, later } = this.#candidates(wallClock);
    if (this.wallClockOf(earlier) === wallClock) return earlier;
    if (this.wallClockOf(later) === wallClock) return later;
    return this.#jump(earlier, later, wallClock);
  }

  /** The first instant, Unix ms, after which the wall clock shows no earlier time than this: of a time that comes twice, the second. */
  lastAt(wallClock: number): number {
    const { earlier, later } = this.#candidates(wallClock);
    const isCrossing = (instant: number): boolean =>
      this.wallClockOf(instant) === wallClock && this.wallClockOf(instant - 1) < wallClock;
    if (isCrossing(later)) return later;
    if (isCrossing(earlier)) return earlier;
    return this.#jump(earlier, later, wallClock);
  }

  /** The instants that may show a wall-clock time: by the offset before, and by the offset after, a change of the clocks nearby. */
  #candidates(wallClock: number): { readonly earlier: number; readonly later: number } {
    const before = wallClock - this.#offset(wallClock - DAY_MS);
    const after = wallClock - this.#offset(wallClock + DAY_MS);
    return { earlier: Math.min(before, after), later: Math.max(before, after) };
  }

  /** Finds the instant at which the clocks are put forward over a time that no clock shows. */
  #jump(earlier: number, later: number, wallClock: number): number {
    let [low, high] = [earlier, later];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.wallClockOf(middle) < wallClock) low = middle;
      else high = middle;
    }
    return high;
  }

  #offset(instant: number): number {
    if (this.#format === null) return 0;
    const parts = Object.fromEntries(
      this.#format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
    ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
    const { year, month, day, hour, minute, second } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1_000) * 1_000;
  }
}

/** Length of a day without a change of the clocks, ms. */
export const DAY_MS = 86_400_000;

/** Formats are dear to make and few: one a zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}
