import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../model/clock.js';
import type { Attempt } from '../model/delivery.js';
import { isoTimeOrNull } from '../model/iso-time.js';
import { LaneStates } from '../model/lane-states.js';
import { RequestArchive } from '../model/request-archive.js';
import { HistoryStore, type DeliveryRecord } from '../store/history-store.js';
import { attemptView, type RequestView } from './attempt-view.js';
import { retryOutlook } from './retry-reason.js';
import { deliveryView } from './views.js';

const REMOVED = 'The endpoint is no longer configured: its URL and headers are not stored.';
const CHANGED =
  'The endpoint has been changed since, or the attempt is older than this record: it may differ.';

/** One delivery with all that is known of it. */
@Injectable()
export class DeliveryPages {
  constructor(
    private readonly history: HistoryStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly archive: RequestArchive,
    private readonly lanes: LaneStates,
    private readonly clock: Clock,
  ) {}

  /** Null where there is no such delivery. */
  async view(id: string): Promise<object | null> {
    const record = await this.history.delivery(id);
    if (!record) return null;
    const { summary, event, attempts } = record;
    const outlook = retryOutlook(summary, {
      last: attempts.at(-1),
      endpoint: this.catalogue.find(summary.endpointId),
      lane: this.lanes.of(summary.endpointId),
      now: this.clock.now(),
    });
    return {
      ...deliveryView(summary),
      data: JSON.parse(event.data) as object,
      timestamp: event.timestamp,
      will_retry: outlook.willRetry,
      retry_reason: outlook.reason,
      retry_at: isoTimeOrNull(outlook.retryAt),
      history: attempts.map((attempt) => attemptView(attempt, this.#request(record, attempt))),
    };
  }

  #request({ summary, event }: DeliveryRecord, { startedAt, form }: Attempt): RequestView {
    const endpoint = this.catalogue.find(summary.endpointId);
    if (!endpoint) return { request: null, exact: false, note: REMOVED };
    const request = this.archive.rebuild(event, summary, endpoint, startedAt);
    const exact = (form ?? null) === this.archive.formOf(endpoint);
    return { request, exact, note: exact ? null : CHANGED };
  }
}
