import { randomUUID } from 'node:crypto';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { isOrdered, type LeasedDelivery } from '../model/delivery.js';
import { DeliveryQueue } from '../store/delivery-queue.js';
import type { Position } from '../store/history-store.js';
import { UpkeepStore } from '../store/upkeep-store.js';
import { Dispatcher } from './dispatcher.service.js';
import { EXPIRED } from './next-state.js';
import { DeliveryNotices } from './notices.service.js';
import { Recorder } from './recorder.service.js';
import type { Report } from './report.js';

const EVERY_MS = 1_000;
/** One node does it for all; one that dies loses its turn. */
const TURN_MS = 10_000;
/** Deliveries of one write, and bytes of their events' data: small enough that nobody waits for it. */
const BATCH = 100;
const BATCH_BYTES = 8 * 1024 * 1024;
const LEASE_MS = 20_000;

/**
 * Gives up what has become too old while it waited: behind a breaker, a pause, a rate limit, for an endpoint that is disabled. A
 * lane would only find it when its turn comes, one after the other while it probes, and so might never get to a probe.
 */
@Injectable()
export class Expiry implements BeforeApplicationShutdown {
  #sweeping = false;
  #closed = false;

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly upkeep: UpkeepStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly recorder: Recorder,
    private readonly dispatcher: Dispatcher,
    private readonly notices: DeliveryNotices,
  ) {}

  @Interval(EVERY_MS)
  async sweep(): Promise<void> {
    if (this.#sweeping || this.#closed) return;
    this.#sweeping = true;
    try {
      await this.#sweepAll();
    } catch (error) {
      this.notices.post({ kind: 'store-failing', during: 'giving up what is too old', error });
    } finally {
      this.#sweeping = false;
    }
  }

  beforeApplicationShutdown(): void {
    this.#closed = true;
  }

  async #sweepAll(): Promise<void> {
    const ttls = this.#ttls();
    if (ttls.size === 0 || !(await this.upkeep.turn('expiry', TURN_MS))) return;
    let after: Position | null = null;
    do {
      const bounds = { limit: BATCH, maxBytes: BATCH_BYTES, leaseToken: randomUUID(), leaseMs: LEASE_MS };
      const claim = await this.queue.claimExpired({ ttls, after, ...bounds });
      await this.#giveUp(claim.deliveries);
      after = claim.next;
      // A long sweep keeps its turn by asking for it again.
    } while (after !== null && !this.#closed && (await this.upkeep.turn('expiry', TURN_MS)));
  }

  #ttls(): Map<string, number> {
    const limited = this.catalogue
      .all()
      .flatMap(({ id, retry: { ttlMs } }) => (ttlMs === null ? [] : [{ id, ttlMs }]));
    return new Map(limited.map(({ id, ttlMs }) => [id, ttlMs]));
  }

  async #giveUp(deliveries: readonly LeasedDelivery[]): Promise<void> {
    if (deliveries.length === 0) return;
    const results = await this.recorder.write(deliveries.map(expired));
    for (const result of results) this.recorder.over(result);
    // Who waited behind one of them is due from this moment.
    if (deliveries.some(isOrdered)) this.dispatcher.wake();
  }
}

function expired(delivery: LeasedDelivery): Report {
  const next = { state: 'failed', reason: EXPIRED } as const;
  return { delivery, attempt: null, outcome: null, next, maxRetries: 0 };
}
