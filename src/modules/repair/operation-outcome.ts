import { OUTCOME_CAP, type Operation, type OutcomeCount } from '../store/repair-store.js';
import type { OperationOutcomeView, OutcomeCounts } from './operation.response.js';

const noCounts = (): OutcomeCounts => ({ delivered: 0, pending: 0, held: 0, failed: 0, cancelled: 0 });

/** Adds a row: what is being sent counts as pending, what is pending at an endpoint that sends nothing as held. */
function add(
  counts: OutcomeCounts,
  { state, count, endpointId }: OutcomeCount,
  isHeld: (endpointId: string) => boolean,
): void {
  if (state === 'pending' && isHeld(endpointId)) counts.held += count;
  else counts[state === 'sending' ? 'pending' : state] += count;
}

/**
 * Presents what became of the deliveries that an operation queued; null for a cancellation, which queues none. `other`
 * counts those that were acted on again by a later operation or an operator, or deleted for their age.
 */
export function outcomeView(
  { kind, succeeded, failed }: Operation,
  rows: readonly OutcomeCount[],
  isHeld: (endpointId: string) => boolean,
): OperationOutcomeView | null {
  if (kind === 'cancel') return null;
  const counts = noCounts();
  for (const row of rows) add(counts, row, isHeld);
  const counted = rows.reduce((sum, { count }) => sum + count, 0);
  const complete = counted < OUTCOME_CAP;
  const other = complete ? Math.max(0, succeeded - counted) : 0;
  return { queued: succeeded, skipped: failed, ...counts, other, complete };
}

/** Counts the outcomes by endpoint. */
export function endpointOutcomes(
  rows: readonly OutcomeCount[],
  isHeld: (endpointId: string) => boolean,
): ({ readonly endpointId: string } & OutcomeCounts)[] {
  const byEndpoint = new Map<string, OutcomeCounts>();
  for (const row of rows) {
    const counts = byEndpoint.get(row.endpointId) ?? noCounts();
    byEndpoint.set(row.endpointId, counts);
    add(counts, row, isHeld);
  }
  return [...byEndpoint].map(([endpointId, counts]) => ({ endpointId, ...counts }));
}
