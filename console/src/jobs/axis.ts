/** A part of the time axis in which time runs evenly; Unix ms, and percent of the width. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly width: number;
  /** True for a long time in which nothing happens, drawn shorter than it is. */
  readonly cut: boolean;
}

export interface Axis {
  readonly start: number;
  readonly end: number;
  readonly cuts: readonly Stretch[];
  /** Place of a moment, percent of the width. */
  readonly at: (time: number) => number;
  readonly ticks: readonly Tick[];
}

interface Tick {
  readonly time: number;
  readonly left: number;
}

/** Share of the time that is left from which a time without anything is cut, and the width it is drawn with, percent. */
const CUT_SHARE = 0.6;
const CUT_WIDTH = 8;
const CUTS_MAX = 3;
const TICKS = 5;

/**
 * Lays moments out on one axis. Where hours without anything would press all else together, they are cut: a retry in ten hours does not hide
 * what happened in the first seconds.
 *
 * @param times Unix ms, in any order; at least one
 */
export function axisOf(times: readonly number[]): Axis {
  const sorted = [...new Set(times)].sort((one, other) => one - other);
  const [start, last] = [sorted[0]!, sorted.at(-1)!];
  const end = Math.max(last, start + 1);
  const cuts = longGaps(sorted, end - start);
  const even = end - start - cuts.reduce((sum, [from, to]) => sum + to - from, 0);
  const perMs = (100 - CUT_WIDTH * cuts.length) / Math.max(1, even);
  const stretches: Stretch[] = [];
  let left = 0;
  const add = (from: number, to: number, cut: boolean): void => {
    const width = cut ? CUT_WIDTH : (to - from) * perMs;
    stretches.push({ from, to, left, width, cut });
    left += width;
  };
  let from = start;
  for (const [cutFrom, cutTo] of cuts) {
    add(from, cutFrom, false);
    add(cutFrom, cutTo, true);
    from = cutTo;
  }
  add(from, end, false);
  const at = (time: number): number => placeOf(stretches, time);
  return { start, end, cuts: stretches.filter(({ cut }) => cut), at, ticks: ticksOf(stretches) };
}

/** Finds the longest times without anything, one after the other, each by its share of what is left. */
function longGaps(sorted: readonly number[], total: number): readonly (readonly [number, number])[] {
  const gaps = sorted
    .slice(1)
    .map((to, nth) => [sorted[nth]!, to] as const)
    .sort(([a, b], [c, d]) => d - c - (b - a));
  const cut: (readonly [number, number])[] = [];
  let left = total;
  for (const gap of gaps.slice(0, CUTS_MAX)) {
    const length = gap[1] - gap[0];
    // The gaps that are left must be enough to be hidden.
    const others = gaps.length - cut.length - 1;
    if (others < 2 || length < CUT_SHARE * left) break;
    cut.push(gap);
    left -= length;
  }
  return cut.sort(([one], [other]) => one - other);
}

function placeOf(stretches: readonly Stretch[], time: number): number {
  const stretch = stretches.find(({ to }) => time <= to) ?? stretches.at(-1)!;
  const { from, to, left, width } = stretch;
  const share = to === from ? 0 : (time - from) / (to - from);
  return Math.min(100, Math.max(0, left + Math.min(1, Math.max(0, share)) * width));
}

/** Spreads ticks evenly over the width; none stands in a cut. */
function ticksOf(stretches: readonly Stretch[]): readonly Tick[] {
  const places = Array.from({ length: TICKS }, (_, nth) => (nth * 100) / (TICKS - 1));
  return places.flatMap((left) => {
    const stretch = stretches.find((one) => left <= one.left + one.width + 0.001);
    if (!stretch || stretch.cut || stretch.width === 0) return [];
    const { from, to, width } = stretch;
    return [{ left, time: from + ((left - stretch.left) / width) * (to - from) }];
  });
}
