import { clean } from './clean.js';
import { cut, pad, widthOf } from './width.js';

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => string;
  /** Colours a padded cell; default: plain. */
  readonly paint?: (cell: string, row: Row) => string;
  /** Width down to which the column may be cut; default: it is never cut. */
  readonly min?: number;
  /** Rank in which columns are left out where the table does not fit, the highest first; default: never. */
  readonly drop?: number;
}

const GAP = '  ';

/**
 * Lays rows out as lines that fit the width: columns with a `min` are cut first, the widest at each step, then columns with a
 * `drop` are left out.
 *
 * @param width columns of the terminal; Infinity where there is none
 * @param heading styles the line of titles
 */
export function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
  heading: (line: string) => string = (line) => line,
): string[] {
  const cells = rows.map((row) => columns.map((column) => clean(column.of(row))));
  const natural = columns.map(({ title }, at) =>
    Math.max(widthOf(title), ...cells.map((row) => widthOf(row[at]!))),
  );
  const widths = fitted(columns, natural, width);
  const shown = columns.map((column, at) => ({ column, at })).filter(({ at }) => widths[at]! > 0);
  const line = (texts: readonly string[], paint: (cell: string, at: number) => string): string =>
    shown
      .map(({ at }, place) => {
        const cell = cut(texts[at]!, widths[at]!);
        return paint(place === shown.length - 1 ? cell : pad(cell, widths[at]!), at);
      })
      .join(GAP)
      .trimEnd();
  const titles = line(
    columns.map(({ title }) => title),
    (cell) => cell,
  );
  return [
    heading(titles),
    ...rows.map((row, i) => line(cells[i]!, (cell, at) => columns[at]!.paint?.(cell, row) ?? cell)),
  ];
}

/** Returns the width of each column; 0 for one that is left out. */
function fitted<Row>(columns: readonly Column<Row>[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  const total = (): number => {
    const kept = widths.filter((one) => one > 0);
    return kept.reduce((sum, one) => sum + one, 0) + GAP.length * (kept.length - 1);
  };
  while (total() > width) {
    const widest = largest(columns, ({ min }, at) => (widths[at]! > (min ?? Infinity) ? widths[at]! : 0));
    const dropped = largest(columns, ({ drop = 0 }, at) => (widths[at]! > 0 ? drop : 0));
    if (widest !== null) {
      const over = total() - width;
      widths[widest] = Math.max(columns[widest]!.min!, widths[widest]! - over);
    } else if (dropped === null) break;
    else widths[dropped] = 0;
  }
  return widths;
}

function largest<T>(list: readonly T[], of: (item: T, at: number) => number): number | null {
  let best: number | null = null;
  let most = 0;
  for (const [at, item] of list.entries()) {
    const value = of(item, at);
    if (value > most) [best, most] = [at, value];
  }
  return best;
}
