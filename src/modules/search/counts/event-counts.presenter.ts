import { getOrMake } from '../../model/get-or-make.js';
import { isoTime, isoTimeOrNull } from '../../model/iso-time.js';
import { isOwnEvent } from '../../model/system-events.js';
import type { EventCounts } from '../../store/history-store.js';
import type { CountRange } from './count-range.js';
import type { EventCountsView, TypeCountsView } from './event-counts.response.js';

/** Types that are counted by themselves; the rarer ones are counted together. */
const TYPES_MAX = 6;

/** Presents counts of events by step: all, those that no endpoint received, and by type. */
export function countsView(
  { counts, next }: EventCounts,
  range: CountRange,
): Omit<EventCountsView, 'next_cursor'> {
  const empty = (): number[] => Array.from({ length: range.steps }, () => 0);
  const [unrouted, total, byType] = [empty(), empty(), new Map<string, number[]>()];
  for (const { step, type, bare, count } of counts) {
    if (step < 0 || step >= range.steps) continue;
    const ofType = getOrMake(byType, type, empty);
    ofType[step]! += count;
    total[step]! += count;
    if (bare && !isOwnEvent(type)) unrouted[step]! += count;
  }
  return {
    from: isoTime(range.from),
    to: isoTime(range.to),
    step_ms: range.stepMs,
    total,
    unrouted,
    types: typesOf(byType, empty),
    count: sum(total),
    counted_to: isoTimeOrNull(next?.at ?? null),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function typesOf(byType: ReadonlyMap<string, number[]>, empty: () => number[]): TypeCountsView[] {
  const ranked = [...byType].toSorted(([a, one], [b, other]) => sum(other) - sum(one) || (a < b ? -1 : 1));
  const others = ranked.slice(TYPES_MAX);
  const shown = ranked.slice(0, TYPES_MAX).map(([type, counts]): TypeCountsView => ({ type, counts }));
  if (others.length === 0) return shown;
  const together = others.reduce((all, [, counts]) => all.map((one, step) => one + counts[step]!), empty());
  return [...shown, { type: null, counts: together }];
}
