import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { DeliveryHandoff } from '../model/delivery-handoff.js';
import { HistoryStore, type DeliverySummary } from '../store/history-store.js';
import { CANCELLED_BY_OPERATOR, RepairStore, type RetryNow } from '../store/repair-store.js';
import { Operations } from './operations.service.js';
import { uuidOf } from './uuid.js';

/** What an operator does to one delivery. Each resolves with the delivery as it is afterwards, or refuses. */
@Injectable()
export class SingleRepairs {
  constructor(
    private readonly repair: RepairStore,
    private readonly history: HistoryStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly operations: Operations,
    private readonly handoff: DeliveryHandoff,
  ) {}

  /** @throws NotFoundException, ConflictException `endpoint_removed`, `not_settled` */
  async redeliver(given: string): Promise<DeliverySummary> {
    const { id } = await this.#sendable(given);
    if ((await this.repair.redeliver(id)) !== true) {
      const message = 'Delivery is still pending; retry it now or wait.';
      throw new ConflictException({ code: 'not_settled', message });
    }
    this.handoff.wake();
    return this.#find(given);
  }

  /** @throws NotFoundException, ConflictException `not_pending` */
  async cancel(given: string): Promise<DeliverySummary> {
    const { id, webhookId } = await this.#find(given);
    if ((await this.repair.cancel(id, CANCELLED_BY_OPERATOR)) !== true) {
      const message = 'Delivery is not pending: it is being sent now, or is completed.';
      throw new ConflictException({ code: 'not_pending', message });
    }
    this.operations.announceCancelled({ webhookId, count: 1 });
    return this.#find(given);
  }

  /**
   * Makes a pending delivery due now.
   *
   * @throws NotFoundException, ConflictException `endpoint_removed`, `already_sending`, `already_settled`,
   * `waits_for_predecessor`
   */
  async retry(given: string): Promise<DeliverySummary> {
    const { id } = await this.#sendable(given);
    const done = await this.repair.retryNow(id);
    if (done.kind === 'unknown') throw missing(given);
    if (done.kind !== 'due') throw new ConflictException(refusal(done));
    this.handoff.wake();
    return this.#find(given);
  }

  async #sendable(given: string): Promise<DeliverySummary> {
    const delivery = await this.#find(given);
    if (this.catalogue.find(delivery.endpointId)) return delivery;
    const message = 'The endpoint of the delivery is no longer configured: there is nowhere to send it.';
    throw new ConflictException({ code: 'endpoint_removed', message });
  }

  async #find(given: string): Promise<DeliverySummary> {
    const id = uuidOf(given);
    const [delivery] = id === null ? [] : await this.history.deliveriesById([id]);
    if (!delivery) throw missing(given);
    return delivery;
  }
}

function missing(given: string): NotFoundException {
  return new NotFoundException(`There is no delivery ${given.slice(0, 64)}.`);
}

function refusal(done: Exclude<RetryNow, { kind: 'due' | 'unknown' }>): { code: string; message: string } {
  if (done.kind === 'sending')
    return { code: 'already_sending', message: 'Delivery is being sent now; there is nothing to retry.' };
  if (done.kind === 'settled')
    return { code: 'already_settled', message: 'Delivery is completed; redeliver it to send it again.' };
  const message = `Delivery waits for an earlier delivery of the same job; retry delivery ${done.behind} first.`;
  return { code: 'waits_for_predecessor', message };
}
