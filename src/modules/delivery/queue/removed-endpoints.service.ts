import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { NonOverlapping } from '../../timing/non-overlapping.js';
import { DeliveryQueue } from '../../store/delivery-queue.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { steadyNow } from '../../timing/steady-now.js';
import { Throttles } from '../rate-limit/throttles.service.js';

const SWEEP_EVERY_MS = 1_000;
/** Longer than any attempt: what another node still had in its hands when an endpoint was removed is back by then. */
const SWEEP_FOR_MS = 15 * 60_000;

/** Lets lanes follow what changes of their endpoints while the gateway runs. */
@Injectable()
export class RemovedEndpoints implements OnApplicationBootstrap {
  /** Endpoints removed while this process runs, and until when what comes back for them is cancelled; steady clock. */
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

  /** Cancels what still comes back for removed endpoints: a retry of an attempt that was under way, on whatever node. */
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
    const reason = 'endpoint_removed';
    const webhookId = this.catalogue.removed().find((row) => row.id === id)?.webhookId ?? id;
    try {
      const count = await this.queue.cancelPending(id, reason);
      if (count > 0) this.events.publish({ kind: 'cancelled', webhookId, count, reason });
    } catch (error) {
      this.events.publish({ kind: 'store-failing', during: 'cancelling deliveries', error });
    }
  }

  #ids(): Set<string> {
    return new Set(this.catalogue.all().map(({ id }) => id));
  }
}
