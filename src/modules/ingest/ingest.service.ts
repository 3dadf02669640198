import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { FILTER_TOO_COSTLY } from '../endpoints/filter/filter-work.js';
import type { Takers } from '../endpoints/filter/takers.js';
import { Clock } from '../model/clock.js';
import type { Endpoint } from '../model/endpoint.js';
import type { GatewayEvent } from '../model/event.js';
import { jobIdOf } from '../model/job-id.js';
import { orderKeys } from '../model/order-key.js';
import { sortableId } from '../model/sortable-id.js';
import { DeliveryHandoff, LEASE_MS } from '../model/delivery-handoff.js';
import { Pace } from '../model/pace.js';
import { steadyNow } from '../model/steady-now.js';
import { EventStore, type Acceptance, type AcceptResult, type NewDelivery } from '../store/event-store.js';
import { inAcceptanceSpans } from './acceptance-span.js';
import type { NewEvent } from './new-event.js';
import { WaitingAcceptances } from './waiting-acceptances.js';

export interface Receipt {
  readonly kind: 'accepted' | 'duplicate' | 'conflict';
  readonly event: GatewayEvent;
  readonly deliveries: readonly { readonly id: string; readonly webhookId: string }[];
}

/** Takes events in: matched, stored durably, then handed to the pipeline. */
@Injectable()
export class IngestService {
  readonly #accepted = new Subject<Receipt>();
  /** Every event newly taken in. */
  readonly accepted: Observable<Receipt> = this.#accepted.asObservable();
  readonly #waiting = new WaitingAcceptances();

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly events: EventStore,
    private readonly handoff: DeliveryHandoff,
    private readonly clock: Clock,
  ) {}

  /** Unix time, ms. */
  now(): number {
    return this.clock.now();
  }

  /**
   * Resolves once the event and its deliveries are on disk.
   *
   * @throws GatewayError `store_full`, `store_unavailable` when they are not, `unavailable` when too much waits already; then
   * nothing was accepted
   */
  async accept(taken: NewEvent): Promise<Receipt> {
    return (await this.acceptAll([taken]))[0]!;
  }

  /**
   * The same for several events, in one transaction and in their order. Of two with one id the second is a duplicate of
   * the first, or in conflict with it.
   *
   * @throws GatewayError `store_full`, `store_unavailable`, `unavailable`; then none of them was accepted
   */
  acceptAll(taken: readonly NewEvent[]): Promise<Receipt[]> {
    return inAcceptanceSpans(taken, (traced) => this.#waiting.during(traced, () => this.#acceptAll(traced)));
  }

  async #acceptAll(taken: readonly NewEvent[]): Promise<Receipt[]> {
    const wanted = await this.#wanted(taken);
    await this.handoff.room(endpointsOf(wanted.map(({ takers }) => takers)));
    const acceptances = taken.map((one, at) => this.#acceptance(one, wanted[at]!, at));
    const leaseUntil = steadyNow() + LEASE_MS;
    let results: readonly AcceptResult[] = [];
    try {
      results = await this.events.accept(acceptances, LEASE_MS);
    } finally {
      acceptances.forEach((acceptance, at) => {
        if (results[at]?.kind !== 'accepted') this.#withdraw(acceptance);
      });
    }
    return acceptances.map((acceptance, at) => this.#receipt(acceptance, results[at]!, leaseUntil));
  }

  /** Of each event its takers. Between two of them others get their turn where filters take long. */
  async #wanted(taken: readonly NewEvent[]): Promise<Takers[]> {
    const pace = new Pace();
    const wanted: Takers[] = [];
    for (const { event, about } of taken) {
      const found = this.catalogue.takers(event, pace);
      const takers = found instanceof Promise ? await found : found;
      wanted.push(about === undefined ? takers : without(about, takers));
    }
    return wanted;
  }

  #acceptance(
    { event, contentHash, job }: NewEvent,
    { takers: endpoints, tooCostly }: Takers,
    place: number,
  ): Acceptance {
    const bytes = event.data.length;
    const keys = orderKeys(job, endpoints);
    const deliveries = endpoints.map((endpoint, at) => ({
      id: sortableId(),
      endpointId: endpoint.id,
      webhookId: endpoint.webhookId,
      leaseToken: this.handoff.reserve(endpoint.id, bytes),
      orderKey: keys[at] ?? null,
    }));
    const all = tooCostly.length === 0 ? deliveries : [...deliveries, ...tooCostly.map(failedDelivery)];
    return { event, contentHash, jobId: jobIdOf(job), place, deliveries: all };
  }

  #receipt(acceptance: Acceptance, result: AcceptResult, leaseUntil: number): Receipt {
    const { event, deliveries } = acceptance;
    if (result.kind === 'duplicate') return { kind: 'duplicate', event, deliveries: result.deliveries };
    if (result.kind === 'conflict') return { kind: 'conflict', event, deliveries: [] };
    const receipt: Receipt = { kind: 'accepted', event, deliveries };
    this.#accepted.next(receipt);
    this.#handOver(acceptance, leaseUntil, result.waiting);
    this.#tellFailed(acceptance);
    return receipt;
  }

  /** What waits for its turn comes by itself, when the one before it is settled. */
  #handOver({ event, deliveries }: Acceptance, leaseUntil: number, waiting: readonly string[] = []): void {
    for (const { id, endpointId, webhookId, leaseToken, orderKey = null, failed } of deliveries) {
      const waits = waiting.includes(id);
      if (failed !== undefined) continue;
      if (leaseToken === null) {
        if (!waits) this.handoff.wake();
      } else if (waits) {
        this.handoff.withdraw(endpointId, event.data.length);
      } else {
        const origin = { attempts: 0, createdAt: event.acceptedAt, orderKey };
        this.handoff.deliver({ id, event, endpointId, webhookId, leaseToken, ...origin }, leaseUntil);
      }
    }
  }

  #tellFailed({ event, jobId = null, deliveries }: Acceptance): void {
    for (const { id, endpointId, webhookId, failed } of deliveries) {
      if (failed === undefined) continue;
      const about = { id: event.id, type: event.type, jobId };
      const origin = { attempts: 0, createdAt: event.acceptedAt, orderKey: null };
      this.handoff.failed({ id, event: about, endpointId, webhookId, ...origin }, failed);
    }
  }

  #withdraw({ event, deliveries }: Acceptance): void {
    for (const { endpointId, leaseToken } of deliveries) {
      if (leaseToken !== null) this.handoff.withdraw(endpointId, event.data.length);
    }
  }
}

function without(about: string, { takers, tooCostly }: Takers): Takers {
  const others = (endpoints: readonly Endpoint[]) => endpoints.filter(({ id }) => id !== about);
  return { takers: others(takers), tooCostly: others(tooCostly) };
}

function failedDelivery({ id: endpointId, webhookId }: Endpoint): NewDelivery {
  return { id: sortableId(), endpointId, webhookId, leaseToken: null, failed: FILTER_TOO_COSTLY };
}

/** Each endpoint once; the usual single event costs no set. */
function endpointsOf(wanted: readonly (readonly Endpoint[])[]): readonly string[] {
  if (wanted.length === 1) return wanted[0]!.map(({ id }) => id);
  return [...new Set(wanted.flatMap((endpoints) => endpoints.map(({ id }) => id)))];
}
