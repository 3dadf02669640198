import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { uuidOf } from '../history/query/paging.js';
import { DeliveryHandoff } from '../model/delivery-handoff.js';
import { HistoryStore, type DeliverySummary } from '../store/history-store.js';
import { CANCELLED_BY_OPERATOR, RepairStore, type RetryNow } from '../store/repair-store.js';
import { RepairEvents } from './repair-events.service.js';

/** A refusal to repair a delivery. */
interface Refused {
  readonly kind: 'refused';
  /** Short and stable, for programs. */
  readonly code: string;
  /** One sentence for people. */
  readonly message: string;
}

/** The delivery as a repair left it, or why it was not repaired; `unknown`: the store has no such delivery. */
export type RepairResult =
  { readonly kind: 'repaired'; readonly delivery: DeliverySummary } | { readonly kind: 'unknown' } | Refused;

const UNKNOWN = { kind: 'unknown' } as const;
const ENDPOINT_REMOVED = refused(
  'endpoint_removed',
  'The endpoint of the delivery is no longer configured: there is nowhere to send it.',
);
const NOT_SETTLED = refused('not_settled', 'Delivery is still pending; retry it now or wait.');
const NOT_PENDING = refused('not_pending', 'Delivery is not pending: it is being sent now, or is completed.');

/** Redelivers, retries and cancels single deliveries; {@link BulkRepairs} does so with all that match a filter. */
@Injectable()
export class Repairs {
  constructor(
    private readonly repair: RepairStore,
    private readonly history: HistoryStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly handoff: DeliveryHandoff,
    private readonly events: RepairEvents,
  ) {}

  /** Sends a completed delivery again. Refusals: `endpoint_removed`, `not_settled`. */
  async redeliver(given: string): Promise<RepairResult> {
    const delivery = await this.#find(given);
    if (!delivery) return UNKNOWN;
    if (!this.catalogue.find(delivery.endpointId)) return ENDPOINT_REMOVED;
    if ((await this.repair.redeliver(delivery.id)) !== true) return NOT_SETTLED;
    this.handoff.wake();
    return this.#repaired(given);
  }

  /**
   * Makes a pending delivery due now. Refusals: `endpoint_removed`, `already_sending`, `already_settled`,
   * `waits_for_predecessor`.
   */
  async retry(given: string): Promise<RepairResult> {
    const delivery = await this.#find(given);
    if (!delivery) return UNKNOWN;
    if (!this.catalogue.find(delivery.endpointId)) return ENDPOINT_REMOVED;
    const result = await this.repair.retryNow(delivery.id);
    if (result.kind !== 'due') return retryRefused(result);
    this.handoff.wake();
    return this.#repaired(given);
  }

  /** Cancels a pending delivery. Refusal: `not_pending`. */
  async cancel(given: string): Promise<RepairResult> {
    const delivery = await this.#find(given);
    if (!delivery) return UNKNOWN;
    if ((await this.repair.cancel(delivery.id, CANCELLED_BY_OPERATOR)) !== true) return NOT_PENDING;
    this.events.cancelled.next({ webhookId: delivery.webhookId, count: 1 });
    return this.#repaired(given);
  }

  async #repaired(given: string): Promise<RepairResult> {
    const delivery = await this.#find(given);
    return delivery ? { kind: 'repaired', delivery } : UNKNOWN;
  }

  async #find(given: string): Promise<DeliverySummary | undefined> {
    const id = uuidOf(given);
    return id === null ? undefined : (await this.history.deliveriesById([id]))[0];
  }
}

function retryRefused(result: Exclude<RetryNow, { kind: 'due' }>): RepairResult {
  switch (result.kind) {
    case 'unknown':
      return UNKNOWN;
    case 'sending':
      return refused('already_sending', 'Delivery is being sent now; there is nothing to retry.');
    case 'settled':
      return refused('already_settled', 'Delivery is completed; redeliver it to send it again.');
    case 'ordered':
      return refused(
        'waits_for_predecessor',
        `Delivery waits for an earlier delivery of the same job; retry delivery ${result.behind} first.`,
      );
  }
}

function refused(code: string, message: string): Refused {
  return { kind: 'refused', code, message };
}
