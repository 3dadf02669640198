import { randomBytes } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { listenerView } from '../../actions/list/listener-view.js';
import { DeliveryPresenter } from '../../history/delivery.presenter.js';
import { EventPresenter } from '../../history/event.presenter.js';
import { isoTimeOrNull } from '../../model/iso-time.js';
import type { STREAM_MESSAGE_TYPES } from '../../model/stream-message-types.js';
import { OperationPresenter } from '../../repair/operation.presenter.js';
import { HistoryStore, type ChangeMark, type Changes } from '../../store/history-store.js';
import { RecentKeys } from './recent-keys.js';
import { ReplayBuffer, type Message } from './replay-buffer.js';
import { StateChanges } from './state-changes.service.js';

/** Time between two polls of the store, ms. */
const POLL_EVERY_MS = 400;
/** Time, ms, for which polling goes on without listeners: one that was disconnected may come back. */
const LINGER_MS = 30_000;
/** Messages kept for listeners that come back. */
const KEPT_MESSAGES = 2_000;
/** Keys of published changes that are remembered: the changes of two polls overlap. */
const REMEMBERED_KEYS = 20_000;

/**
 * Publishes the changes on all nodes as messages while there are listeners. It polls the store instead of the pipeline:
 * the store knows the work of every node, and a flood of deliveries costs one query instead of a message each.
 */
@Injectable()
export class ActivityStream implements OnModuleDestroy {
  readonly #logger = new Logger('Stream');
  readonly #kept = new ReplayBuffer(KEPT_MESSAGES, randomBytes(4).toString('hex'));
  readonly #published = new RecentKeys(REMEMBERED_KEYS);
  readonly #messages = new Subject<Message>();
  #listeners = 0;
  #timer: NodeJS.Timeout | null = null;
  #lastLeftAt = 0;
  #mark: ChangeMark | null = null;
  #stopped = false;
  /** Completes when the gateway stops. */
  readonly messages: Observable<Message> = this.#messages.asObservable();

  constructor(
    private readonly history: HistoryStore,
    private readonly events: EventPresenter,
    private readonly deliveries: DeliveryPresenter,
    private readonly states: StateChanges,
    operations: OperationPresenter,
  ) {
    states.endpoints.changes.subscribe((endpoint) => {
      if (this.#timer) this.#publish('endpoint', endpoint);
    });
    states.listeners.changes.subscribe((listener) => {
      if (this.#timer) this.#publish('buttons', listenerView(listener));
    });
    operations.progress.subscribe((operation) => {
      if (this.#timer) this.#publish('operation', operation);
    });
  }

  onModuleDestroy(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#messages.complete();
  }

  /** Adds a listener; the first one starts the polling. */
  async join(): Promise<void> {
    this.#listeners++;
    if (this.#timer === null && !this.#stopped) await this.#start();
  }

  /** Removes a listener. */
  leave(): void {
    this.#listeners--;
    this.#lastLeftAt = performance.now();
  }

  /** The messages after that id; null where the id is unknown or no longer kept. */
  missedSince(lastId: string): readonly Message[] | null {
    return this.#kept.after(lastId);
  }

  async #start(): Promise<void> {
    // Nobody has followed the changes since the last listener left.
    this.#kept.clear();
    this.states.endpoints.compare();
    this.#timer = setTimeout(() => void this.#poll(), POLL_EVERY_MS);
    this.#mark = (await this.history.changes(null)).mark;
    await this.states.incidents.next();
    await this.states.erasures.next();
  }

  async #poll(): Promise<void> {
    try {
      const changes = await this.history.changes(this.#mark);
      this.#mark = changes.mark;
      this.#publishChanges(changes);
      for (const incident of await this.states.incidents.next()) this.#publish('incident', incident);
      if (await this.states.erasures.next()) this.#forget();
    } catch (error) {
      this.#logger.warn({ err: error }, 'The store does not say what is new; it is asked again');
    }
    const isIdle = this.#listeners === 0 && performance.now() - this.#lastLeftAt > LINGER_MS;
    this.#timer = isIdle || this.#stopped ? null : setTimeout(() => void this.#poll(), POLL_EVERY_MS);
  }

  /** Takes an erased job out of the messages kept, and tells listeners, which may have kept some themselves. */
  #forget(): void {
    this.#kept.clear();
    this.#publish('reset', { reason: 'A job was erased.' });
  }

  #publishChanges({ events, attempts, deliveries, more }: Changes): void {
    if (more)
      this.#publish('reset', {
        reason: 'More has happened than can be told one by one: some messages were left out.',
      });
    for (const event of events.toReversed())
      if (this.#published.add(event.id)) this.#publish('event', this.events.summary(event));
    const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
    for (const { id, deliveryId, number, outcome, status, durationMs } of attempts) {
      const delivery = byId.get(deliveryId);
      if (!delivery || !this.#published.add(`attempt ${id}`)) continue;
      this.#publish('attempt', {
        delivery_id: deliveryId,
        webhook_id: delivery.webhookId,
        event: delivery.type,
        number,
        outcome,
        status,
        duration_ms: durationMs,
        next_attempt_at: isoTimeOrNull(delivery.nextAttemptAt),
      });
    }
    for (const delivery of deliveries) {
      const { id, state, attempts: made, settledAt } = delivery;
      if (this.#published.add(`${id} ${state} ${made} ${settledAt}`))
        this.#publish('delivery', this.deliveries.summary(delivery));
    }
  }

  #publish(type: (typeof STREAM_MESSAGE_TYPES)[number], data: object): void {
    this.#messages.next(this.#kept.add(type, data));
  }
}
