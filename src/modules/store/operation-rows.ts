import type { DeliveryFilter, Position } from './history-store.js';
import type { Operation } from './repair-store.js';

/** An operation as an {@link OperationRow}. */
export const OPERATION_COLUMNS = `id, kind, state, filter, endpoint_id as "endpointId", rate, total, processed, succeeded,
  failed, position, created_at as "createdAt", finished_at as "finishedAt"`;

export interface OperationRow extends Omit<Operation, 'filter' | 'position'> {
  /** JSON. */
  readonly filter: string;
  /** JSON; null at the beginning. */
  readonly position: string | null;
}

/** Reads a row of an operation. */
export function operationOf({ filter, position, ...row }: OperationRow): Operation {
  return {
    ...row,
    filter: filterFrom(filter),
    position: position === null ? null : positionFrom(position),
  };
}

/**
 * A filter as its column holds it. Earlier versions know no `ids`, `groupedIn`, `incidentId` and `where`: beside these stands a time before all rows, so
 * that a gateway of an earlier version that takes the operation up changes nothing.
 */
export function filterText(filter: DeliveryFilter): string {
  const { ids = null, groupedIn = null, incidentId = null, where = [] } = filter;
  const isNew = ids !== null || groupedIn !== null || incidentId !== null || where.length > 0;
  return JSON.stringify(isNew ? { ...filter, to: 0, exact: filter } : filter);
}

function filterFrom(text: string): DeliveryFilter {
  const { exact, ...filter } = JSON.parse(text) as DeliveryFilter & { readonly exact?: DeliveryFilter };
  return exact ?? filter;
}

/** A position as its column holds it: JSON with the names of the columns it compares with. */
export function positionText(position: Position | null): string | null {
  if (position === null) return null;
  const { at, batchIndex: place, id } = position;
  return JSON.stringify({ at, place, id });
}

function positionFrom(text: string): Position {
  const { at, place: batchIndex, id } = JSON.parse(text) as { at: number; place?: number; id: string };
  return { at, batchIndex, id };
}

/** The filter that the steps of an operation use: it excludes deliveries made after the start. */
export function filterOf({ filter, createdAt }: Operation): DeliveryFilter {
  return { ...filter, to: Math.min(filter.to ?? Infinity, createdAt + 1) };
}
