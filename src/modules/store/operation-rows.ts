import type { DeliveryFilter, Position } from './history-store.js';
import type { NewOperation, Operation, OperationKind, OperationState } from './repair-store.js';

export const OPERATION_COLUMNS = `id, kind, state, filter, endpoint_id, rate, total, processed, succeeded, failed, position,
  created_at, finished_at`;

export interface OperationRow {
  id: string;
  kind: OperationKind;
  state: OperationState;
  filter: string;
  endpoint_id: string | null;
  rate: number | null;
  total: number | null;
  processed: number;
  succeeded: number;
  failed: number;
  position: string | null;
  created_at: number;
  finished_at: number | null;
}

export function newOperationRow(operation: NewOperation): Omit<OperationRow, 'state' | 'position'> {
  return {
    id: operation.id,
    kind: operation.kind,
    filter: JSON.stringify(operation.filter),
    endpoint_id: operation.endpointId,
    rate: operation.rate,
    total: operation.total,
    processed: 0,
    succeeded: 0,
    failed: 0,
    created_at: operation.createdAt,
    finished_at: null,
  };
}

export function operationOf(row: OperationRow): Operation {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    filter: JSON.parse(row.filter) as DeliveryFilter,
    endpointId: row.endpoint_id,
    rate: row.rate,
    total: row.total,
    processed: row.processed,
    succeeded: row.succeeded,
    failed: row.failed,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    position: row.position === null ? null : positionFrom(row.position),
  };
}

/** A position as the column holds it: JSON, with the names of the events' columns. */
export function positionText(position: Position | null): string | null {
  if (position === null) return null;
  const { at, batchIndex: place, id } = position;
  return JSON.stringify({ at, place, id });
}

function positionFrom(text: string): Position {
  const { at, place: batchIndex, id } = JSON.parse(text) as { at: number; place?: number; id: string };
  return { at, batchIndex, id };
}

/** The filter of an operation as its steps use it: never beyond what was there at its start. */
export function filterOf({ filter, createdAt }: Operation): DeliveryFilter {
  return { ...filter, to: Math.min(filter.to ?? Infinity, createdAt + 1) };
}
