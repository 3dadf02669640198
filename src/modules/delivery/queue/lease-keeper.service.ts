import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { exhaustMap, interval, type Observable } from 'rxjs';
import { NonOverlapping } from '../../timing/non-overlapping.js';
import { LEASE_MS } from '../../model/delivery-handoff.js';
import { DeliveryQueue } from '../../store/delivery-queue.js';
import { UpkeepStore } from '../../store/upkeep-store.js';
import { Recovery } from './recovery.service.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { InFlight } from './in-flight.service.js';
import { steadyNow } from '../../timing/steady-now.js';

/** Time between two renewals, ms: two may fail before a lease is lost. */
const RENEW_EVERY_MS = LEASE_MS / 3;
const RESCUE_EVERY_MS = 5_000;
/** Time for which one node leads the rescue, ms: less than a lease, so a node that dies delays no rescue. */
const RESCUE_LEADERSHIP_MS = 12_000;

/** Renews the leases of the deliveries in memory, and rescues deliveries whose lease another node let run out. */
@Injectable()
export class LeaseKeeper {
  constructor(
    private readonly inFlight: InFlight,
    private readonly queue: DeliveryQueue,
    private readonly recovery: Recovery,
    private readonly events: DeliveryEvents,
    private readonly upkeep: UpkeepStore,
  ) {}

  /** Renews the leases while subscribed: during a shutdown, when Nest's scheduler has stopped, until the last attempt has ended. */
  readonly renewals: Observable<void> = interval(RENEW_EVERY_MS).pipe(
    exhaustMap(() => this.#reportingFailure('renewing leases', () => this.renew())),
  );

  /**
   * Renews the leases of this node, then returns deliveries with expired leases to the queue, where this node leads. The renewal comes
   * first: a clock that was set or a store that was away may have ended leases of deliveries that this node still holds.
   */
  @Interval(RESCUE_EVERY_MS)
  @NonOverlapping
  renewAndRescue(): Promise<void> {
    return this.#reportingFailure('rescuing deliveries', async () => {
      await this.renew();
      if (await this.upkeep.acquireLeadership('rescue', RESCUE_LEADERSHIP_MS)) await this.recovery.rescue();
    });
  }

  /** Renews every lease once; the lost ones end in memory too. Rejects when the store does not answer. */
  async renew(): Promise<void> {
    const held = this.inFlight.all();
    if (held.length === 0) return;
    const leaseUntil = steadyNow() + LEASE_MS;
    const leases = held.map(({ id, leaseToken }) => ({ deliveryId: id, leaseToken }));
    const lost = new Set(await this.queue.renew(leases, LEASE_MS));
    this.inFlight.extendLeases(held, lost, leaseUntil);
  }

  async #reportingFailure(during: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.events.publish({ kind: 'store-failing', during, error });
    }
  }
}
