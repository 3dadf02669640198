import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { NonOverlapping } from '../../timing/non-overlapping.js';
import { DeliveryQueue } from '../../store/delivery-queue.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { steadyNow } from '../../timing/steady-now.js';
import { Throttles } from '../rate-limit/throttles.service.js';

const SWEEP_EVERY_MS = 1_000;
/** Time for which deliveries of a removed endpoint are cancelled, ms: longer than any attempt that a node may still be making. */
const SWEEP_FOR_MS = 15 * 60_000;

/** Cancels the pending deliveries of endpoints that are removed while the gateway runs, and adapts the throttles of changed ones. */
@Injectable()
export class RemovedEndpoints implements OnApplicationBootstrap {
  /** Removed endpoints by id, with the end of their sweep; steady clock, ms. */
  readonly #removed = new Map<string, number>();
  #known: ReadonlySet<string> = new Set();

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly throttles: Throttles,
    private readonly queue: DeliveryQueue,
    private readonly events: DeliveryEvents,
  ) {}

  onApplicationBootstrap(): void {
    this.#known = this.#ids();
    this.catalogue.changes.subscribe(() => this.#changed());
  }

  /** Cancels deliveries that became pending after the removal: retries of attempts that were in flight, on any node. */
  @Interval(SWEEP_EVERY_MS)
  @NonOverlapping
  async sweep(): Promise<void> {
    for (const [id, until] of this.#removed) {
      if (until < steadyNow()) this.#removed.delete(id);
      await this.#cancel(id);
    }
  }

  #changed(): void {
    const ids = this.#ids();
    for (const id of this.#known) if (!ids.has(id)) this.#removed.set(id, steadyNow() + SWEEP_FOR_MS);
    for (const id of ids) this.#removed.delete(id);
    this.#known = ids;
    for (const { id, rateLimits } of this.catalogue.all()) this.throttles.adapt(id, rateLimits);
  }

  async #cancel(id: string): Promise<void> {
    const removed = this.catalogue.removed().find((endpoint) => endpoint.id === id);
    try {
      await cancelRemoved(this.queue, this.events, { id, webhookId: removed?.webhookId ?? id });
    } catch (error) {
      this.events.publish({ kind: 'store-failing', during: 'cancelling deliveries', error });
    }
  }

  #ids(): Set<string> {
    return new Set(this.catalogue.all().map(({ id }) => id));
  }
}

/** Cancels the pending deliveries of one removed endpoint. Rejects when the store does not answer. */
export async function cancelRemoved(
  queue: DeliveryQueue,
  events: DeliveryEvents,
  { id, webhookId }: { readonly id: string; readonly webhookId: string },
): Promise<void> {
  const reason = 'endpoint_removed';
  const count = await queue.cancelPending(id, reason);
  if (count > 0) events.publish({ kind: 'cancelled', webhookId, count, reason });
}
