import { randomBytes } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { merge, Subject, type Observable } from 'rxjs';
import { CircuitBreakers } from '../../delivery/breaker/circuit-breakers.service.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { endpointState } from '../../endpoints/endpoint-view.js';
import { EventViews } from '../../history/event-views.service.js';
import { OperationViews } from '../../history/operation-views.service.js';
import { isoTimeOrNull } from '../../model/iso-time.js';
import { breakerState, isRecovering } from '../../model/lane-states.js';
import { HistoryStore, type ChangeMark, type Changes } from '../../store/history-store.js';
import { Ring, type Message } from './ring.js';
import { Seen } from './seen.js';

/** Between two looks at the store while somebody listens, ms. */
const LOOK_EVERY_MS = 400;
/** For so long after the last listener has gone, ms, looks go on: it may come back. */
const LINGER_MS = 30_000;
const KEPT = 2_000;

/** The kinds of messages. `reset`: something was missed, load anew. */
export const TYPES = ['event', 'attempt', 'delivery', 'endpoint', 'operation', 'reset'] as const;

/**
 * What happens, as messages for those who listen; nothing is done while nobody does. The store is asked, not the
 * pipeline: it knows what every gateway does, and a flood costs one look instead of a message for each delivery.
 */
@Injectable()
export class Activity implements OnModuleDestroy {
  readonly #logger = new Logger('Stream');
  readonly #ring = new Ring(KEPT, randomBytes(4).toString('hex'));
  readonly #seen = new Seen(20_000);
  readonly #messages = new Subject<Message>();
  readonly #endpoints = new Map<string, string>();
  #listeners = 0;
  #timer: NodeJS.Timeout | null = null;
  #silentSince = 0;
  #mark: ChangeMark | null = null;
  #stopped = false;
  /** Completes when the gateway stops. */
  readonly messages: Observable<Message> = this.#messages.asObservable();

  constructor(
    private readonly history: HistoryStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly breakers: CircuitBreakers,
    private readonly views: EventViews,
    operations: OperationViews,
  ) {
    merge(catalogue.changes, breakers.changes).subscribe(() => this.#lookAtEndpoints());
    operations.progress.subscribe((operation) => {
      if (this.#timer) this.#tell('operation', operation);
    });
  }

  onModuleDestroy(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#messages.complete();
  }

  /** Somebody listens from now on, until it leaves. */
  async join(): Promise<void> {
    this.#listeners++;
    if (this.#timer === null && !this.#stopped) await this.#begin();
  }

  /** What came after that id; null where that cannot be known. */
  missedSince(lastId: string): readonly Message[] | null {
    return this.#ring.after(lastId);
  }

  leave(): void {
    this.#listeners--;
    this.#silentSince = performance.now();
  }

  async #begin(): Promise<void> {
    this.#timer = setTimeout(() => void this.#look(), LOOK_EVERY_MS);
    this.#lookAtEndpoints();
    this.#mark = (await this.history.changes(null)).mark;
  }

  async #look(): Promise<void> {
    try {
      const changes = await this.history.changes(this.#mark);
      this.#mark = changes.mark;
      this.#tellAll(changes);
    } catch (error) {
      this.#logger.warn({ err: error }, 'The store does not say what is new; it is asked again');
    }
    const idle = this.#listeners === 0 && performance.now() - this.#silentSince > LINGER_MS;
    this.#timer = idle || this.#stopped ? null : setTimeout(() => void this.#look(), LOOK_EVERY_MS);
  }

  #tellAll({ events, attempts, deliveries, more }: Changes): void {
    if (more) this.#tell('reset', { reason: 'More has happened than can be told one by one.' });
    for (const event of events.toReversed()) {
      if (this.#seen.isNew(event.id)) this.#tell('event', this.views.view(event));
    }
    const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
    for (const { id, deliveryId, number, outcome, status, durationMs } of attempts) {
      const of = byId.get(deliveryId);
      if (!of || !this.#seen.isNew(`attempt ${id}`)) continue;
      this.#tell('attempt', {
        delivery_id: deliveryId,
        webhook_id: of.webhookId,
        event: of.type,
        number,
        outcome,
        status,
        duration_ms: durationMs,
        next_attempt_at: isoTimeOrNull(of.nextAttemptAt),
      });
    }
    for (const delivery of deliveries) {
      const { id, state, attempts: made, settledAt } = delivery;
      if (this.#seen.isNew(`${id} ${state} ${made} ${settledAt}`)) {
        this.#tell('delivery', this.views.delivery(delivery));
      }
    }
  }

  /** Those whose state or breaker is another than it was. */
  #lookAtEndpoints(): void {
    for (const endpoint of this.catalogue.all()) {
      const { id, webhookId } = endpoint;
      const stage = this.breakers.state(id);
      const breaker = { breaker: breakerState(stage), recovering: isRecovering(stage) };
      const state = { state: endpointState(endpoint), ...breaker };
      const before = this.#endpoints.get(id);
      const now = JSON.stringify(state);
      this.#endpoints.set(id, now);
      if (this.#timer && before !== undefined && before !== now) {
        this.#tell('endpoint', { id, webhook_id: webhookId, ...state });
      }
    }
  }

  #tell(type: (typeof TYPES)[number], data: object): void {
    this.#messages.next(this.#ring.add(type, data));
  }
}
