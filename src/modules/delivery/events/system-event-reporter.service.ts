import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { Endpoint } from '../../model/endpoint.js';
import {
  DELIVERY_EXHAUSTED,
  ENDPOINT_DISABLED,
  ENDPOINT_FAILING,
  ENDPOINT_RECOVERED,
  isSystemEvent,
  SystemEvents,
  type SystemEvent,
} from '../../model/system-events.js';
import { SerialQueue } from '../../model/serial-queue.js';
import { UpkeepStore } from '../../store/upkeep-store.js';
import { EndpointStore } from '../../store/endpoint-store.js';
import { certificateExpiring } from './certificate-messages.js';
import {
  endpointDisabled,
  deliveryExhausted,
  endpointFailing,
  endpointRecovered,
  type FailedDelivery,
} from './system-event-messages.js';
import { ReportBudget } from './report-budget.js';
import type { DeliveryEvent } from './delivery-event.js';
import { DeliveryEvents } from './delivery-events.service.js';
import type { SettledReport, ReportedDelivery } from '../report.js';
import { steadyNow } from '../../timing/steady-now.js';

/** Time between two checks whether delayed reports may be sent, ms. */
const FLUSH_EVERY_MS = 1_000;
/** Pause before a report that the store did not take is stored again, ms. */
const RETRY_MS = 1_000;
/** Largest number of reports that wait for the store; further ones are dropped, because the API shows the state itself. */
const WAITING_MAX = 1_000;

/** Turns state changes of endpoints into system events (`webhook.*`) for the endpoints that subscribe to them. */
@Injectable()
export class SystemEventReporter implements OnModuleDestroy {
  readonly #budgets = new Map<string, ReportBudget<FailedDelivery>>();
  readonly #stopping = new AbortController();
  readonly #reports = new SerialQueue();

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly endpoints: EndpointStore,
    private readonly events: SystemEvents,
    private readonly deliveryEvents: DeliveryEvents,
    private readonly upkeep: UpkeepStore,
  ) {
    deliveryEvents.stream.subscribe((event) => this.#onDeliveryEvent(event));
  }

  /** Reports the failed deliveries that have gathered, as far as each endpoint's budget allows. */
  @Interval(FLUSH_EVERY_MS)
  flush(): void {
    for (const [endpointId, budget] of this.#budgets)
      this.#reportExhausted(endpointId, budget.take(steadyNow()));
  }

  /** Reports all gathered failures, because they are kept in memory only, and resolves when the reports under way are stored. */
  async onModuleDestroy(): Promise<void> {
    for (const [endpointId, budget] of this.#budgets) this.#reportExhausted(endpointId, budget.flush());
    this.#stopping.abort();
    await this.#reports.settled();
  }

  #onDeliveryEvent(event: DeliveryEvent): void {
    if (event.kind === 'settled') this.#onSettled(event);
    else if (event.kind === 'failing')
      this.#withEndpoint(event.health.endpointId, (endpoint) =>
        this.#reportHeld(ENDPOINT_FAILING, endpoint, (held) => endpointFailing(endpoint, event.health, held)),
      );
    else if (event.kind === 'recovered')
      this.#withEndpoint(event.health.endpointId, (endpoint) =>
        this.#reportHeld(ENDPOINT_RECOVERED, endpoint, (held) => endpointRecovered(endpoint, event, held)),
      );
    else if (event.kind === 'certificate-expiring') this.#report(certificateExpiring(event.certificate));
    else if (event.kind === 'endpoint-disabled' && !event.quiet)
      this.#withEndpoint(event.endpointId, (endpoint) => this.#queue(() => this.#reportDisabled(endpoint)));
  }

  #withEndpoint(endpointId: string, report: (endpoint: Endpoint) => void): void {
    const endpoint = this.catalogue.find(endpointId);
    if (endpoint) report(endpoint);
  }

  #onSettled({ report, settled }: SettledReport<ReportedDelivery>): void {
    const { delivery, attempt, next } = report;
    if (!settled || next?.state !== 'failed' || isSystemEvent(delivery.event.type)) return;
    const { endpointId } = delivery;
    if (!this.#hasSubscriber(DELIVERY_EXHAUSTED, endpointId)) return;
    const budget = this.#budgets.get(endpointId) ?? new ReportBudget<FailedDelivery>();
    this.#budgets.set(endpointId, budget);
    budget.add({ delivery, attempt, reason: next.reason });
    this.#reportExhausted(endpointId, budget.take(steadyNow()));
  }

  #reportExhausted(endpointId: string, ended: { latest: FailedDelivery; count: number } | null): void {
    if (ended)
      this.#withEndpoint(endpointId, (endpoint) =>
        this.#report(deliveryExhausted(endpoint, ended.latest, ended.count)),
      );
  }

  /** Reports the stored reason and time, so that several nodes that disable an endpoint together make the same event. */
  async #reportDisabled(endpoint: Endpoint): Promise<void> {
    await this.catalogue.save();
    const stored = (await this.endpoints.list()).find(({ id }) => id === endpoint.id);
    if (!stored?.disabled || !this.#hasSubscriber(ENDPOINT_DISABLED, endpoint.id)) return;
    await this.#store(endpointDisabled(endpoint, stored.disabled, await this.#held(endpoint)));
  }

  /** Reports an event that tells the number of deliveries on hold, which is counted only where someone is told. */
  #reportHeld(type: string, endpoint: Endpoint, make: (held: number | null) => SystemEvent): void {
    this.#queue(async () => {
      if (this.#hasSubscriber(type, endpoint.id)) await this.#store(make(await this.#held(endpoint)));
    });
  }

  /** Counts the deliveries on hold; null where the store gives no count, because the report matters more. */
  async #held({ id }: Endpoint): Promise<number | null> {
    const queues = await this.upkeep.queues(id).catch(() => null);
    return queues && (queues[0]?.queued ?? 0);
  }

  #report(event: SystemEvent): void {
    this.#queue(() => this.#store(event));
  }

  async #store(event: SystemEvent): Promise<void> {
    if (this.#hasSubscriber(event.type, event.about)) await this.events.emit(event);
  }

  /** True when another endpoint subscribes to the type; without a subscriber no event is stored. */
  #hasSubscriber(type: string, about: string): boolean {
    return this.catalogue.subscribedTo(type).some(({ id }) => id !== about);
  }

  /** Runs the work after all earlier work, and repeats it until it succeeds or the gateway stops. */
  #queue(work: () => Promise<void>): void {
    if (this.#reports.size < WAITING_MAX) void this.#reports.run(() => this.#untilStored(work));
  }

  async #untilStored(work: () => Promise<void>): Promise<void> {
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
