import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../../model/clock.js';
import { NonOverlapping } from '../../timing/non-overlapping.js';
import { DeliveryQueue, EXPIRED } from '../../store/delivery-queue.js';
import { UpkeepStore } from '../../store/upkeep-store.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { failedUnsent } from '../report.js';

const SWEEP_EVERY_MS = 1_000;
/** Rows of one write: short, so that other writes come between two of them. */
const BATCH_SIZE = 200;
/** Time for which one node leads the expiry after each batch, ms: a node that dies or hangs loses the leadership. */
const LEADERSHIP_MS = 5_000;

/**
 * Fails pending deliveries that are older than the TTL of their endpoint, whether a breaker, a rate limit, a pause or a disabled
 * endpoint holds them. So an endpoint that recovers spends no attempts on expired deliveries.
 */
@Injectable()
export class Expiry implements BeforeApplicationShutdown {
  #stopped = false;

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly queue: DeliveryQueue,
    private readonly upkeep: UpkeepStore,
    private readonly events: DeliveryEvents,
    private readonly clock: Clock,
  ) {}

  /** Fails all expired deliveries, batch by batch, where this node leads; publishes a store failure instead of rejecting. */
  @Interval(SWEEP_EVERY_MS)
  @NonOverlapping
  async sweep(): Promise<void> {
    const ttls = this.#ttls();
    if (ttls.size === 0) return;
    try {
      await this.#expire(ttls);
    } catch (error) {
      this.events.publish({ kind: 'store-failing', during: 'giving up what is too old', error });
    }
  }

  /** Ends the sweep after the batch under way. */
  beforeApplicationShutdown(): void {
    this.#stopped = true;
  }

  /** TTLs by endpoint id, ms, also of endpoints that may not send now. */
  #ttls(): Map<string, number> {
    const endpoints = this.catalogue.all();
    return new Map(endpoints.flatMap(({ id, retry: { ttlMs } }) => (ttlMs === null ? [] : [[id, ttlMs]])));
  }

  async #expire(ttls: ReadonlyMap<string, number>): Promise<void> {
    while (!this.#stopped && (await this.upkeep.acquireLeadership('expiry', LEADERSHIP_MS))) {
      const expired = await this.queue.expire(this.#acceptedBefore(ttls), BATCH_SIZE);
      if (expired.length === 0) return;
      for (const delivery of expired)
        this.events.publish({ kind: 'settled', ...failedUnsent(delivery, EXPIRED) });
    }
  }

  /** Acceptance times before which deliveries are expired, Unix ms, by endpoint. They use the node's clock, as `Holds.ofDelivery` does. */
  #acceptedBefore(ttls: ReadonlyMap<string, number>): Map<string, number> {
    const now = this.clock.now();
    return new Map(Array.from(ttls, ([id, ttlMs]) => [id, now - ttlMs]));
  }
}
