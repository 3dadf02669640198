import { Injectable } from '@nestjs/common';
import { uuidOf } from '../../history/query/paging.js';
import { parseJson } from '../../model/exact-json.js';
import { Repairs } from '../../repair/repairs.service.js';
import { HistoryStore, type DeliverySummary } from '../../store/history-store.js';
import type { CarriedAction, Effect } from '../press/carried-action.js';

const STATES: Readonly<Record<string, string>> = {
  delivered: 'it was delivered',
  pending: 'it is pending already',
  sending: 'it is being sent now',
  cancelled: 'it was cancelled',
};

/** Redelivers the failed delivery that a system event tells of. */
@Injectable()
export class RedeliverAction {
  constructor(
    private readonly repairs: Repairs,
    private readonly history: HistoryStore,
  ) {}

  async run({ message }: CarriedAction): Promise<Effect> {
    const { delivery_id: given } = parseJson(message.event.data) as { delivery_id?: unknown };
    const id = typeof given === 'string' ? uuidOf(given) : null;
    const delivery = id === null ? undefined : (await this.history.deliveriesById([id]))[0];
    if (!delivery) return refused(null, 'The failed delivery is no longer kept.');
    // A press that is repeated after a crash must not send a delivered message twice.
    if (delivery.state !== 'failed')
      return refused(delivery, `There is nothing to redeliver: ${STATES[delivery.state]}.`);
    const result = await this.repairs.redeliver(delivery.id);
    if (result.kind === 'unknown') return refused(delivery, 'The failed delivery is no longer kept.');
    if (result.kind === 'refused') return refused(delivery, result.message);
    const to = `${delivery.type} to ${delivery.webhookId}`;
    return { kind: 'done', target: delivery.id, message: `The delivery of ${to} is sent again.` };
  }
}

function refused(delivery: DeliverySummary | null, message: string): Effect {
  return { kind: 'refused', target: delivery?.id ?? null, message };
}
