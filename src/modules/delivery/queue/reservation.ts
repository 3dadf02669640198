import type { LeasedDelivery } from '../../model/delivery.js';
import type { PlannedEvent, Reservation, UnsentDelivery } from '../../model/delivery-handoff.js';

/** A delivery that was stored behind an earlier one of its order key. */
export interface WaitingDelivery {
  readonly id: string;
  readonly endpointId: string;
  /** Type of its event. */
  readonly type: string;
}

/** The operations of the dispatcher that a {@link MemoryReservation} uses. */
export interface MemoryKeeper {
  /** Reserves memory for one delivery; returns its fencing token, or null where there is no room. */
  reserve(endpointId: string, bytes: number): string | null;
  /** Returns reserved memory that no delivery uses. */
  cancel(endpointId: string, bytes: number): void;
  /** Holds a stored delivery in its reserved memory and emits it. `leaseUntil`: steady clock, ms. */
  deliver(delivery: LeasedDelivery, leaseUntil: number): void;
  /** Publishes a delivery that was stored as failed without an attempt. */
  reportFailed(delivery: UnsentDelivery, reason: string): void;
  /** Notes that a delivery was stored behind an earlier one of its order key. */
  waits(delivery: WaitingDelivery): void;
  /** Claims: a delivery was stored `pending`. */
  wake(): void;
}

/** Reserves memory for the deliveries of one event when it is made, and uses it or returns it. */
export class MemoryReservation implements Reservation {
  readonly leaseTokens: readonly (string | null)[];

  constructor(
    private readonly planned: PlannedEvent,
    private readonly keeper: MemoryKeeper,
  ) {
    const bytes = planned.event.data.length;
    this.leaseTokens = planned.deliveries.map(({ endpointId, failed }) =>
      failed === undefined ? keeper.reserve(endpointId, bytes) : null,
    );
  }

  commit(leaseUntil: number, waiting: readonly string[]): void {
    const { event, deliveries, jobId } = this.planned;
    for (const [i, { failed, ...delivery }] of deliveries.entries()) {
      const leaseToken = this.leaseTokens[i]!;
      const origin = { ...delivery, attempts: 0, createdAt: event.acceptedAt };
      // A delivery that waits for its predecessor falls due when that one is settled.
      const waits = waiting.includes(delivery.id);
      if (waits) this.keeper.waits({ ...delivery, type: event.type });
      if (failed !== undefined)
        this.keeper.reportFailed({ ...origin, event: { id: event.id, type: event.type, jobId } }, failed);
      else if (leaseToken !== null && waits) this.#cancel(delivery.endpointId);
      else if (leaseToken !== null) this.keeper.deliver({ ...origin, event, leaseToken }, leaseUntil);
      else if (!waits) this.keeper.wake();
    }
  }

  release(): void {
    for (const [i, { endpointId }] of this.planned.deliveries.entries())
      if (this.leaseTokens[i] !== null) this.#cancel(endpointId);
  }

  #cancel(endpointId: string): void {
    this.keeper.cancel(endpointId, this.planned.event.data.length);
  }
}
