import type { GatewayEvent } from '../model/event.js';

export interface NewDelivery {
  /** UUID. */
  readonly id: string;
  /** Of an endpoint that is stored: `EndpointStore` has seen it. */
  readonly endpointId: string;
  readonly webhookId: string;
  /** Stored `sending` under this token, or `pending` and due at once when null. */
  readonly leaseToken: string | null;
  /**
   * Deliveries of one endpoint and key go one after the other, in the order in which they were stored: behind an open
   * one it is stored `pending` whatever its token, and falls due when its turn comes. Absent or null: beside all others.
   */
  readonly orderKey?: string | null;
  /** Why it fails without an attempt: it is stored `failed` with this reason. Such a delivery has no order key. */
  readonly failed?: string;
}

export interface Acceptance {
  readonly event: GatewayEvent;
  /** Digest of the content where the sender gave the id; null where the id was made here. */
  readonly contentHash: string | null;
  /** The job the event is about; absent where it names none. */
  readonly jobId?: string | null;
  /** Index of the event in its call, from 0; it orders events accepted in the same millisecond. Absent: 0. */
  readonly batchIndex?: number;
  readonly deliveries: readonly NewDelivery[];
}

export type AcceptResult =
  /** `waiting`: ids of those that wait for their turn and therefore got no lease; absent for none. */
  | { readonly kind: 'accepted'; readonly waiting?: readonly string[] }
  /** The same id and content stood there already: nothing was stored, these are its deliveries. */
  | { readonly kind: 'duplicate'; readonly deliveries: readonly { id: string; webhookId: string }[] }
  /** The id stood there with other content: nothing was stored. */
  | { readonly kind: 'conflict' };

/** How many of an event's deliveries stand where. */
export interface EventTally {
  readonly total: number;
  readonly delivered: number;
  /** Failed or cancelled. */
  readonly failed: number;
  /** Pending or sending. */
  readonly open: number;
}

/** Where events and their deliveries are written, before anybody is promised anything. */
export abstract class EventStore {
  /**
   * Stores each event with its deliveries, all of one call in one transaction, and resolves after the commit
   * has reached the disk. Calls made at the same time share a commit. Results come in the order asked, in which the
   * events join their order keys, too.
   * Leases run for `leaseMs` ms.
   *
   * @throws GatewayError `store_full` (the disk), `store_unavailable` when nothing of the call was stored.
   */
  abstract accept(acceptances: readonly Acceptance[], leaseMs: number): Promise<AcceptResult[]>;

  /** The event as it was accepted; null for one that is not stored. */
  abstract find(eventId: string): Promise<GatewayEvent | null>;

  /** Of each event, in the order asked; null for one that is not stored. */
  abstract tallies(eventIds: readonly string[]): Promise<(EventTally | null)[]>;

  /** The same of one event. */
  async tally(eventId: string): Promise<EventTally | null> {
    return (await this.tallies([eventId]))[0] ?? null;
  }
}
