import type { LeasedDelivery } from './delivery.js';

/** How long a lease runs, ms, unless it is renewed. */
export const LEASE_MS = 20_000;

/** A delivery that no attempt was made for, as far as it is told of. */
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

/** How fresh deliveries reach the pipeline without being read back from the store. */
export abstract class DeliveryHandoff {
  /**
   * Resolves when those endpoints have room in memory, or when waiting for it is no longer worth it: a sender that posts
   * faster than deliveries leave is slowed down a little before its events have to take the way through the store.
   * Undefined when there is nothing to wait for.
   */
  abstract room(endpointIds: readonly string[]): Promise<void> | undefined;

  /**
   * Asks for a place in memory for one delivery of `bytes` bytes to that endpoint. The answer is the fencing
   * token under which it is to be stored, or null: store it `pending`, it is claimed when there is room.
   * A granted place must be used by `deliver` or given back by `withdraw`.
   */
  abstract reserve(endpointId: string, bytes: number): string | null;

  /**
   * Takes over a delivery that has just been committed under its reserved token. `leaseUntil` (steady clock, ms): counted
   * from before the commit was asked for, as whoever freezes over its answer has lost the lease when it thaws.
   */
  abstract deliver(delivery: LeasedDelivery, leaseUntil: number): void;

  /** Gives a place back: the delivery was not stored, or stood there already. */
  abstract withdraw(endpointId: string, bytes: number): void;

  /** Tells of a delivery that was stored as failed, without an attempt, for this reason. */
  abstract failed(delivery: UnsentDelivery, reason: string): void;

  /** Says that deliveries were stored `pending` and are due. */
  abstract wake(): void;
}
