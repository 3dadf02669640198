import type { DeliveryState } from '../model/delivery.js';
import type { DeliveryFilter, Position } from './history-store.js';

export type OperationKind = 'redeliver' | 'cancel' | 'replay' | 'retry';
export type OperationState = 'running' | 'done' | 'cancelled' | 'failed';

/** What is to be done to all that a filter means. */
export interface NewOperation {
  /** UUID. */
  readonly id: string;
  readonly kind: OperationKind;
  /** Of the deliveries; for `replay`, its types and times are those of the events. */
  readonly filter: DeliveryFilter;
  /** Where `replay` brings the events; null otherwise. */
  readonly endpointId: string | null;
  /** Per second, at most; null: as fast as it goes. */
  readonly rate: number | null;
  /** How many there were at the start; null where that took too long to count. */
  readonly total: number | null;
  /** Unix ms by the clock that acceptance goes by: what was made later is none of its business. */
  readonly createdAt: number;
}

/** A piece of work over many deliveries, kept in the store: it goes on after a crash, on whichever node. */
export interface Operation extends NewOperation {
  readonly state: OperationState;
  /** Looked at and meant. */
  readonly processed: number;
  /** Changed, or made. */
  readonly succeeded: number;
  /** Meant, but changed by others before their turn came, or there already. */
  readonly failed: number;
  /** Unix ms; null while it runs. */
  readonly finishedAt: number | null;
  /** How far it has come; null at its beginning. */
  readonly position: Position | null;
}

/** After a step: with the deliveries that this step has changed, counted by the public names of their endpoints. */
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

/** Holds an operation for one node. */
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
  /** As of a new delivery. */
  readonly orderKey?: string | null;
  /** As of a new delivery. */
  readonly failed?: string;
}

/** What one step of an operation has come to. */
export interface Progress {
  /** How far it got; null: to the end, and the operation is done. */
  readonly reached: Position | null;
}

/** What became of the wish to try a waiting delivery now. */
export type RetryNow =
  | { readonly kind: 'due' }
  /** An earlier delivery of its job, `behind`, comes first. */
  | { readonly kind: 'ordered'; readonly behind: string }
  | { readonly kind: 'sending' }
  | { readonly kind: 'settled' }
  /** It is not stored. */
  | { readonly kind: 'unknown' };

/** How many deliveries that an operation acted on last are in a state, by endpoint. */
export interface OutcomeCount {
  readonly operationId: string;
  readonly endpointId: string;
  readonly state: DeliveryState;
  readonly count: number;
}

/** Deliveries of one operation that are looked at for its outcome, at most. */
export const OUTCOME_CAP = 10_000;

/** Deliveries of one kind that are made due together, at most: one short write. */
export const HASTEN_MAX = 1_000;

export abstract class RepairStore {
  /**
   * Makes a settled delivery pending and due, with the same id, its attempts counted on and all retries before it again.
   * False for one that is not settled, null for one that is not stored.
   */
  abstract redeliver(id: string): Promise<boolean | null>;

  /**
   * Makes a pending delivery due now and the first among the retries of its endpoint, its attempts and the rest of its
   * schedule as they are.
   */
  abstract retryNow(id: string): Promise<RetryNow>;

  /** Sees to it that one pending delivery of the endpoint is due; null where none is pending, or all wait for another. */
  abstract retryFirst(endpointId: string): Promise<string | null>;

  /**
   * Makes the pending deliveries of the endpoint due now that fall due within `withinMs` ms: they waited for the end of a
   * pause that is over. At most {@link HASTEN_MAX} of those that were tried, and as many of the others.
   */
  abstract hasten(endpointId: string, withinMs: number): Promise<void>;

  /** Cancels a pending delivery. False for one that is not pending, null for one that is not stored. */
  abstract cancel(id: string, reason: string): Promise<boolean | null>;

  abstract start(operation: NewOperation): Promise<Operation>;

  abstract operation(id: string): Promise<Operation | null>;

  /** Newest first. */
  abstract operations(limit: number, before: string | null): Promise<Operation[]>;

  abstract running(): Promise<number>;

  /**
   * What became of the deliveries that these operations queued: those they acted on last, which are still stored, up to
   * {@link OUTCOME_CAP} of each.
   */
  abstract outcomes(operationIds: readonly string[]): Promise<OutcomeCount[]>;

  /** Ends a running operation as `cancelled`; what it did stays done. False for one that is over, null for none. */
  abstract stop(id: string): Promise<boolean | null>;

  /** The oldest running operation that nobody holds, held from now on under the token; null when there is none. */
  abstract take(token: string, leaseMs: number): Promise<Operation | null>;

  /**
   * The next step of a `redeliver` or `retry` (the oldest first, so that those of one order key keep their order) or
   * `cancel` (the newest first): at most `limit` deliveries, changed in one transaction with the operation's own row, so that none is
   * done twice. Null when the operation is not held any more, or over.
   */
  abstract advance(hold: OperationHold, limit: number): Promise<Advanced | null>;

  /**
   * A step of a `replay`: makes these deliveries, in this order, where their event is still stored and has none for the endpoint yet, and
   * moves the operation on. Null as above.
   */
  abstract replay(
    hold: OperationHold,
    deliveries: readonly ReplayedDelivery[],
    progress: Progress,
  ): Promise<Operation | null>;

  /** Gives a held operation back, for whoever comes next; with a state, ends it. */
  abstract release(hold: OperationHold, state?: 'failed'): Promise<void>;
}

/** The reason of deliveries that an operator has cancelled. */
export const CANCELLED_BY_OPERATOR = 'cancelled_by_operator';
