import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { GatewayConfig } from '../config/gateway-config.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { FILTER_TOO_COSTLY } from '../endpoints/filter/filter-work.js';
import type { Subscribers } from '../endpoints/filter/subscribers.js';
import { Clock } from '../model/clock.js';
import type { Endpoint } from '../model/endpoint.js';
import type { GatewayEvent } from '../model/event.js';
import { jobIdOf } from '../model/job-id.js';
import { orderKeys } from '../model/order-key.js';
import { sortableId } from '../model/sortable-id.js';
import {
  DeliveryHandoff,
  LEASE_MS,
  type PlannedDelivery,
  type PlannedEvent,
  type Reservation,
} from '../model/delivery-handoff.js';
import { Pace } from '../timing/pace.js';
import { steadyNow } from '../timing/steady-now.js';
import { EventStore, type Acceptance, type AcceptResult } from '../store/event-store.js';
import { inAcceptanceSpans } from './acceptance-span.js';
import type { NewEvent } from './new-event.js';
import { AcceptanceBuffer } from './acceptance-buffer.js';

/** The result of accepting an event: stored now, stored before, or refused because another event has its id. */
export interface Receipt {
  readonly kind: 'accepted' | 'duplicate' | 'conflict';
  readonly event: GatewayEvent;
  readonly deliveries: readonly { readonly id: string; readonly webhookId: string }[];
  /** Sentence about how the data contradicts the schema of its type; absent: the data agrees with it. */
  readonly mismatch?: string;
}

/** Accepts events: finds the subscribed endpoints, stores event and deliveries durably, hands the deliveries over. */
@Injectable()
export class IngestService {
  readonly #accepted = new Subject<Receipt>();
  /** Emits the receipt of every newly accepted event. */
  readonly accepted: Observable<Receipt> = this.#accepted.asObservable();
  readonly #buffer: AcceptanceBuffer;

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly events: EventStore,
    private readonly handoff: DeliveryHandoff,
    private readonly clock: Clock,
    config: GatewayConfig,
  ) {
    this.#buffer = new AcceptanceBuffer(config.memory.acceptances);
  }

  /** Current time, Unix ms. */
  now(): number {
    return this.clock.now();
  }

  /**
   * Resolves once the event and its deliveries are on disk.
   *
   * @throws GatewayError `store_full`, `store_unavailable` when they are not, `unavailable` when too many events wait
   * for the store; then nothing was accepted
   */
  async accept(taken: NewEvent): Promise<Receipt> {
    return (await this.acceptAll([taken]))[0]!;
  }

  /**
   * Accepts several events in one transaction, in their order. Of two events with one id, the second is a duplicate of
   * the first or in conflict with it.
   *
   * @throws GatewayError `store_full`, `store_unavailable`, `unavailable`; then no event was accepted
   */
  acceptAll(taken: readonly NewEvent[]): Promise<Receipt[]> {
    return inAcceptanceSpans(taken, (traced) => this.#buffer.hold(traced, () => this.#acceptAll(traced)));
  }

  async #acceptAll(taken: readonly NewEvent[]): Promise<Receipt[]> {
    const subscribers = await this.#subscribers(taken);
    await this.handoff.capacity(endpointsOf(subscribers.map(({ endpoints }) => endpoints)));
    const planned = taken.map((one, at) => plan(one, subscribers[at]!));
    const reservations = planned.map((one) => this.handoff.reserve(one));
    const acceptances = planned.map((one, at) =>
      acceptanceOf(one, {
        contentHash: taken[at]!.contentHash,
        mismatch: taken[at]!.mismatch ?? null,
        batchIndex: at,
        reservation: reservations[at]!,
      }),
    );
    const leaseUntil = steadyNow() + LEASE_MS;
    let results: readonly AcceptResult[] = [];
    try {
      results = await this.events.accept(acceptances, LEASE_MS);
    } finally {
      for (const [at, reservation] of reservations.entries())
        if (results[at]?.kind !== 'accepted') reservation.release();
    }
    return results.map((result, at) => {
      const receipt = receiptOf(planned[at]!, result, taken[at]!.mismatch);
      if (result.kind === 'accepted') {
        this.#accepted.next(receipt);
        reservations[at]!.commit(leaseUntil, result.waiting ?? []);
      }
      return receipt;
    });
  }

  /** Finds the endpoints of each event. Yields to the event loop between two events where filters take long. */
  async #subscribers(taken: readonly NewEvent[]): Promise<Subscribers[]> {
    const pace = new Pace();
    const subscribers: Subscribers[] = [];
    for (const { event, aboutEndpointId } of taken) {
      const found = this.catalogue.subscribers(event, pace);
      const matched = found instanceof Promise ? await found : found;
      subscribers.push(aboutEndpointId === undefined ? matched : without(aboutEndpointId, matched));
    }
    return subscribers;
  }
}

function plan({ event, job }: NewEvent, { endpoints, tooCostly }: Subscribers): PlannedEvent {
  const keys = orderKeys(job, endpoints);
  const deliveries = endpoints.map(({ id: endpointId, webhookId }, at) => ({
    id: sortableId(),
    endpointId,
    webhookId,
    orderKey: keys[at] ?? null,
  }));
  const all = tooCostly.length === 0 ? deliveries : [...deliveries, ...tooCostly.map(failedDelivery)];
  return { event, jobId: jobIdOf(job), deliveries: all };
}

function failedDelivery({ id: endpointId, webhookId }: Endpoint): PlannedDelivery {
  return { id: sortableId(), endpointId, webhookId, orderKey: null, failed: FILTER_TOO_COSTLY };
}

interface AcceptanceTerms {
  readonly contentHash: string | null;
  readonly mismatch: string | null;
  readonly batchIndex: number;
  readonly reservation: Reservation;
}

function acceptanceOf(
  { event, jobId, deliveries }: PlannedEvent,
  { contentHash, mismatch, batchIndex, reservation: { leaseTokens } }: AcceptanceTerms,
): Acceptance {
  const leased = deliveries.map((delivery, at) => ({ ...delivery, leaseToken: leaseTokens[at]! }));
  return { event, contentHash, jobId, batchIndex, mismatch, deliveries: leased };
}

function receiptOf(
  { event, deliveries }: PlannedEvent,
  result: AcceptResult,
  mismatch: string | undefined,
): Receipt {
  const mark = mismatch === undefined ? {} : { mismatch };
  if (result.kind === 'duplicate')
    return { kind: 'duplicate', event, deliveries: result.deliveries, ...mark };
  return { kind: result.kind, event, deliveries: result.kind === 'conflict' ? [] : deliveries, ...mark };
}

function without(about: string, { endpoints, tooCostly }: Subscribers): Subscribers {
  const others = (endpoints: readonly Endpoint[]) => endpoints.filter(({ id }) => id !== about);
  return { endpoints: others(endpoints), tooCostly: others(tooCostly) };
}

/** Lists each endpoint once. A single event, the usual case, needs no set. */
function endpointsOf(wanted: readonly (readonly Endpoint[])[]): readonly string[] {
  if (wanted.length === 1) return wanted[0]!.map(({ id }) => id);
  return [...new Set(wanted.flatMap((endpoints) => endpoints.map(({ id }) => id)))];
}
