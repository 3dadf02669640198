import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { NonOverlapping } from '../../timing/non-overlapping.js';
import { NodeRegistry } from '../../store/node-registry.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';

/** Deliveries of one lane in memory, at most. */
export const LANE_CAPACITY = 256;

const HEARTBEAT_MS = 5_000;

/** With other nodes, deliveries of one lane in memory: `least`, or `times` its concurrency where that is more. */
const FRESH = { least: 64, times: 4 };
const CLAIMED = { least: 16, times: 2 };

/** With a TTL, candidates for the probe of a lane that may send few: the oldest may expire before it is sent. */
const TTL_CANDIDATES = 32;

/**
 * Limits how many deliveries of each lane this node holds in memory. Where other nodes share the work, a node holds only what it
 * will send soon, so that the others find the rest in the store. Counts the nodes by a heartbeat.
 */
@Injectable()
export class PrefetchLimits implements OnApplicationBootstrap {
  #nodes = 1;

  constructor(
    private readonly registry: NodeRegistry,
    private readonly catalogue: EndpointCatalogue,
    private readonly events: DeliveryEvents,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.beat();
  }

  @Interval(HEARTBEAT_MS)
  @NonOverlapping
  async beat(): Promise<void> {
    try {
      this.#nodes = await this.registry.heartbeat();
    } catch (error) {
      this.events.publish({ kind: 'store-failing', during: 'telling the other nodes of this one', error });
    }
  }

  /** Deliveries of the lane in memory up to which fresh ones join. */
  fresh(endpointId: string): number {
    return this.#limit(endpointId, FRESH);
  }

  /** Deliveries of the lane in memory up to which a claim fills it. */
  claimed(endpointId: string): number {
    return this.#limit(endpointId, CLAIMED);
  }

  /** Candidates to hold where the breaker lets few pass: a probe, or the first after it. */
  candidates(endpointId: string): number {
    const ttlMs = this.catalogue.find(endpointId)?.retry.ttlMs ?? null;
    return ttlMs === null ? 1 : TTL_CANDIDATES;
  }

  #limit(endpointId: string, { least, times }: { least: number; times: number }): number {
    if (this.#nodes === 1) return LANE_CAPACITY;
    const concurrency = this.catalogue.find(endpointId)?.concurrency ?? 1;
    return Math.max(least, times * concurrency);
  }
}
