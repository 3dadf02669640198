import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { Endpoint } from '../../model/endpoint.js';
import {
  DELIVERY_EXHAUSTED,
  isSystemEvent,
  SystemEvents,
  type SystemEvent,
} from '../../model/system-events.js';
import { EndpointStore } from '../../store/endpoint-store.js';
import { expiring } from './certificate-messages.js';
import { disabled, exhausted, failing, recovered, type Ended } from './system-event-messages.js';
import { ExhaustedBudget } from './exhausted-budget.js';
import type { DeliveryEvent } from './delivery-event.js';
import { DeliveryEvents } from './delivery-events.service.js';
import type { SettledReport, ToldDelivery } from '../report.js';
import { steadyNow } from '../../timing/steady-now.js';

/** How often it is looked whether what was held back may be said, ms. */
const LOOK_MS = 1_000;
/** Pause before a report the store did not take is tried again, ms. */
const RETRY_MS = 1_000;
/** Reports that wait for the store at most; further ones are dropped, for the state itself can be read anywhere. */
const WAITING_MAX = 1_000;

/** Reports what becomes of endpoints as events, to those endpoints that want to hear of it. */
@Injectable()
export class SystemEventReporter implements OnModuleDestroy {
  readonly #budgets = new Map<string, ExhaustedBudget<Ended>>();
  readonly #stopping = new AbortController();
  #said: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly endpoints: EndpointStore,
    private readonly events: SystemEvents,
    private readonly deliveryEvents: DeliveryEvents,
  ) {
    deliveryEvents.stream.subscribe((event) => this.#noticed(event));
  }

  /** Says what has come together since, where its time has come. */
  @Interval(LOOK_MS)
  look(): void {
    for (const [endpointId, budget] of this.#budgets)
      this.#sayExhausted(endpointId, budget.take(steadyNow()));
  }

  /** What was held back is said now: after this process nobody remembers it. */
  async onModuleDestroy(): Promise<void> {
    for (const [endpointId, budget] of this.#budgets) this.#sayExhausted(endpointId, budget.rest());
    this.#stopping.abort();
    await this.#said;
  }

  #noticed(event: DeliveryEvent): void {
    if (event.kind === 'settled') this.#settled(event);
    else if (event.kind === 'failing')
      this.#about(event.health.endpointId, (endpoint) => this.#say(failing(endpoint, event.health)));
    else if (event.kind === 'recovered')
      this.#about(event.health.endpointId, (endpoint) =>
        this.#say(recovered(endpoint, event.health, event.openedAt)),
      );
    else if (event.kind === 'certificate-expiring') this.#say(expiring(event.certificate));
    else if (event.kind === 'endpoint-disabled' && !event.quiet)
      this.#about(event.endpointId, (endpoint) => this.#queue(() => this.#sayDisabled(endpoint)));
  }

  #about(endpointId: string, say: (endpoint: Endpoint) => void): void {
    const endpoint = this.catalogue.find(endpointId);
    if (endpoint) say(endpoint);
  }

  #settled({ report, settled }: SettledReport<ToldDelivery>): void {
    const { delivery, attempt, next } = report;
    if (!settled || next?.state !== 'failed' || isSystemEvent(delivery.event.type)) return;
    const { endpointId } = delivery;
    if (!this.#isWanted(DELIVERY_EXHAUSTED, endpointId)) return;
    const budget = this.#budgets.get(endpointId) ?? new ExhaustedBudget<Ended>();
    this.#budgets.set(endpointId, budget);
    budget.add({ delivery, attempt, reason: next.reason });
    this.#sayExhausted(endpointId, budget.take(steadyNow()));
  }

  #sayExhausted(endpointId: string, ended: { latest: Ended; count: number } | null): void {
    if (ended)
      this.#about(endpointId, (endpoint) => this.#say(exhausted(endpoint, ended.latest, ended.count)));
  }

  /** By what is stored, which is the same for all nodes that have found it out at the same time. */
  async #sayDisabled(endpoint: Endpoint): Promise<void> {
    await this.catalogue.save();
    const stored = (await this.endpoints.list()).find(({ id }) => id === endpoint.id);
    if (stored?.disabled) await this.#store(disabled(endpoint, stored.disabled));
  }

  #say(event: SystemEvent): void {
    this.#queue(() => this.#store(event));
  }

  async #store(event: SystemEvent): Promise<void> {
    if (this.#isWanted(event.type, event.about)) await this.events.emit(event);
  }

  /** Nobody to tell: nothing is stored. */
  #isWanted(type: string, about: string): boolean {
    return this.catalogue.subscribedTo(type).some(({ id }) => id !== about);
  }

  /** One after the other, each until the store has taken it or the gateway stops. */
  #queue(work: () => Promise<void>): void {
    if (this.#waiting >= WAITING_MAX) return;
    this.#waiting++;
    this.#said = this.#said.then(() => this.#persistently(work)).finally(() => this.#waiting--);
  }

  async #persistently(work: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopping;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        this.deliveryEvents.publish({ kind: 'store-failing', during: 'reporting on an endpoint', error });
        if (signal.aborted) return;
        await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
