import { isDeepStrictEqual } from 'node:util';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { Quiet } from '../../model/quiet.js';
import { RepairStore } from '../../store/repair-store.js';
import { pauseFor } from '../../timing/pause-for.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { Dispatcher } from '../queue/dispatcher.service.js';
import { HeldDeliveries } from '../rate-limit/held-deliveries.service.js';

/** Pause before a failed write is repeated, ms; doubles with each further failure up to the maximum. */
const RETRY_MS = 250;
const RETRY_MAX_MS = 5_000;
/** Time after which held deliveries are looked at again, ms: another node may have held one by the old hours. */
const AGAIN_MS = 5_000;

/**
 * Makes the deliveries that quiet hours hold due again when those of their endpoint change, and once at the start, since they may have
 * changed while the gateway was down: each turn then decides anew. Each node does so for itself, after it has stored the results that
 * it had at that moment.
 */
@Injectable()
export class QuietReleases implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #known = new Map<string, Quiet | null>();
  #stopping = false;

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly repair: RepairStore,
    private readonly held: HeldDeliveries,
    private readonly dispatcher: Dispatcher,
    private readonly events: DeliveryEvents,
  ) {}

  onApplicationBootstrap(): void {
    this.#known = this.#current();
    this.catalogue.changes.subscribe(() => this.#changed());
    for (const id of this.#known.keys()) void this.#release(id);
  }

  beforeApplicationShutdown(): void {
    this.#stopping = true;
  }

  #changed(): void {
    const current = this.#current();
    const before = this.#known;
    this.#known = current;
    for (const [id, quiet] of current)
      if (before.has(id) && !isDeepStrictEqual(quiet, before.get(id))) void this.#releaseTwice(id);
  }

  async #releaseTwice(id: string): Promise<void> {
    await this.held.allStored();
    await this.#release(id);
    await pauseFor(AGAIN_MS);
    if (!this.#stopping) await this.#release(id);
  }

  async #release(id: string): Promise<void> {
    for (let tries = 0; !this.#stopping; tries++) {
      try {
        await this.repair.releaseQuiet(id);
        return this.dispatcher.wake();
      } catch (error) {
        this.events.publish({ kind: 'store-failing', during: 'making deliveries due', error });
        await pauseFor(Math.min(RETRY_MS * 2 ** tries, RETRY_MAX_MS));
      }
    }
  }

  #current(): Map<string, Quiet | null> {
    return new Map(this.catalogue.all().map(({ id, quiet }) => [id, quiet]));
  }
}
