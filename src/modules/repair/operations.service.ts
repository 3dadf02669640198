import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { DeliveryHandoff } from '../model/delivery-handoff.js';
import { NonOverlapping } from '../timing/non-overlapping.js';
import { sortableId } from '../model/sortable-id.js';
import {
  RepairStore,
  type Advanced,
  type NewOperation,
  type Operation,
  type OperationHold,
} from '../store/repair-store.js';
import { runOperation } from './operation-runner.js';
import { RepairEvents } from './repair-events.service.js';
import { ReplaySource } from './replay-source.service.js';

/** Operations that run at once on all nodes, at most. */
export const RUNNING_MAX = 20;
/** Time between two polls for operations that no node holds, ms. */
const POLL_EVERY_MS = 1_000;
/** The lease of an operation, ms; each step renews it. Longer than the longest pause between two steps, a second. */
const LEASE_MS = 5_000;

/** Starts and runs operations. A node runs those it holds a lease of; after a crash another node takes them up. */
@Injectable()
export class Operations implements BeforeApplicationShutdown {
  readonly #logger = new Logger('Operations');
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(
    private readonly repair: RepairStore,
    private readonly replays: ReplaySource,
    private readonly catalogue: EndpointCatalogue,
    private readonly handoff: DeliveryHandoff,
    private readonly events: RepairEvents,
  ) {}

  /** Stores an operation, which starts at once; null where {@link RUNNING_MAX} are running. */
  async start(asked: Omit<NewOperation, 'id'>): Promise<Operation | null> {
    if ((await this.repair.running()) >= RUNNING_MAX) return null;
    const operation = await this.repair.start({ ...asked, id: sortableId() });
    this.events.progress.next(operation);
    void this.poll();
    return operation;
  }

  /** Takes up every running operation that no node holds. */
  @Interval(POLL_EVERY_MS)
  @NonOverlapping
  async poll(): Promise<void> {
    try {
      while (!this.#stopping.signal.aborted && (await this.#takeOne()));
    } catch (error) {
      this.#logger.error({ err: error }, 'The store failed while looking for operations; it is tried again');
    }
  }

  /** Ends every operation between two steps; another node, or the next start, continues it. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running);
  }

  async #takeOne(): Promise<boolean> {
    const hold = { token: randomUUID(), leaseMs: LEASE_MS };
    const operation = await this.repair.take(hold.token, hold.leaseMs);
    if (!operation) return false;
    const run = this.#run(operation, { ...hold, id: operation.id }).finally(() => this.#running.delete(run));
    this.#running.add(run);
    return true;
  }

  async #run(operation: Operation, hold: OperationHold): Promise<void> {
    const { repair, replays, catalogue } = this;
    const onProgress = (advanced: Operation | Advanced): void => this.#publish(advanced);
    try {
      await runOperation(operation, hold, { repair, replays, catalogue, onProgress }, this.#stopping.signal);
      await repair.release(hold);
    } catch (error) {
      // The lease expires, and a node takes the operation up where its row stands.
      const message = 'The store failed during an operation; it goes on';
      this.#logger.error({ err: error, operation: hold.id }, message);
    }
  }

  #publish(operation: Operation | Advanced): void {
    this.handoff.wake();
    this.events.progress.next(operation);
    if (operation.kind === 'cancel' && 'changed' in operation)
      for (const [webhookId, count] of operation.changed) this.events.cancelled.next({ webhookId, count });
    if (operation.state === 'done') this.#logger.log(summary(operation));
  }
}

function summary({ kind, id, succeeded, processed }: Operation): string {
  return `🛠️ Operation ${kind} ${id} is done: ${succeeded} of ${processed} deliveries`;
}
