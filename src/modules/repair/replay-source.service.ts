import { Injectable } from '@nestjs/common';
import { FILTER_TOO_COSTLY } from '../endpoints/filter/filter-work.js';
import { filterVerdict } from '../endpoints/filter/subscribers.js';
import { DIGEST_EVENT } from '../model/digest.js';
import type { Endpoint } from '../model/endpoint.js';
import { subscribes } from '../model/subscribes.js';
import { parseJson } from '../model/exact-json.js';
import { subjectIdOf } from '../model/job-id.js';
import { jobKey } from '../model/order-key.js';
import { Pace } from '../timing/pace.js';
import { sortableId } from '../model/sortable-id.js';
import { EventStore } from '../store/event-store.js';
import {
  HistoryStore,
  type EventFilter,
  type EventSummary,
  type PageRequest,
  type Position,
} from '../store/history-store.js';
import type { ReplayedDelivery } from '../store/repair-store.js';

/** An event that an endpoint subscribes to. */
interface Matching {
  readonly event: EventSummary;
  /** True: the filter takes too many steps on the event, so its delivery fails for that reason. */
  readonly tooCostly: boolean;
}

/** A part of the result; `next` is null after the last part. */
interface MatchingPage {
  readonly matching: readonly Matching[];
  readonly next: Position | null;
}

/** Finds the stored events that a replay brings to an endpoint: those that its patterns and its filter match. */
@Injectable()
export class ReplaySource {
  constructor(
    private readonly history: HistoryStore,
    private readonly events: EventStore,
  ) {}

  async page(endpoint: Endpoint, filter: EventFilter, page: PageRequest): Promise<MatchingPage> {
    const { rows, next } = await this.history.events(filter, page);
    return { matching: await this.#filterMatching(endpoint, rows), next };
  }

  /** The deliveries that a replay makes of a page, in the order of its events. */
  async deliveries(
    endpoint: Endpoint,
    filter: EventFilter,
    page: PageRequest,
  ): Promise<{ readonly deliveries: readonly ReplayedDelivery[]; readonly next: Position | null }> {
    const { matching, next } = await this.page(endpoint, filter, page);
    const deliveries: ReplayedDelivery[] = [];
    for (const { event, tooCostly } of matching)
      deliveries.push({
        id: sortableId(),
        eventId: event.id,
        webhookId: endpoint.webhookId,
        ...(tooCostly
          ? { failed: FILTER_TOO_COSTLY }
          : { orderKey: await this.#orderKeyOf(event, endpoint) }),
      });
    return { deliveries, next };
  }

  /** Reads the data of the events only where the endpoint has a filter. */
  async #filterMatching(endpoint: Endpoint, rows: readonly EventSummary[]): Promise<readonly Matching[]> {
    // A digest belongs to the endpoint whose messages it sums up: no subscription brings it to another.
    const typed = rows.filter(({ type }) => type !== DIGEST_EVENT && subscribes(endpoint, type));
    if (endpoint.filter === null) return typed.map((event) => ({ event, tooCostly: false }));
    const matching: Matching[] = [];
    const pace = new Pace();
    for (const event of typed) {
      const stored = await this.events.find(event.id);
      const verdict = stored === null ? 'blocked' : filterVerdict(endpoint, stored, pace);
      if (pace.isDue) await pace.rest();
      if (verdict !== 'blocked') matching.push({ event, tooCostly: verdict === 'too_costly' });
    }
    return matching;
  }

  /** The order key of the event's job where the endpoint keeps the order of jobs. A long job id stands in the data only. */
  async #orderKeyOf({ id, jobId }: EventSummary, { ordering }: Endpoint): Promise<string | null> {
    if (ordering !== 'job') return null;
    if (jobId !== null) return jobKey(jobId);
    const event = await this.events.find(id);
    return event && jobKey(subjectIdOf(event.type, parseJson(event.data) as object));
  }
}
