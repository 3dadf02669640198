import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { sortableId } from '../../model/sortable-id.js';
import {
  ErasureStore,
  type ErasedCounts,
  type Erasure,
  type ErasureHold,
} from '../../store/erasure-store.js';
import { ErasedMemory } from './erased-memory.service.js';
import { CANCELLED_BY_OPERATOR, RepairStore } from '../../store/repair-store.js';
import { NonOverlapping } from '../../timing/non-overlapping.js';
import { counted } from '../../model/counted.js';

/** Time between two polls for erasures that no node holds, ms. */
const POLL_EVERY_MS = 1_000;
/** The lease of an erasure, ms; each step renews it. */
const LEASE_MS = 10_000;
/** Events of one step, and pending deliveries that are cancelled before it, at most: other writes wait for a step. */
const EVENTS_MAX = 50;
const CANCELLED_MAX = 200;
/** Pause before the next step where attempts are under way, ms. */
const WAIT_MS = 500;

/** The person who asked for an erasure, and the reason. */
export interface ErasureRequest {
  readonly jobId: string;
  readonly reason: string;
  readonly actor: string;
}

/**
 * Erases all that is stored about a job, step by step: pending deliveries are cancelled, settled ones are deleted with
 * their events. A node runs the erasures it holds a lease of; after a crash another node takes them up.
 */
@Injectable()
export class Erasures implements BeforeApplicationShutdown {
  readonly #logger = new Logger('Erasures');
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: ErasureStore,
    private readonly repair: RepairStore,
    private readonly memory: ErasedMemory,
  ) {}

  count(jobId: string): Promise<ErasedCounts> {
    return this.store.count(jobId);
  }

  /** Stores an erasure, which starts at once. */
  async start({ jobId, reason, actor }: ErasureRequest): Promise<Erasure> {
    const erasure = await this.store.start({
      id: sortableId(),
      jobId,
      jobDigest: digestOf(jobId),
      reason,
      actor,
    });
    void this.poll();
    return erasure;
  }

  /** Works off every running erasure that no node holds. */
  @Interval(POLL_EVERY_MS)
  @NonOverlapping
  async poll(): Promise<void> {
    this.#running = this.#workOff();
    await this.#running;
  }

  /** Ends every erasure between two steps; another node, or the next start, continues it. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #workOff(): Promise<void> {
    try {
      while (!this.#stopping.signal.aborted) {
        const token = randomUUID();
        const erasure = await this.store.take(token, LEASE_MS);
        if (erasure === null) return;
        await this.#run(erasure, { id: erasure.id, token, leaseMs: LEASE_MS });
      }
    } catch (error) {
      this.#logger.error({ err: error }, 'The store failed during an erasure; it goes on');
    }
  }

  async #run({ jobId }: Erasure, hold: ErasureHold): Promise<void> {
    if (jobId === null) return;
    while (!this.#stopping.signal.aborted) {
      for (const id of await this.store.pending(jobId, CANCELLED_MAX))
        await this.repair.cancel(id, CANCELLED_BY_OPERATOR);
      const step = await this.store.step(hold, EVENTS_MAX);
      if (step === null) return;
      if (step.erasure.state === 'done') {
        this.#done(step.erasure);
        return this.memory.forget(jobId);
      }
      if (step.waits)
        await sleep(WAIT_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  #done({ id, events, deliveries, attempts }: Erasure): void {
    this.#logger.log(
      `🧹 Erasure ${id} is done: ${counted(events, 'event')}, ${counted(deliveries, 'delivery')}, ${counted(attempts, 'attempt')} of one job`,
    );
  }
}

/** Digest that replaces a job's id: SHA-256 as hex, by which one can tell that this job was erased. */
export function digestOf(jobId: string): string {
  return createHash('sha256').update(jobId).digest('hex');
}
