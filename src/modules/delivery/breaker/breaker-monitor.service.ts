import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { NonOverlapping } from '../../timing/non-overlapping.js';
import type { Endpoint } from '../../model/endpoint.js';
import { DeliveryQueue } from '../../store/delivery-queue.js';
import { steadyNow } from '../../timing/steady-now.js';
import { Throttles } from '../rate-limit/throttles.service.js';
import { CircuitBreakers } from './circuit-breakers.service.js';
import { BreakerSync } from './breaker-sync.service.js';

/** How soon what another node knows of an endpoint is known here, and a probe follows its pause; ms. */
const EVERY_MS = 500;

/** What an operator changes when an endpoint is fixed. */
type Switches = Pick<Endpoint, 'disabled' | 'url'>;

/** Looks after failing endpoints: hears of other nodes' findings, has them probed, and begins anew with enabled ones. */
@Injectable()
export class BreakerMonitor implements OnModuleInit {
  #known: ReadonlyMap<string, Switches> = new Map();

  constructor(
    private readonly sync: BreakerSync,
    private readonly breakers: CircuitBreakers,
    private readonly throttles: Throttles,
    private readonly catalogue: EndpointCatalogue,
    private readonly queue: DeliveryQueue,
  ) {}

  onModuleInit(): void {
    this.#note();
    this.catalogue.changes.subscribe(() => this.#note());
  }

  @Interval(EVERY_MS)
  @NonOverlapping
  async look(): Promise<void> {
    try {
      await this.sync.catchUp();
      this.breakers.publishTransitions();
      await Promise.all(this.breakers.endpointIds().map((id) => this.tend(id)));
    } catch {
      // The store does not answer. Whoever claims and settles says so, and here it is tried again in a moment.
    }
  }

  /** Writes what this node knows of one endpoint, and takes its probe where one is due and something is queued. */
  async tend(endpointId: string): Promise<void> {
    await this.sync.write(endpointId);
    const endpoint = this.catalogue.find(endpointId);
    if (!endpoint || endpoint.disabled || this.breakers.snapshot(endpointId).probeInMs !== 0) return;
    // Nothing is sent during a pause that the target asked for: the probe would come to nothing.
    if (this.throttles.pauseMs(endpointId, steadyNow()) > 0) return;
    if (await this.#hasDue(endpointId)) await this.sync.probe(endpointId, endpoint.timeoutMs);
  }

  /** A probe that is granted where nothing waits would only keep the others from theirs. */
  async #hasDue(endpointId: string): Promise<boolean> {
    return (await this.queue.nextDueInMs([endpointId])) === 0;
  }

  /**
   * An operator who enables an endpoint, or gives it another URL, has fixed it: what it did before no longer counts
   * against it.
   */
  #note(): void {
    const before = this.#known;
    this.#known = new Map(this.catalogue.all().map(({ id, disabled, url }) => [id, { disabled, url }]));
    for (const [id, { disabled, url }] of this.#known) {
      const was = before.get(id);
      if (!was || disabled || (was.url === url && !was.disabled)) continue;
      this.throttles.lift(id);
      this.breakers.reset(id);
      void this.sync.write(id);
    }
  }
}
