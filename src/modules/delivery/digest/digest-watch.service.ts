import { isDeepStrictEqual } from 'node:util';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { Endpoint } from '../../model/endpoint.js';
import { DigestStore } from '../../store/digest-store.js';
import { NonOverlapping } from '../../timing/non-overlapping.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { Dispatcher } from '../queue/dispatcher.service.js';
import { Storms } from './storms.service.js';

/** Time between two looks at the digests of all nodes, ms. */
const LOOK_EVERY_MS = 5_000;

type Gathering = Pick<Endpoint, 'digest' | 'quiet'>;

/**
 * Reports the state of digests to the storms, also of those that other nodes or an earlier process opened. Makes an open digest due at once
 * where the endpoint's digests or quiet hours have changed.
 */
@Injectable()
export class DigestWatch implements OnApplicationBootstrap {
  #known = new Map<string, Gathering>();
  /** Endpoints whose digests have changed since the last look. */
  #changedSince = new Set<string>();

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly digests: DigestStore,
    private readonly storms: Storms,
    private readonly events: DeliveryEvents,
    private readonly dispatcher: Dispatcher,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.#known = this.#current();
    this.catalogue.changes.subscribe(() => this.#changed());
    // An endpoint may have lost its digest while the gateway was down.
    const states = await this.#read([...this.#known.keys()]);
    this.storms.learn(states);
    for (const { endpointId, gathers } of states)
      if (gathers && !mayGather(this.#known.get(endpointId))) await this.#send(endpointId);
  }

  @Interval(LOOK_EVERY_MS)
  @NonOverlapping
  async look(): Promise<void> {
    const stormy = this.catalogue.all().flatMap(({ id, digest }) => (digest?.kind === 'storm' ? [id] : []));
    this.storms.keep(new Set(stormy));
    if (stormy.length > 0) this.storms.learn(await this.#read(stormy));
    // A delivery whose turn came before the change may have joined, or opened, a digest after it.
    const changed = this.#changedSince;
    this.#changedSince = new Set();
    for (const id of changed) await this.#send(id);
  }

  #changed(): void {
    const before = this.#known;
    this.#known = this.#current();
    for (const [id, now] of this.#known) {
      const then = before.get(id);
      if (!then || !mayGather(then) || isDeepStrictEqual(then, now)) continue;
      this.#changedSince.add(id);
      void this.#send(id);
    }
  }

  async #read(endpointIds: readonly string[]) {
    return this.digests.states(endpointIds).catch((error: unknown) => {
      this.events.publish({ kind: 'store-failing', during: 'reading the digests', error });
      return [];
    });
  }

  async #send(endpointId: string): Promise<void> {
    try {
      await this.digests.hasten(endpointId);
      this.dispatcher.wake();
    } catch (error) {
      // The digest falls due by itself.
      this.events.publish({ kind: 'store-failing', during: 'making a digest due', error });
    }
  }

  #current(): Map<string, Gathering> {
    return new Map(this.catalogue.all().map(({ id, digest, quiet }) => [id, { digest, quiet }]));
  }
}

function mayGather(endpoint: Gathering | undefined): boolean {
  return endpoint !== undefined && (endpoint.digest !== null || endpoint.quiet?.then === 'digest');
}
