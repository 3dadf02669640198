import type { LeasedDelivery, Settlement } from '../model/delivery.js';
import type { UnsentDelivery } from '../model/delivery-handoff.js';

export interface ClaimRequest {
  /** Deliveries that each endpoint may get, by its id; endpoints that are not named get none. */
  readonly rooms: ReadonlyMap<string, number>;
  /** Deliveries of all endpoints together, at most. */
  readonly limit: number;
  /** Sum of the events' data, bytes, at most; the first delivery always fits. */
  readonly maxBytes: number;
  /** Fencing token of this claim; never used before. */
  readonly leaseToken: string;
  readonly leaseMs: number;
}

export interface LeaseRef {
  readonly deliveryId: string;
  readonly leaseToken: string;
}

/** One recent send: rate limits count it after a restart, too. */
export interface RecentSend {
  readonly endpointId: string;
  /** Unix ms: the end of the attempt, or now where the end is unknown. */
  readonly at: number;
}

/** An endpoint that recently answered with a request to slow down: its pause holds over a restart. */
export interface SlowedEndpoint {
  readonly endpointId: string;
  /** Unix ms: the earliest time at which deliveries may be sent to it again. */
  readonly until: number;
}

/**
 * The result of a settlement: false where the lease was no longer held and nothing was written, else true; where it names deliveries that
 * are superseded with it, the ids of those that have ended by it: others had ended before.
 */
export type Settled = boolean | readonly string[];

/** The reason of deliveries that expired: they became older than the TTL of their endpoint. */
export const EXPIRED = 'expired';

/** A delivery that expired while it was pending. */
export type ExpiredDelivery = UnsentDelivery;

/** The `deliveries` table as the queue: deliveries are claimed under leases and settled with fencing tokens. */
export abstract class DeliveryQueue {
  /**
   * Leases due `pending` deliveries. The endpoints share the limit fairly: one with a long backlog does not shut out the
   * others. First attempts of an endpoint precede its retries, but while both wait one of every `RETRY_EVERY` is a retry,
   * also over several claims; each kind goes by due time.
   */
  abstract claim(request: ClaimRequest): Promise<LeasedDelivery[]>;

  /**
   * Records the attempts and the next states in one transaction; calls made at the same time share a commit. Returns one
   * result per settlement. An expired lease is held until the delivery is rescued.
   *
   * @throws GatewayError `store_full` (the disk), `store_unavailable` when nothing of the call was written.
   */
  abstract settle(settlements: readonly Settlement[]): Promise<Settled[]>;

  /** Extends leases to `leaseMs` ms from now. Returns the ids of deliveries that are no longer held under their token. */
  abstract renew(leases: readonly LeaseRef[], leaseMs: number): Promise<string[]>;

  /**
   * Makes every delivery whose lease has expired `pending` and due at once, however many. Returns the count. Where the
   * store belongs to one process alone, the leases of earlier processes have expired when it is opened.
   */
  abstract rescue(): Promise<number>;

  /** Reads the earliest due time of `pending` deliveries of these endpoints, Unix ms; null without any. */
  abstract nextDueAt(endpointIds: readonly string[]): Promise<number | null>;

  /** The time until the earliest due time by the store's clock, ms, from which the caller's may differ; 0 once due. */
  abstract nextDueInMs(endpointIds: readonly string[]): Promise<number | null>;

  /** Cancels every `pending` delivery of the endpoint, in small batches. Returns the count. */
  abstract cancelPending(endpointId: string, reason: string): Promise<number>;

  /**
   * Ends `pending` deliveries, due or not, that were accepted or last redelivered before a time of their endpoint
   * (`before`: Unix ms by its id) as `failed` with the reason `expired`: at most `limit` in one transaction, the oldest of
   * each endpoint first. Returns them; none once all are ended.
   */
  abstract expire(before: ReadonlyMap<string, number>, limit: number): Promise<ExpiredDelivery[]>;

  /**
   * Reads the sends that ended at `since` (Unix ms) or later, and those of leased deliveries, whose end is unknown. At the
   * start it is called before `rescue`: deliveries that an earlier process left under a lease may have been sent.
   */
  abstract recentSends(since: number): Promise<RecentSend[]>;

  /**
   * Reads which of these endpoints still pause: all attempts of some `pending` delivery, since it was accepted or
   * redelivered, were answered by a request to slow down. The pause ends when the first of these is due.
   */
  abstract slowed(endpointIds: readonly string[]): Promise<SlowedEndpoint[]>;

  /** Reads the endpoints that have `pending` deliveries which a pause or a rate limit delays, by the `readyInMs` of their settlement. */
  abstract held(): Promise<string[]>;

  /**
   * Calls the listener when deliveries may have become due through another node (stored `pending`, handed back, rescued),
   * and after a time in which notifications could not be received. Notifications are hints that may be lost: the caller
   * polls as well. The listener is never called where the store belongs to one process alone (SQLite). Returns a function
   * that ends the watch.
   */
  abstract watch(listener: () => void): () => void;
}
