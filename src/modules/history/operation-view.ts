import { isoTime, isoTimeOrNull } from '../model/iso-time.js';
import type { Operation } from '../store/repair-store.js';

/** @param nameOf the public name of an endpoint by its id */
export function operationView(operation: Operation, nameOf: (id: string) => string | null): object {
  const { types, jobId, eventId, from, to, error, states, endpointIds } = operation.filter;
  const { endpointId } = operation;
  return {
    id: operation.id,
    kind: operation.kind,
    state: operation.state,
    total: operation.total,
    processed: operation.processed,
    succeeded: operation.succeeded,
    failed: operation.failed,
    rate: operation.rate,
    filter: {
      state: states,
      endpoint: (endpointId === null ? endpointIds : [endpointId])?.map((id) => nameOf(id) ?? id) ?? null,
      event: types,
      job_id: jobId,
      event_id: eventId,
      from: isoTimeOrNull(from),
      to: isoTimeOrNull(to),
      error,
    },
    created_at: isoTime(operation.createdAt),
    finished_at: isoTimeOrNull(operation.finishedAt),
  };
}
