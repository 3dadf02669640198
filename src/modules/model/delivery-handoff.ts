import type { GatewayEvent } from './event.js';

/** Length of a lease, ms, until it is renewed. */
export const LEASE_MS = 20_000;

/** The reported part of a delivery that ended without an attempt. */
export interface UnsentDelivery {
  readonly id: string;
  readonly event: { readonly id: string; readonly type: string; readonly jobId: string | null };
  readonly endpointId: string;
  readonly webhookId: string;
  readonly attempts: number;
  /** Time of acceptance or of the last redelivery, Unix ms. */
  readonly createdAt: number;
  readonly orderKey: string | null;
}

/** A delivery of an event that is about to be stored. */
export interface PlannedDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly webhookId: string;
  readonly orderKey: string | null;
  /** Reason of a failure without an attempt; the delivery is stored `failed` with it. */
  readonly failed?: string;
}

/** An event that is about to be stored, with its deliveries. */
export interface PlannedEvent {
  readonly event: GatewayEvent;
  readonly jobId: string | null;
  readonly deliveries: readonly PlannedDelivery[];
}

/** Memory reserved for the deliveries of one event. One call of `commit` or `release` ends the reservation. */
export interface Reservation {
  /** Fencing token of each delivery, in their order; null for a delivery that is to be stored `pending`. */
  readonly leaseTokens: readonly (string | null)[];

  /**
   * Passes the deliveries of the stored event to the pipeline.
   *
   * @param leaseUntil steady clock, ms, counted from before the commit was asked for: a node that freezes while it
   * waits for the answer has lost the lease when it thaws
   * @param waiting ids of deliveries that wait for a predecessor and got no lease
   */
  commit(leaseUntil: number, waiting: readonly string[]): void;

  /** Frees the memory: the event was not stored, or is a duplicate. */
  release(): void;
}

/** Hands fresh deliveries over to the pipeline without reading them back from the store. */
export abstract class DeliveryHandoff {
  /**
   * Resolves when those endpoints have room in memory, or after a short while, so that a sender that posts faster than
   * deliveries leave is slowed down before its events go through the store. Undefined when there is no reason to wait.
   */
  abstract capacity(endpointIds: readonly string[]): Promise<void> | undefined;

  /** Reserves memory for the deliveries of one event, as far as there is any. */
  abstract reserve(planned: PlannedEvent): Reservation;

  /** Tells the pipeline that deliveries were stored `pending` and are due. */
  abstract wake(): void;
}
