import type { LeasedDelivery, Settlement } from '../model/delivery.js';
import type { UnsentDelivery } from '../model/delivery-handoff.js';

export interface ClaimRequest {
  /** How many deliveries each endpoint has room for; endpoints not named get none. */
  readonly rooms: ReadonlyMap<string, number>;
  /** Bound over all endpoints together. */
  readonly limit: number;
  /** Bound on the sum of the events' data, bytes; the first delivery always fits. */
  readonly maxBytes: number;
  /** Fencing token of this claim; never used before. */
  readonly leaseToken: string;
  readonly leaseMs: number;
}

export interface LeaseRef {
  readonly deliveryId: string;
  readonly leaseToken: string;
}

/** Sends of the recent past, so that a rate limit holds over a restart. */
export interface RecentSend {
  readonly endpointId: string;
  /** Unix time, ms: when the attempt ended, or now for one whose end is unknown. */
  readonly at: number;
}

/** An endpoint that was asked for fewer requests in the recent past, so that its pause holds over a restart. */
export interface SlowedEndpoint {
  readonly endpointId: string;
  /** Unix time, ms: until then at least nothing is to be sent to it. */
  readonly until: number;
}

/** Why a delivery has ended that became too old. */
export const EXPIRED = 'expired';

/** A delivery that became too old while it waited. */
export type ExpiredDelivery = UnsentDelivery;

/** The `deliveries` table as the queue: claims under leases, settles with fencing. */
export abstract class DeliveryQueue {
  /**
   * Leases due `pending` deliveries. The endpoints share the limit fairly (one with a long backlog does not shut out
   * the others). Of each endpoint those that never were tried come first, but while both wait every eighth is a
   * retry, also over several claims; each kind by due time.
   */
  abstract claim(request: ClaimRequest): Promise<LeasedDelivery[]>;

  /**
   * Records the attempts and the next states in one transaction; calls made at the same time share a commit. Per
   * settlement: true, or false when the lease was no longer held (nothing was written for it). A lease that has run
   * out is held until it is rescued.
   *
   * @throws GatewayError `store_full` (the disk), `store_unavailable` when nothing of the call was written.
   */
  abstract settle(settlements: readonly Settlement[]): Promise<boolean[]>;

  /**
   * Prolongs leases to `leaseMs` from now. Returns the ids of those no longer held: settled, rescued, or another's.
   */
  abstract renew(leases: readonly LeaseRef[], leaseMs: number): Promise<string[]>;

  /**
   * Makes every delivery whose lease has run out `pending` and due at once, however many. Returns the count.
   * Where the store belongs to one process alone, the leases of earlier processes have run out when it is opened.
   */
  abstract rescue(): Promise<number>;

  /** The earliest due time among `pending` deliveries of these endpoints, Unix ms; null when none waits. */
  abstract nextDueAt(endpointIds: readonly string[]): Promise<number | null>;

  /** The same as a span from now by the store's own clock, ms, which the caller's may not agree with; 0 when it is due. */
  abstract nextDueInMs(endpointIds: readonly string[]): Promise<number | null>;

  /** Cancels every `pending` delivery of the endpoint, in small batches. Returns the count. */
  abstract cancelPending(endpointId: string, reason: string): Promise<number>;

  /**
   * Ends `pending` deliveries, due or not, that were accepted or last redelivered before a time of their endpoint
   * (`before`: Unix ms by its id) as `failed` with the reason `expired`: at most `limit` in one transaction, of each
   * endpoint the oldest first. Returns them; none means that for now it is done.
   */
  abstract expire(before: ReadonlyMap<string, number>, limit: number): Promise<ExpiredDelivery[]>;

  /**
   * Sends that ended at `since` (Unix ms) or later, and the leased ones whose end is not known. At the start it is
   * called before `rescue`: what an earlier process left under a lease may have been sent, and counts until then.
   */
  abstract recentSends(since: number): Promise<RecentSend[]>;

  /**
   * Which of these endpoints still pause, because `pending` deliveries of theirs wait whose attempts since they were
   * accepted or redelivered were all spared: until the first of them is due.
   */
  abstract slowed(endpointIds: readonly string[]): Promise<SlowedEndpoint[]>;

  /**
   * Calls the listener when deliveries may have become due through another node: stored `pending`, handed back,
   * rescued; and when that could not be heard for a while. It is a hint that may be lost: whoever relies on it looks
   * now and then as well. Never called where the store belongs to one process alone (SQLite). Returns what ends it.
   */
  abstract watch(listener: () => void): () => void;
}
