import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../../model/clock.js';
import { NonOverlapping } from '../../timing/non-overlapping.js';
import { DeliveryQueue, EXPIRED, type ExpiredDelivery } from '../../store/delivery-queue.js';
import { UpkeepStore } from '../../store/upkeep-store.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';

const EVERY_MS = 1_000;
/** Rows of one short write: between two of them others get their turn. */
const BATCH = 200;
/** Expiring is one node's turn for so long, ms, from each batch on: one that dies or hangs loses it. */
const TURN_MS = 5_000;

/**
 * Gives up what has waited longer than its endpoint's time to live, wherever it waits: behind a breaker, a rate limit, a
 * pause, at an endpoint that is disabled. So a recovered endpoint finds nothing before it that is worth no attempt.
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

  @Interval(EVERY_MS)
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

  beforeApplicationShutdown(): void {
    this.#stopped = true;
  }

  /** Of all endpoints, whether they may send now or not. */
  #ttls(): Map<string, number> {
    const endpoints = this.catalogue.all();
    return new Map(endpoints.flatMap(({ id, retry: { ttlMs } }) => (ttlMs === null ? [] : [[id, ttlMs]])));
  }

  async #expire(ttls: ReadonlyMap<string, number>): Promise<void> {
    while (!this.#stopped && (await this.upkeep.acquireLeadership('expiry', TURN_MS))) {
      const expired = await this.queue.expire(this.#before(ttls), BATCH);
      if (expired.length === 0) return;
      for (const delivery of expired) this.#tell(delivery);
    }
  }

  /** By the clock that says what is too old wherever a lane asks. */
  #before(ttls: ReadonlyMap<string, number>): Map<string, number> {
    const now = this.clock.now();
    return new Map(Array.from(ttls, ([id, ttlMs]) => [id, now - ttlMs]));
  }

  #tell(delivery: ExpiredDelivery): void {
    const next = { state: 'failed', reason: EXPIRED } as const;
    const report = { delivery, attempt: null, outcome: null, next, maxRetries: 0 };
    this.events.publish({ kind: 'settled', report, settled: true });
  }
}
