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

/** Either often enough that two renewals may fail before anything is lost. */
const RENEW_EVERY_MS = LEASE_MS / 3;
const RESCUE_EVERY_MS = 5_000;
/** Rescuing is one node's turn for so long, ms: less than a lease, so that a node that dies holds nobody up. */
const RESCUE_TURN_MS = 12_000;

/** Keeps the leases of what is held in memory alive; what was lost is not sent. */
@Injectable()
export class LeaseKeeper {
  constructor(
    private readonly inFlight: InFlight,
    private readonly queue: DeliveryQueue,
    private readonly recovery: Recovery,
    private readonly events: DeliveryEvents,
    private readonly upkeep: UpkeepStore,
  ) {}

  /** Renews while subscribed: through a shutdown, when nothing is scheduled any more, until the last attempt has ended. */
  readonly renewals: Observable<void> = interval(RENEW_EVERY_MS).pipe(
    exhaustMap(() => this.#saying('renewing leases', () => this.renew())),
  );

  /**
   * Takes over what others left behind. First it renews: what this node holds is not left behind, whatever a step of the
   * clock or a store that was away have done to its leases.
   */
  @Interval(RESCUE_EVERY_MS)
  @NonOverlapping
  watch(): Promise<void> {
    return this.#saying('rescuing deliveries', async () => {
      await this.renew();
      if (await this.upkeep.acquireLeadership('rescue', RESCUE_TURN_MS)) await this.recovery.rescue();
    });
  }

  async renew(): Promise<void> {
    const held = this.inFlight.all();
    if (held.length === 0) return;
    const leaseUntil = steadyNow() + LEASE_MS;
    const leases = held.map(({ id, leaseToken }) => ({ deliveryId: id, leaseToken }));
    const lost = new Set(await this.queue.renew(leases, LEASE_MS));
    this.inFlight.extendLeases(held, lost, leaseUntil);
  }

  async #saying(during: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.events.publish({ kind: 'store-failing', during, error });
    }
  }
}
