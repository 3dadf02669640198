import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../../model/clock.js';
import { DeliveryQueue } from '../../store/delivery-queue.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { steadyNow } from '../../timing/steady-now.js';
import { Throttles } from '../rate-limit/throttles.service.js';
import { cancelRemoved } from './removed-endpoints.service.js';

/** Restores rate limits, pauses and deliveries that an earlier process or a dead node left behind. */
@Injectable()
export class Recovery {
  constructor(
    private readonly queue: DeliveryQueue,
    private readonly catalogue: EndpointCatalogue,
    private readonly throttles: Throttles,
    private readonly events: DeliveryEvents,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs before the first attempt: counts earlier sends against the rate limits, resumes the pauses that targets asked for, returns
   * abandoned deliveries to the queue, and cancels those of removed endpoints. Rejects when the store does not answer.
   */
  async run(): Promise<void> {
    if (this.throttles.shared) await this.#reviewHeld();
    else await this.#seedThrottles();
    await this.rescue();
    for (const removed of this.catalogue.removed()) await cancelRemoved(this.queue, this.events, removed);
  }

  /** Returns deliveries with expired leases to the queue. */
  async rescue(): Promise<void> {
    const count = await this.queue.rescue();
    if (count > 0) this.events.publish({ kind: 'rescued', count });
  }

  /** Where nodes share the limits, the ledger has the earlier sends and pauses, and says how long held deliveries still wait. */
  async #reviewHeld(): Promise<void> {
    const held = new Set(await this.queue.held());
    for (const { id, rateLimits } of this.catalogue.all().filter(({ id }) => held.has(id))) {
      this.throttles.of(id, rateLimits);
      this.throttles.heldAtStart.next(id);
    }
  }

  async #seedThrottles(): Promise<void> {
    const endpoints = this.catalogue.all();
    const window = Math.max(
      0,
      ...endpoints.flatMap(({ rateLimits }) => rateLimits.map(({ windowMs }) => windowMs)),
    );
    const now = this.clock.now();
    const sends = await this.queue.recentSends(now - window);
    for (const endpoint of endpoints) this.throttles.seed(endpoint, sends, steadyNow() - now);
    const slowed = await this.queue.slowed(endpoints.map(({ id }) => id));
    for (const { endpointId, until } of slowed)
      this.throttles.adoptPause(endpointId, steadyNow() + until - this.clock.now());
    // Pauses and limits that an earlier process waited for may have ended, or been changed, since.
    for (const endpointId of await this.queue.held()) this.throttles.eased.next(endpointId);
  }
}
