import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { OneAtATime } from '../model/one-at-a-time.js';
import { Handover } from '../model/handover.js';
import { DeliveryQueue } from '../store/delivery-queue.js';
import { Breakers } from './breakers.service.js';
import { SharedHealth } from './shared-health.service.js';

/** How soon what another node knows of an endpoint is known here, and a probe follows its pause; ms. */
const EVERY_MS = 500;

/** Looks after failing endpoints: hears of other nodes' findings, has them probed, and begins anew with enabled ones. */
@Injectable()
export class HealthWatch implements OnModuleInit {
  #disabled: ReadonlySet<string> = new Set();

  constructor(
    private readonly health: SharedHealth,
    private readonly breakers: Breakers,
    private readonly catalogue: EndpointCatalogue,
    private readonly queue: DeliveryQueue,
    private readonly handover: Handover,
  ) {}

  onModuleInit(): void {
    this.#noteDisabled();
    this.catalogue.changes.subscribe(() => this.#noteDisabled());
    this.breakers.changes.subscribe(({ state }) => {
      if (state !== 'open') this.handover.wake();
    });
  }

  @Interval(EVERY_MS)
  @OneAtATime
  async look(): Promise<void> {
    try {
      await this.health.catchUp();
      this.breakers.look();
      await Promise.all(this.breakers.known().map((id) => this.tend(id)));
    } catch {
      // The store does not answer. Whoever claims and settles says so, and here it is tried again in a moment.
    }
  }

  /** Writes what this node knows of one endpoint, and takes its probe where one is due and something is queued. */
  async tend(endpointId: string): Promise<void> {
    await this.health.write(endpointId);
    const endpoint = this.catalogue.find(endpointId);
    if (!endpoint || endpoint.disabled || this.breakers.local(endpointId).probeInMs !== 0) return;
    if (await this.#hasDue(endpointId)) await this.health.probe(endpointId, endpoint.timeoutMs);
  }

  /** A probe that is granted where nothing waits would only keep the others from theirs. */
  async #hasDue(endpointId: string): Promise<boolean> {
    return (await this.queue.nextDueInMs([endpointId])) === 0;
  }

  /** Who enables an endpoint has put it right: what it did before no longer counts against it. */
  #noteDisabled(): void {
    const disabled = new Set(this.catalogue.all().flatMap(({ id, disabled }) => (disabled ? [id] : [])));
    for (const id of this.#disabled) {
      if (disabled.has(id)) continue;
      this.breakers.forgive(id);
      void this.health.write(id);
    }
    this.#disabled = disabled;
  }
}
