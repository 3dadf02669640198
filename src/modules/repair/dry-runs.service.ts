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

/** The events that a replay would consider. */
export interface ReplayDryRun extends DryRun<EventSummary> {
  /** Those that the replay would skip: the endpoint has a delivery of them, whatever became of it. */
  readonly thereAlready: number;
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
  async events(filter: EventFilter, endpoint: Endpoint): Promise<ReplayDryRun> {
    const until = performance.now() + BUDGET_MS;
    const sample: EventSummary[] = [];
    let [count, thereAlready] = [0, 0];
    for (let after: Position | null = null; ;) {
      const { matching, next } = await this.replays.page(endpoint, filter, { limit: PAGE_ROWS, after });
      const events = matching.map(({ event }) => event);
      count += events.length;
      thereAlready += await this.#countOfThose(events, endpoint);
      sample.push(...events.slice(0, SAMPLE_ROWS - sample.length));
      if (next === null || performance.now() > until) {
        const byEndpoint = new Map([[endpoint.id, count]]);
        return { count, thereAlready, complete: next === null, byEndpoint, sample };
      }
      after = next;
    }
  }

  /** Counts the events that the endpoint has a delivery of. */
  async #countOfThose(events: readonly EventSummary[], endpoint: Endpoint): Promise<number> {
    const sent = events.map(({ id, deliveries }) => ({
      id,
      made: Object.values(deliveries).reduce((sum, each) => sum + each, 0),
    }));
    const ids = sent.flatMap(({ id, made }) => (made > 0 ? [id] : []));
    if (ids.length === 0) return 0;
    const all = sent.reduce((sum, { made }) => sum + made, 0);
    const deliveries = await this.history.deliveriesOfEvents(ids, all);
    const there = deliveries.filter(({ endpointId }) => endpointId === endpoint.id);
    return new Set(there.map(({ eventId }) => eventId)).size;
  }
}
