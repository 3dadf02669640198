import { Injectable } from '@nestjs/common';
import { Clock } from '../model/clock.js';
import { ENDPOINT_HOLDERS, type EndpointHolder } from '../model/hold.js';
import { HistoryStore } from '../store/history-store.js';
import { pastDue } from '../store/upkeep-store.js';
import { OpenDeliveries, type DueNow } from './open-deliveries.service.js';
import type { StatusDeliveriesView, StatusEventsView } from './status.response.js';

const DAY_MS = 86_400_000;

/** Presents the deliveries and events of all nodes for the status. */
@Injectable()
export class DeliveryStatusPresenter {
  constructor(
    private readonly open: OpenDeliveries,
    private readonly history: HistoryStore,
    private readonly clock: Clock,
  ) {}

  async deliveries(): Promise<StatusDeliveriesView> {
    const { oldestOpenAgeMs, ...counts } = await this.open.counts();
    return { ...counts, ...dueView(await this.open.due()), oldest_open_age_ms: oldestOpenAgeMs };
  }

  async events(): Promise<StatusEventsView> {
    const now = this.clock.now();
    return { unrouted_24h: await this.history.unrouted(now - DAY_MS, now + 1) };
  }
}

/** Sums over all endpoints what is overdue and what is held. */
function dueView({
  overdue,
  held,
}: DueNow): Pick<StatusDeliveriesView, 'past_due' | 'past_due_ms' | 'held' | 'held_by'> {
  const late = pastDue(overdue);
  const none = Object.fromEntries(ENDPOINT_HOLDERS.map((holder) => [holder, 0]));
  const by = none as Record<EndpointHolder, number>;
  for (const one of held) by[one.by] += one.count;
  return { past_due: late.count, past_due_ms: late.sinceMs, held: pastDue(held).count, held_by: by };
}
