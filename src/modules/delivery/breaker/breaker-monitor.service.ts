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

/** Delay at most until changes of other nodes arrive, and until a due probe is claimed, ms. */
const POLL_EVERY_MS = 500;

/** The settings that an operator changes when fixing an endpoint. */
type Switches = Pick<Endpoint, 'disabled' | 'url'>;

/** Watches failing endpoints: adopts the changes of other nodes, claims due probes, and resets the breakers of fixed endpoints. */
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

  /** Watches the catalogue for endpoints that are enabled or get another URL. */
  onModuleInit(): void {
    this.#resetFixed();
    this.catalogue.changes.subscribe(() => this.#resetFixed());
  }

  /** Runs one round over all breakers; never rejects. */
  @Interval(POLL_EVERY_MS)
  @NonOverlapping
  async poll(): Promise<void> {
    try {
      await this.sync.catchUp();
      this.breakers.publishTransitions();
      await Promise.all(this.breakers.endpointIds().map((id) => this.syncAndProbe(id)));
    } catch {
      // The store does not answer. Claims and settlements report that; the next round tries again.
    }
  }

  /** Stores the local state of one endpoint, and claims its probe where one is due and a delivery is queued for it. */
  async syncAndProbe(endpointId: string): Promise<void> {
    await this.sync.write(endpointId);
    const endpoint = this.catalogue.find(endpointId);
    if (!endpoint || endpoint.disabled || this.breakers.snapshot(endpointId).probeInMs !== 0) return;
    // Nothing is sent during a pause that the target asked for, so the claimed probe would pass unused.
    if (this.throttles.pauseMs(endpointId, steadyNow()) > 0) return;
    if (await this.#hasDue(endpointId)) await this.sync.probe(endpointId, endpoint.timeoutMs);
  }

  /** True when a delivery is due. A probe claimed without one would only keep other nodes from probing. */
  async #hasDue(endpointId: string): Promise<boolean> {
    return (await this.queue.nextDueInMs([endpointId])) === 0;
  }

  /** Resets the breaker of each endpoint that an operator has enabled or given another URL: its old failures no longer count. */
  #resetFixed(): void {
    const before = this.#known;
    this.#known = new Map(this.catalogue.all().map(({ id, disabled, url }) => [id, { disabled, url }]));
    for (const [id, { disabled, url }] of this.#known) {
      const previous = before.get(id);
      if (!previous || disabled || (previous.url === url && !previous.disabled)) continue;
      this.throttles.endPause(id);
      void this.sync.reset(id);
    }
  }
}
