import type { DeliveryState } from '../model/delivery.js';
import type { DeliveryFilter, Position } from './history-store.js';

export type OperationKind = 'redeliver' | 'cancel' | 'replay' | 'retry';
export type OperationState = 'running' | 'done' | 'cancelled' | 'failed';

/** An operation to start on all deliveries, or events, that match a filter. */
export interface NewOperation {
  /** UUID. */
  readonly id: string;
  readonly kind: OperationKind;
  /** The filter of the deliveries; for `replay`, its types and times are those of the events. */
  readonly filter: DeliveryFilter;
  /** Id of the endpoint that `replay` sends to; null otherwise. */
  readonly endpointId: string | null;
  /** Deliveries per second, at most; null: unlimited. */
  readonly rate: number | null;
  /** Matches at the start; null where counting took too long. */
  readonly total: number | null;
  /** Unix ms by the clock of acceptances: deliveries made later are not part of the operation. */
  readonly createdAt: number;
}

/** An operation over many deliveries. It is stored, and goes on after a crash, on any node. */
export interface Operation extends NewOperation {
  readonly state: OperationState;
  /** Matches so far. */
  readonly processed: number;
  /** Deliveries changed or made. */
  readonly succeeded: number;
  /** Matches that were skipped: changed concurrently, or (replay) already delivered to this endpoint. */
  readonly failed: number;
  /** Unix ms; null while it runs. */
  readonly finishedAt: number | null;
  /** The position of the last step; null at the beginning. */
  readonly position: Position | null;
}

/** An operation after a step, with the deliveries that the step changed, counted by the public names of their endpoints. */
export interface Advanced extends Operation {
  readonly changed: ReadonlyMap<string, number>;
}

/** Counts deliveries as {@link Advanced} has them. */
export function countedByName(
  deliveries: readonly { readonly webhookId: string }[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { webhookId } of deliveries) counts.set(webhookId, (counts.get(webhookId) ?? 0) + 1);
  return counts;
}

/** The lease of one node on an operation. */
export interface OperationHold {
  readonly id: string;
  /** Fencing token. */
  readonly token: string;
  readonly leaseMs: number;
}

/** A delivery that a replay makes. */
export interface ReplayedDelivery {
  /** UUIDv7. */
  readonly id: string;
  readonly eventId: string;
  readonly webhookId: string;
  /** Order key as of a new delivery. */
  readonly orderKey?: string | null;
  /** Reason to fail without an attempt, as of a new delivery. */
  readonly failed?: string;
}

/** The end of one step of an operation. */
export interface Progress {
  /** The position that the step reached; null: the end, and the operation is done. */
  readonly reached: Position | null;
}

/** The result of retrying a pending delivery now. */
export type RetryNow =
  | { readonly kind: 'due' }
  /** The delivery waits for its predecessor `behind`, an earlier one of the same order key. */
  | { readonly kind: 'ordered'; readonly behind: string }
  | { readonly kind: 'sending' }
  | { readonly kind: 'settled' }
  /** No such delivery is stored. */
  | { readonly kind: 'unknown' };

/** The count of deliveries in one state that an operation changed last, by endpoint. */
export interface OutcomeCount {
  readonly operationId: string;
  readonly endpointId: string;
  readonly state: DeliveryState;
  readonly count: number;
}

/** Deliveries of one operation that are counted for its outcome, at most. */
export const OUTCOME_CAP = 10_000;

/** Deliveries that one write of {@link RepairStore.hasten} changes, at most. */
export const HASTEN_MAX = 1_000;

/** Changes stored deliveries for operators: redelivers, retries, cancels and replays them, singly or in bulk. */
export abstract class RepairStore {
  /**
   * Makes a settled delivery pending and due under the same id; its attempts count on, and all retries are available again.
   * Returns false for a delivery that is not settled, null for one that is not stored.
   */
  abstract redeliver(id: string): Promise<boolean | null>;

  /**
   * Makes a pending delivery due now, and the first among the first attempts or the retries of its endpoint. Its attempts
   * and the rest of its schedule stay.
   */
  abstract retryNow(id: string): Promise<RetryNow>;

  /** Makes the pending delivery of the endpoint that is due first due now; null where all are blocked, or none is pending. */
  abstract retryFirst(endpointId: string): Promise<string | null>;

  /**
   * Makes the pending deliveries of the endpoint that a pause or a rate limit delays due in `waitMs` ms, where they are
   * due later: what delays them ends then. None is due before the `readyInMs` of its settlement, so that each retry keeps
   * its backoff. Writes at most {@link HASTEN_MAX} deliveries at a time, until all are changed.
   */
  abstract hasten(endpointId: string, waitMs: number): Promise<void>;

  /** Makes the pending deliveries of the endpoint that its quiet hours or mutes hold due now, {@link HASTEN_MAX} in one write. */
  abstract releaseQuiet(endpointId: string): Promise<void>;

  /** Cancels a pending delivery. Returns false for one that is not pending, null for one that is not stored. */
  abstract cancel(id: string, reason: string): Promise<boolean | null>;

  /** Stores an operation as running. */
  abstract start(operation: NewOperation): Promise<Operation>;

  /** Reads one operation; null when it is not stored. */
  abstract operation(id: string): Promise<Operation | null>;

  /** Reads operations, the newest first, from behind the id `before` on. */
  abstract operations(limit: number, before: string | null): Promise<Operation[]>;

  /** Counts running operations. */
  abstract running(): Promise<number>;

  /**
   * Counts the deliveries that these operations changed last and that are still stored, by their present state: up to
   * {@link OUTCOME_CAP} of each operation.
   */
  abstract outcomes(operationIds: readonly string[]): Promise<OutcomeCount[]>;

  /** Ends a running operation as `cancelled`; its changes stay. Returns false where it is over, null where none is stored. */
  abstract stop(id: string): Promise<boolean | null>;

  /** Takes the oldest running operation that no node holds, under the token for `leaseMs` ms; null when there is none. */
  abstract take(token: string, leaseMs: number): Promise<Operation | null>;

  /**
   * Makes the next step of a `redeliver` or `retry` (the oldest first, so that those of one order key keep their order) or
   * `cancel` (the newest first): at most `limit` deliveries, changed in one transaction with the operation's own row, so
   * that none is changed twice. Returns null where the operation is no longer held, or is over.
   */
  abstract advance(hold: OperationHold, limit: number): Promise<Advanced | null>;

  /**
   * Makes a step of a `replay`: makes these deliveries, in this order, where their event is still stored and has none for
   * the endpoint yet, and moves the operation on. Returns null where the operation is no longer held, or is over.
   */
  abstract replay(
    hold: OperationHold,
    deliveries: readonly ReplayedDelivery[],
    progress: Progress,
  ): Promise<Operation | null>;

  /** Releases a held operation for any node to take; with a state, ends it. */
  abstract release(hold: OperationHold, state?: 'failed'): Promise<void>;
}

/** The reason of deliveries that an operator cancelled. */
export const CANCELLED_BY_OPERATOR = 'cancelled_by_operator';
