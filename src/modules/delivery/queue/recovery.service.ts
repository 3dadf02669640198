import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../../model/clock.js';
import { DeliveryQueue } from '../../store/delivery-queue.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { steadyNow } from '../../timing/steady-now.js';
import { Throttles } from '../rate-limit/throttles.service.js';

/** Puts right what an earlier process, or a node that died, left behind. */
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
   * Before anything is sent: earlier sends count against the limits, endpoints that asked for fewer requests pause on, abandoned
   * deliveries return to the queue.
   */
  async run(): Promise<void> {
    await this.#seedThrottles();
    await this.rescue();
    await this.#cancelForRemoved();
  }

  async rescue(): Promise<void> {
    const count = await this.queue.rescue();
    if (count > 0) this.events.publish({ kind: 'rescued', count });
  }

  /** Where nodes share the limits, the ledger has what earlier ones have sent, and their pauses. */
  async #seedThrottles(): Promise<void> {
    if (this.throttles.shared) return;
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
      this.throttles.follow(endpointId, steadyNow() + until - this.clock.now());
  }

  async #cancelForRemoved(): Promise<void> {
    const reason = 'endpoint_removed';
    for (const { id, webhookId } of this.catalogue.removed()) {
      const count = await this.queue.cancelPending(id, reason);
      if (count > 0) this.events.publish({ kind: 'cancelled', webhookId, count, reason });
    }
  }
}
