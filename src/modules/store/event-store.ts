import type { GatewayEvent } from '../model/event.js';

export interface NewDelivery {
  /** UUID. */
  readonly id: string;
  /** Id of an endpoint that is stored. */
  readonly endpointId: string;
  readonly webhookId: string;
  /** Fencing token under which the delivery is stored `sending`; null: it is stored `pending` and due at once. */
  readonly leaseToken: string | null;
  /**
   * Deliveries of one endpoint and order key are sent one after another, in the order in which they were stored: behind an
   * open one a delivery is stored `pending` whatever its token, and falls due when its predecessor is settled. Absent or
   * null: the delivery waits for no other.
   */
  readonly orderKey?: string | null;
  /** Reason of a delivery that is stored `failed` without an attempt. Such a delivery has no order key. */
  readonly failed?: string;
}

export interface Acceptance {
  readonly event: GatewayEvent;
  /** Digest of the content where the sender gave the id; null where the gateway made it. */
  readonly contentHash: string | null;
  /** Id of the job that the event names; absent without one. */
  readonly jobId?: string | null;
  /** Index of the event in its call, from 0; it orders events accepted in the same millisecond. Absent: 0. */
  readonly batchIndex?: number;
  /** Sentence about how the data contradicts the schema of its type; absent or null: the data agrees with it. */
  readonly mismatch?: string | null;
  readonly deliveries: readonly NewDelivery[];
}

export type AcceptResult =
  /** `waiting`: ids of deliveries that got no lease because they wait for a predecessor; absent for none. */
  | { readonly kind: 'accepted'; readonly waiting?: readonly string[] }
  /** An event of this id and content is stored already: nothing was written, and these are its deliveries. */
  | { readonly kind: 'duplicate'; readonly deliveries: readonly { id: string; webhookId: string }[] }
  /** An event of this id with other content is stored already: nothing was written. */
  | { readonly kind: 'conflict' };

/** Counts of an event's deliveries by state. */
export interface EventTally {
  readonly total: number;
  readonly delivered: number;
  /** Failed or cancelled. */
  readonly failed: number;
  /** Pending or sending. */
  readonly open: number;
}

/** Stores events and their deliveries. An event is acknowledged only once it is stored. */
export abstract class EventStore {
  /**
   * Stores each event with its deliveries, all of one call in one transaction, and resolves after the commit has reached
   * the disk. Calls made at the same time share a commit. Results come in the order of the acceptances, in which their
   * deliveries queue in their order keys, too. Leases run for `leaseMs` ms.
   *
   * @throws GatewayError `store_full` (the disk), `store_unavailable` when nothing of the call was stored.
   */
  abstract accept(acceptances: readonly Acceptance[], leaseMs: number): Promise<AcceptResult[]>;

  /** Reads the event as it was accepted; null for one that is not stored. */
  abstract find(eventId: string): Promise<GatewayEvent | null>;

  /** Counts the deliveries of each event, in the order of the ids; null for one that is not stored. */
  abstract tallies(eventIds: readonly string[]): Promise<(EventTally | null)[]>;

  /** Counts the deliveries of one event; null for one that is not stored. */
  async tally(eventId: string): Promise<EventTally | null> {
    return (await this.tallies([eventId]))[0] ?? null;
  }
}
