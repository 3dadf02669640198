import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { NonOverlapping } from '../../timing/non-overlapping.js';
import { NodeRegistry } from '../../store/node-registry.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';

/** Largest number of deliveries of one lane in memory, where this node is alone. */
export const LANE_CAPACITY = 256;

const HEARTBEAT_EVERY_MS = 5_000;

/** Limits of one lane where other nodes share the work: `least`, or `times` its concurrency where that is more. */
const FRESH = { least: 64, times: 4 };
const CLAIMED = { least: 16, times: 2 };

/** Full batches that a lane has room for: one that is sent, and one that gathers. */
const BATCHES = 2;

/** Deliveries to prefetch for a probe where the endpoint has a TTL: the oldest may expire before it is sent. */
const TTL_CANDIDATES = 32;

/**
 * Limits the deliveries of each lane that this node holds in memory. Where other nodes share the work, a node holds only the
 * deliveries it will send soon, so that the other nodes find the rest in the store. Counts the nodes by a heartbeat.
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

  /** Reports this node as alive and counts the nodes; while the store does not answer, the last count stays. */
  @Interval(HEARTBEAT_EVERY_MS)
  @NonOverlapping
  async beat(): Promise<void> {
    try {
      this.#nodes = await this.registry.heartbeat();
    } catch (error) {
      this.events.publish({ kind: 'store-failing', during: 'telling the other nodes of this one', error });
    }
  }

  /** Number of deliveries of the lane in memory below which fresh ones are held there. */
  fresh(endpointId: string): number {
    return this.#limit(endpointId, FRESH);
  }

  /** Number of deliveries of the lane in memory up to which claims fill it. */
  claimed(endpointId: string): number {
    return this.#limit(endpointId, CLAIMED);
  }

  /** Number of deliveries to hold while the breaker lets only a few pass. */
  candidates(endpointId: string): number {
    const ttlMs = this.catalogue.find(endpointId)?.retry.ttlMs ?? null;
    return ttlMs === null ? 1 : TTL_CANDIDATES;
  }

  #limit(endpointId: string, { least, times }: { least: number; times: number }): number {
    const endpoint = this.catalogue.find(endpointId);
    const batches = (endpoint?.batch?.max ?? 0) * BATCHES;
    if (this.#nodes === 1) return Math.max(LANE_CAPACITY, batches);
    return Math.max(least, times * (endpoint?.concurrency ?? 1), batches);
  }
}
