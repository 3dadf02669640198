import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../model/clock.js';
import type { GatewayEvent } from '../model/event.js';
import { Handover, LEASE_MS } from '../model/handover.js';
import { EventStore, type AcceptResult, type NewDelivery } from '../store/event-store.js';
import { inAcceptanceSpan } from './acceptance-span.js';
import type { NewEvent } from './new-event.js';
import { orderKeys } from './order-key.js';

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

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly events: EventStore,
    private readonly handover: Handover,
    private readonly clock: Clock,
  ) {}

  /** Unix time, ms. */
  now(): number {
    return this.clock.now();
  }

  /**
   * Resolves once the event and its deliveries are on disk.
   *
   * @throws GatewayError `store_full`, `store_unavailable` when they are not; then nothing was accepted
   */
  accept(given: NewEvent): Promise<Receipt> {
    return inAcceptanceSpan(given, (traced) => this.#accept(traced));
  }

  async #accept({ event, contentHash, jobId, about }: NewEvent): Promise<Receipt> {
    const bytes = event.data.length;
    const takers = this.catalogue.takers(event);
    const endpoints = about === undefined ? takers : takers.filter(({ id }) => id !== about);
    await this.handover.room(endpoints.map(({ id }) => id));
    const keys = orderKeys(event, endpoints);
    const deliveries = endpoints.map((endpoint, at) => ({
      id: randomUUIDv7(),
      endpointId: endpoint.id,
      webhookId: endpoint.webhookId,
      leaseToken: this.handover.reserve(endpoint.id, bytes),
      orderKey: keys[at] ?? null,
    }));
    let result: AcceptResult | undefined;
    try {
      [result] = await this.events.accept([{ event, contentHash, jobId, deliveries }], LEASE_MS);
    } finally {
      if (result?.kind !== 'accepted') this.#withdraw(deliveries, bytes);
    }
    if (result?.kind === 'duplicate') return { kind: 'duplicate', event, deliveries: result.deliveries };
    if (result?.kind !== 'accepted') return { kind: 'conflict', event, deliveries: [] };
    const receipt: Receipt = { kind: 'accepted', event, deliveries };
    this.#accepted.next(receipt);
    this.#handOver(event, deliveries, result.waiting);
    return receipt;
  }

  /** What waits for its turn comes by itself, when the one before it is settled. */
  #handOver(event: GatewayEvent, deliveries: readonly NewDelivery[], waiting: readonly string[] = []): void {
    for (const { id, endpointId, webhookId, leaseToken, orderKey = null } of deliveries) {
      const waits = waiting.includes(id);
      if (leaseToken === null) {
        if (!waits) this.handover.wake();
      } else if (waits) {
        this.handover.withdraw(endpointId, event.data.length);
      } else {
        const origin = { attempts: 0, createdAt: event.acceptedAt, orderKey };
        this.handover.deliver({ id, event, endpointId, webhookId, leaseToken, ...origin });
      }
    }
  }

  #withdraw(deliveries: readonly NewDelivery[], bytes: number): void {
    for (const { endpointId, leaseToken } of deliveries) {
      if (leaseToken !== null) this.handover.withdraw(endpointId, bytes);
    }
  }
}
