import { Injectable } from '@nestjs/common';
import type { Endpoint } from '../model/endpoint.js';
import { EventStore } from '../store/event-store.js';
import {
  HistoryStore,
  type DeliveryFilter,
  type DeliverySummary,
  type EventFilter,
  type EventSummary,
  type Position,
} from '../store/history-store.js';
import { wantedBy } from './wanted.js';

/** How long is counted, ms, before what was counted so far is answered. */
const BUDGET_MS = 2_000;
const SAMPLE = 10;
const PAGE = 200;

/** What an operation would touch. */
export interface Survey<Row> {
  readonly count: number;
  /** False where there are more: counting took too long. */
  readonly complete: boolean;
  /** The same by the ids of the endpoints. */
  readonly byEndpoint: ReadonlyMap<string, number>;
  /** The newest of them. */
  readonly sample: readonly Row[];
}

/** Counts what a filter means, as far as that can be done while somebody waits. */
@Injectable()
export class Surveys {
  constructor(
    private readonly history: HistoryStore,
    private readonly stored: EventStore,
  ) {}

  async deliveries(filter: DeliveryFilter): Promise<Survey<DeliverySummary>> {
    const until = performance.now() + BUDGET_MS;
    const { rows } = await this.history.deliveries(filter, { limit: SAMPLE, after: null });
    const byEndpoint = new Map<string, number>();
    let total = 0;
    for (let after: Position | null = null; ;) {
      const { next, ...counted } = await this.history.count(filter, after);
      total += counted.count;
      for (const [id, count] of counted.byEndpoint) byEndpoint.set(id, (byEndpoint.get(id) ?? 0) + count);
      if (next === null || performance.now() > until)
        return { count: total, complete: next === null, byEndpoint, sample: rows };
      after = next;
    }
  }

  async events(filter: EventFilter, endpoint: Endpoint): Promise<Survey<EventSummary>> {
    const until = performance.now() + BUDGET_MS;
    const sample: EventSummary[] = [];
    let count = 0;
    for (let after: Position | null = null; ;) {
      const { rows, next } = await this.history.events(filter, { limit: PAGE, after });
      const wanted = await wantedBy(endpoint, rows, this.stored);
      count += wanted.length;
      sample.push(...wanted.slice(0, SAMPLE - sample.length).map(({ row }) => row));
      if (next === null || performance.now() > until)
        return { count, complete: next === null, byEndpoint: new Map([[endpoint.id, count]]), sample };
      after = next;
    }
  }
}
