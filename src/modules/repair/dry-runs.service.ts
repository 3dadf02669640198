import { Injectable } from '@nestjs/common';
import type { Endpoint } from '../model/endpoint.js';
import {
  HistoryStore,
  type DeliveryFilter,
  type DeliverySummary,
  type EventFilter,
  type EventSummary,
  type Position,
} from '../store/history-store.js';
import { ReplaySource } from './replay-source.service.js';

/** Time for counting, ms: the caller waits for the answer, which is then the count so far. */
const BUDGET_MS = 2_000;
const SAMPLE_ROWS = 10;
const PAGE_ROWS = 200;

/** The rows that an operation would touch. */
export interface DryRun<Row> {
  readonly count: number;
  /** False: counting took longer than its budget, and there are more. */
  readonly complete: boolean;
  /** The count by the ids of the endpoints. */
  readonly byEndpoint: ReadonlyMap<string, number>;
  /** The newest rows. */
  readonly sample: readonly Row[];
}

/** Counts the rows that match a filter, as far as {@link BUDGET_MS} allows. */
@Injectable()
export class DryRuns {
  constructor(
    private readonly history: HistoryStore,
    private readonly replays: ReplaySource,
  ) {}

  async deliveries(filter: DeliveryFilter): Promise<DryRun<DeliverySummary>> {
    const until = performance.now() + BUDGET_MS;
    const { rows: sample } = await this.history.deliveries(filter, { limit: SAMPLE_ROWS, after: null });
    const byEndpoint = new Map<string, number>();
    let total = 0;
    for (let after: Position | null = null; ;) {
      const { next, ...counted } = await this.history.count(filter, after);
      total += counted.count;
      for (const [id, count] of counted.byEndpoint) byEndpoint.set(id, (byEndpoint.get(id) ?? 0) + count);
      if (next === null || performance.now() > until)
        return { count: total, complete: next === null, byEndpoint, sample };
      after = next;
    }
  }

  /** Counts the events that a replay to the endpoint would consider. */
  async events(filter: EventFilter, endpoint: Endpoint): Promise<DryRun<EventSummary>> {
    const until = performance.now() + BUDGET_MS;
    const sample: EventSummary[] = [];
    let count = 0;
    for (let after: Position | null = null; ;) {
      const { matching, next } = await this.replays.page(endpoint, filter, { limit: PAGE_ROWS, after });
      count += matching.length;
      sample.push(...matching.slice(0, SAMPLE_ROWS - sample.length).map(({ event }) => event));
      if (next === null || performance.now() > until)
        return { count, complete: next === null, byEndpoint: new Map([[endpoint.id, count]]), sample };
      after = next;
    }
  }
}
