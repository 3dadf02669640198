import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { OneAtATime } from '../../model/one-at-a-time.js';
import { NodeRegistry } from '../../store/node-registry.js';
import { PrefetchLimits } from './prefetch-limits.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';

const BEAT_EVERY_MS = 5_000;
/** In company, the places of a lane for fresh deliveries and for claims: so many, or so many times its concurrency. */
const FRESH = { least: 64, times: 4 };
const CLAIMED = { least: 16, times: 2 };

/** Where deliveries become too old, the few of a probe or a ramp are chosen from so many: the first may be about to. */
const CHOICE = 32;

/**
 * Whether other nodes share the work. In company a node keeps to itself only what it will send soon: the rest waits
 * in the store, where the others find it.
 */
@Injectable()
export class ClusterSize extends PrefetchLimits implements OnApplicationBootstrap {
  #nodes = 1;

  constructor(
    private readonly registry: NodeRegistry,
    private readonly catalogue: EndpointCatalogue,
    private readonly events: DeliveryEvents,
  ) {
    super();
  }

  onApplicationBootstrap(): Promise<void> {
    return this.beat();
  }

  @Interval(BEAT_EVERY_MS)
  @OneAtATime
  async beat(): Promise<void> {
    try {
      this.#nodes = await this.registry.beat();
    } catch (error) {
      this.events.publish({ kind: 'store-failing', during: 'telling the other nodes of this one', error });
    }
  }

  override fresh(endpointId: string): number {
    return this.#depth(endpointId, FRESH) ?? super.fresh(endpointId);
  }

  override claimed(endpointId: string): number {
    return this.#depth(endpointId, CLAIMED) ?? super.claimed(endpointId);
  }

  override choice(endpointId: string): number {
    const ttlMs = this.catalogue.find(endpointId)?.retry.ttlMs ?? null;
    return ttlMs === null ? super.choice(endpointId) : CHOICE;
  }

  /** Null when this node is alone. */
  #depth(endpointId: string, { least, times }: { least: number; times: number }): number | null {
    if (this.#nodes === 1) return null;
    const concurrency = this.catalogue.find(endpointId)?.concurrency ?? 1;
    return Math.max(least, times * concurrency);
  }
}
