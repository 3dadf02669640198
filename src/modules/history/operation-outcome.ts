import { OUTCOME_CAP, type Operation, type OutcomeCount } from '../store/repair-store.js';

/** Deliveries by what has become of them. */
interface Outcome {
  delivered: number;
  pending: number;
  held: number;
  failed: number;
  cancelled: number;
}

const nothing = (): Outcome => ({ delivered: 0, pending: 0, held: 0, failed: 0, cancelled: 0 });

/** What is being sent counts as pending; what is pending at an endpoint that sends nothing is held. */
function add(
  outcome: Outcome,
  { state, count, endpointId }: OutcomeCount,
  isHeld: (id: string) => boolean,
): void {
  if (state === 'pending' && isHeld(endpointId)) outcome.held += count;
  else outcome[state === 'sending' ? 'pending' : state] += count;
}

/**
 * What became of the deliveries an operation queued; null for one that queues none. `other`: those that a later operation
 * or an operator acted on since, or that were deleted for their age.
 */
export function outcomeView(
  { kind, succeeded, failed }: Operation,
  rows: readonly OutcomeCount[],
  isHeld: (endpointId: string) => boolean,
): object | null {
  if (kind === 'cancel') return null;
  const outcome = nothing();
  for (const row of rows) add(outcome, row, isHeld);
  const counted = rows.reduce((sum, { count }) => sum + count, 0);
  const complete = counted < OUTCOME_CAP;
  const other = complete ? Math.max(0, succeeded - counted) : 0;
  return { queued: succeeded, skipped: failed, ...outcome, other, complete };
}

/** The same by endpoint. */
export function endpointOutcomes(
  rows: readonly OutcomeCount[],
  isHeld: (endpointId: string) => boolean,
): ({ readonly endpointId: string } & Outcome)[] {
  const byEndpoint = new Map<string, Outcome>();
  for (const row of rows) {
    const outcome = byEndpoint.get(row.endpointId) ?? nothing();
    byEndpoint.set(row.endpointId, outcome);
    add(outcome, row, isHeld);
  }
  return [...byEndpoint].map(([endpointId, outcome]) => ({ endpointId, ...outcome }));
}
