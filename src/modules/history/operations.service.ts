import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Subject, type Observable } from 'rxjs';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { DeliveryHandoff } from '../model/delivery-handoff.js';
import { OneAtATime } from '../model/one-at-a-time.js';
import { EventStore } from '../store/event-store.js';
import { HistoryStore } from '../store/history-store.js';
import { RepairStore, type Advanced, type Operation, type OperationHold } from '../store/repair-store.js';
import { runOperation } from './operation-runner.js';

/** How soon a node takes up what another has left, ms. */
const LOOK_EVERY_MS = 1_000;
/** Longer than any pause between two steps (a second): each step renews it. Until then nobody takes up what a crash left. */
const LEASE_MS = 5_000;

/** Deliveries of one endpoint that an operator has cancelled. */
export interface Cancelled {
  readonly webhookId: string;
  readonly count: number;
}

/** Works running operations off: one node each, and another one goes on where it ends. */
@Injectable()
export class Operations implements BeforeApplicationShutdown {
  readonly #logger = new Logger('Operations');
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  readonly #progress = new Subject<Operation>();
  readonly #cancelled = new Subject<Cancelled>();
  /** Each state of an operation that this node has brought about. */
  readonly progress: Observable<Operation> = this.#progress.asObservable();
  /** What this node has cancelled for operators, one by one and by operations. */
  readonly cancelled: Observable<Cancelled> = this.#cancelled.asObservable();

  constructor(
    private readonly repair: RepairStore,
    private readonly history: HistoryStore,
    private readonly events: EventStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly handoff: DeliveryHandoff,
  ) {}

  /** Takes up every operation that nobody works on. */
  @Interval(LOOK_EVERY_MS)
  @OneAtATime
  async look(): Promise<void> {
    try {
      while (!this.#stopping.signal.aborted && (await this.#takeOne()));
    } catch (error) {
      this.#logger.error({ err: error }, 'The store failed while looking for operations; it is tried again');
    }
  }

  announce(operation: Operation): void {
    this.#progress.next(operation);
  }

  announceCancelled(cancelled: Cancelled): void {
    this.#cancelled.next(cancelled);
  }

  /** Ends between two steps; what is left is for whoever comes next. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#underWay);
  }

  async #takeOne(): Promise<boolean> {
    const hold = { token: randomUUID(), leaseMs: LEASE_MS };
    const operation = await this.repair.take(hold.token, hold.leaseMs);
    if (!operation) return false;
    const work = this.#work(operation, { ...hold, id: operation.id }).finally(() =>
      this.#underWay.delete(work),
    );
    this.#underWay.add(work);
    return true;
  }

  async #work(operation: Operation, hold: OperationHold): Promise<void> {
    const { repair, history, events, catalogue } = this;
    const onProgress = (moved: Operation | Advanced): void => {
      this.handoff.wake();
      this.#progress.next(moved);
      if (moved.kind === 'cancel' && 'changed' in moved)
        for (const [webhookId, count] of moved.changed) this.announceCancelled({ webhookId, count });
      if (moved.state === 'done') this.#logger.log(summary(moved));
    };
    try {
      await runOperation(
        operation,
        hold,
        { repair, history, events, catalogue, onProgress },
        this.#stopping.signal,
      );
      await repair.release(hold);
    } catch (error) {
      // Its lease runs out, and it is taken up again where it stands.
      this.#logger.error(
        { err: error, operation: hold.id },
        'The store failed during an operation; it goes on',
      );
    }
  }
}

function summary({ kind, id, succeeded, processed }: Operation): string {
  return `🛠️ Operation ${kind} ${id} is done: ${succeeded} of ${processed} deliveries`;
}
