import type { Span } from './lanes.ts';

/** A span of the swimlane: its row, and its place in the row. */
export interface Place {
  readonly row: number;
  readonly nth: number;
}

/** Finds where an arrow key leads: along a row in order of time, or to the nearest span of the next row that has one; null for other keys. */
export function nextPlace(
  rows: readonly (readonly Span[])[],
  { row, nth }: Place,
  key: string,
): Place | null {
  const last = (rows[row]?.length ?? 1) - 1;
  switch (key) {
    case 'ArrowRight':
      return { row, nth: Math.min(last, nth + 1) };
    case 'ArrowLeft':
      return { row, nth: Math.max(0, nth - 1) };
    case 'Home':
      return { row, nth: 0 };
    case 'End':
      return { row, nth: last };
    case 'ArrowDown':
      return acrossRows(rows, { row, nth }, 1);
    case 'ArrowUp':
      return acrossRows(rows, { row, nth }, -1);
    default:
      return null;
  }
}

function acrossRows(rows: readonly (readonly Span[])[], { row, nth }: Place, by: 1 | -1): Place {
  const at = rows[row]?.[nth]?.from ?? 0;
  for (let next = row + by; next >= 0 && next < rows.length; next += by) {
    const spans = rows[next]!;
    if (spans.length === 0) continue;
    const distances = spans.map(({ from }) => Math.abs(from - at));
    return { row: next, nth: distances.indexOf(Math.min(...distances)) };
  }
  return { row, nth };
}
