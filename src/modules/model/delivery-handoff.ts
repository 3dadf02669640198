import type { GatewayEvent } from './event.js';

/** How long a lease runs, ms, unless it is renewed. */
export const LEASE_MS = 20_000;

/** A delivery that no attempt was made for, as far as it is reported. */
export interface UnsentDelivery {
  readonly id: string;
  readonly event: { readonly id: string; readonly type: string; readonly jobId: string | null };
  readonly endpointId: string;
  readonly webhookId: string;
  readonly attempts: number;
  /** Unix time of acceptance or of the last redelivery, ms. */
  readonly createdAt: number;
  readonly orderKey: string | null;
}

/** A delivery of an event that is about to be stored. */
export interface PlannedDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly webhookId: string;
  readonly orderKey: string | null;
  /** Why it fails without an attempt; it is stored `failed` with this reason. */
  readonly failed?: string;
}

/** An event that is about to be stored, with its deliveries. */
export interface PlannedEvent {
  readonly event: GatewayEvent;
  readonly jobId: string | null;
  readonly deliveries: readonly PlannedDelivery[];
}

/** Memory that is reserved for the deliveries of one event. Ends by one call of `commit` or `release`. */
export interface Reservation {
  /** The fencing token under which each delivery is to be stored, in their order; null where it is to be stored `pending`. */
  readonly leaseTokens: readonly (string | null)[];

  /**
   * The event is stored: passes its deliveries to the pipeline. `waiting`: ids of those that wait for a predecessor and got no
   * lease. `leaseUntil` (steady clock, ms) counts from before the commit was asked for: a node that freezes while it waits for the
   * answer has lost the lease when it thaws.
   */
  commit(leaseUntil: number, waiting: readonly string[]): void;

  /** The event was not stored, or was there already: frees the memory. */
  release(): void;
}

/** Hands fresh deliveries to the pipeline without reading them back from the store. */
export abstract class DeliveryHandoff {
  /**
   * Resolves when those endpoints have room in memory, or after a short while: a sender that posts faster than deliveries leave
   * is slowed down a little before its events go through the store. Undefined when there is nothing to wait for.
   */
  abstract capacity(endpointIds: readonly string[]): Promise<void> | undefined;

  /** Reserves memory for the deliveries of one event, as far as there is any. */
  abstract reserve(planned: PlannedEvent): Reservation;

  /** Tells the pipeline that deliveries were stored `pending` and are due. */
  abstract wake(): void;
}
