import type { EventCounts } from '../api/types.ts';

/** One kind of events in all bars. */
export interface Layer {
  readonly name: string;
  readonly colour: string;
  readonly counts: readonly number[];
  readonly total: number;
}

/** The time of one bar, ISO 8601. */
export interface Step {
  readonly from: string;
  readonly to: string;
  /** False where the gateway has not counted that far back. */
  readonly counted: boolean;
}

/** Colours that people with any kind of colour vision can tell apart, in either scheme (Okabe and Ito). */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#8a8f98'];

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

/** The layers of the bars, the topmost first: by what became of the events, or by their types. */
export function layersOf({ total, unrouted, types }: EventCounts, by: 'routing' | 'type'): readonly Layer[] {
  const layers =
    by === 'routing'
      ? [
          { name: 'unrouted', colour: 'var(--warn)', counts: unrouted },
          {
            name: 'routed',
            colour: 'var(--accent-text)',
            counts: total.map((all, step) => all - unrouted[step]!),
          },
        ]
      : types.map(({ type, counts }, index) => ({
          name: type ?? 'other types',
          colour: COLOURS[index]!,
          counts,
        }));
  return layers.map((layer) => ({ ...layer, total: sum(layer.counts) }));
}

/** The times of the bars. */
export function stepsOf({
  from,
  to,
  step_ms: stepMs,
  total,
  counted_to: countedTo,
}: EventCounts): readonly Step[] {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const counted = countedTo === null ? -Infinity : Date.parse(countedTo);
  return total.map((_, index) => {
    const at = start + index * stepMs;
    return {
      from: new Date(at).toISOString(),
      to: new Date(Math.min(at + stepMs, Math.max(end, at + 1))).toISOString(),
      counted: at + stepMs > counted,
    };
  });
}
