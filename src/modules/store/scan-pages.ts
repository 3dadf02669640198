import type { Page, PageRequest, Position } from './history-store.js';

/** Rows that the first step of a scan examines beyond those asked for, and the factor by which the next ones grow. */
const FIRST_ROWS = 64;
const GROWTH = 4;
/** Rows that one step examines, at most. */
export const SCAN_ROWS_MAX = 4_000;
/** A page that is not full after this time is answered as it is, ms. */
export const BUDGET_MS = 80;

/** The result of one bounded step of a scan. */
export interface Step<Row> {
  /** The rows in the order of the scan, at most as many as asked for. */
  readonly rows: readonly Row[];
  /** The position up to which all rows were examined; null: to the end. */
  readonly reached: Position | null;
}

export interface StepRequest extends PageRequest {
  /** Rows to examine, at most. */
  readonly rowsMax: number;
}

/** A step whose last row is known. */
export type ScannedPart = StepRequest & { readonly edge: Position | null };

interface StepEnd<Row> {
  readonly limit: number;
  readonly edge: Position | null;
  readonly positionOf: (row: Row) => Position;
}

/** A step of rows that were read up to one beyond the limit: with more than the limit it ends at the last one shown. */
export function stepOf<Row>(
  found: readonly Row[],
  { limit, edge, positionOf: positionOfRow }: StepEnd<Row>,
): Step<Row> {
  if (found.length <= limit) return { rows: found, reached: edge };
  const rows = found.slice(0, limit);
  return { rows, reached: positionOfRow(rows.at(-1)!) };
}

export interface PagedScan<Row> {
  readonly step: (request: StepRequest) => Promise<Step<Row>>;
  readonly positionOf: (row: Row) => Position;
}

/** True where a newest-first list has the position before the other. */
export function precedes(one: Position, other: Position): boolean {
  return one.at > other.at || (one.at === other.at && one.id > other.id);
}

/** Scans until the page is full, no row is left, or the time budget is spent. */
export async function pageOf<Row>(scan: PagedScan<Row>, request: PageRequest): Promise<Page<Row>> {
  const { limit, after } = request;
  const until = performance.now() + (request.budgetMs ?? BUDGET_MS);
  const rows: Row[] = [];
  let next = after;
  for (let rowsMax = limit + FIRST_ROWS; ; rowsMax = Math.min(rowsMax * GROWTH, SCAN_ROWS_MAX)) {
    const step = await scan.step({ ...request, limit: limit - rows.length, after: next, rowsMax });
    rows.push(...step.rows);
    next = step.reached;
    if (next === null || rows.length >= limit || performance.now() > until) return { rows, next };
  }
}

/** Merges one page from several scans that have the same order (by time and id) and no row in common. */
export async function mergedPage<Row>(
  scans: readonly PagedScan<Row>[],
  request: PageRequest,
): Promise<Page<Row>> {
  if (scans.length === 1) return pageOf(scans[0]!, request);
  const pages = await Promise.all(scans.map((scan) => pageOf(scan, request)));
  const { positionOf } = scans[0]!;
  // Rows beyond the slowest scan cannot be merged yet: it may still yield newer ones.
  const reached = pages
    .map(({ next }) => next)
    .reduce(
      (first, next) => (first && next ? (precedes(first, next) ? first : next) : (first ?? next)),
      null,
    );
  const rows = pages
    .flatMap((page) => page.rows)
    .filter((row) => reached === null || !precedes(reached, positionOf(row)))
    .sort((one, other) => (precedes(positionOf(one), positionOf(other)) ? -1 : 1));
  if (rows.length <= request.limit) return { rows, next: reached };
  const shown = rows.slice(0, request.limit);
  return { rows: shown, next: positionOf(shown.at(-1)!) };
}
