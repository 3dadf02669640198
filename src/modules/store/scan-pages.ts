import type { Page, PageRequest, Position } from './history-store.js';

/** Rows looked at by the first step of a walk, beyond those asked for, and by any later one. */
const FIRST_SCAN = 64;
const GROWTH = 4;
export const SCAN_ROWS_MAX = 4_000;
/** A page that is not full by then is answered as it is, ms. */
const BUDGET_MS = 80;

/** One bounded step of a walk. */
export interface Step<Row> {
  /** In the order of the walk, at most as many as asked for. */
  readonly rows: readonly Row[];
  /** Everything up to there was looked at; null: everything. */
  readonly reached: Position | null;
}

export interface StepRequest extends PageRequest {
  /** Rows to look at, at most. */
  readonly scan: number;
}

export interface PagedScan<Row> {
  readonly step: (request: StepRequest) => Promise<Step<Row>>;
  readonly positionOf: (row: Row) => Position;
}

/** Positions as the walks of one list go: greater ones come first. */
export function precedes(one: Position, other: Position): boolean {
  return one.at > other.at || (one.at === other.at && one.id > other.id);
}

/** Walks until the page is full, nothing is left, or the time is up. */
export async function pageOf<Row>(walk: PagedScan<Row>, request: PageRequest): Promise<Page<Row>> {
  const { limit, after } = request;
  const until = performance.now() + BUDGET_MS;
  const rows: Row[] = [];
  let next = after;
  for (let scan = limit + FIRST_SCAN; ; scan = Math.min(scan * GROWTH, SCAN_ROWS_MAX)) {
    const step = await walk.step({ ...request, limit: limit - rows.length, after: next, scan });
    rows.push(...step.rows);
    next = step.reached;
    if (next === null || rows.length >= limit || performance.now() > until) return { rows, next };
  }
}

/** One page of several walks that have the same order (by time and id) and no row in common. */
export async function mergedPage<Row>(
  walks: readonly PagedScan<Row>[],
  request: PageRequest,
): Promise<Page<Row>> {
  if (walks.length === 1) return pageOf(walks[0]!, request);
  const pages = await Promise.all(walks.map((walk) => pageOf(walk, request)));
  const { positionOf } = walks[0]!;
  // Only as far as every walk has come is it known who is next.
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
