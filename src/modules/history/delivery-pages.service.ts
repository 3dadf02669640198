import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { Attempt } from '../model/delivery.js';
import { parseJson } from '../model/exact-json.js';
import { isoTimeOrNull } from '../model/iso-time.js';
import { RequestArchive } from '../model/request-archive.js';
import { HistoryStore, type DeliveryRecord } from '../store/history-store.js';
import { attemptView, type RequestView } from './attempt-view.js';
import { DeliveryViews } from './delivery-views.service.js';

const REMOVED =
  'The endpoint is no longer configured: the body is what was sent, the URL its last one, and its headers are not stored.';
const REMOVED_UNKNOWN = 'The endpoint is no longer configured, and what formed the body was not recorded.';
const CHANGED = 'The endpoint has been changed since: the body is what was sent, URL and headers may differ.';
const CHANGED_UNKNOWN =
  'The endpoint has been changed since, or the attempt is older than this record: it may differ.';

/** One delivery with all that is known of it. */
@Injectable()
export class DeliveryPages {
  constructor(
    private readonly history: HistoryStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly archive: RequestArchive,
    private readonly views: DeliveryViews,
  ) {}

  /** Null where there is no such delivery. */
  async view(id: string): Promise<object | null> {
    const record = await this.history.delivery(id);
    if (!record) return null;
    const { summary, event, attempts } = record;
    const outlook = this.views.outlook(summary, attempts.at(-1));
    return {
      ...this.views.view(summary),
      data: parseJson(event.data) as object,
      timestamp: event.timestamp,
      will_retry: outlook.willRetry,
      retry_reason: outlook.reason,
      retry_at: isoTimeOrNull(outlook.retryAt),
      history: attempts.map((attempt) => attemptView(attempt, this.#request(record, attempt))),
    };
  }

  #request(record: DeliveryRecord, attempt: Attempt): RequestView {
    const { summary, event } = record;
    const endpoint = this.catalogue.find(summary.endpointId);
    if (!endpoint) return this.#ofRemoved(record, attempt);
    const request = this.archive.rebuild(event, summary, endpoint, attempt.startedAt);
    if ((attempt.form ?? null) === this.archive.fingerprintOf(endpoint)) {
      return { request, exact: true, bodyExact: true, note: null };
    }
    const body = this.archive.bodyFromFingerprint(attempt.form, event, summary.webhookId);
    if (body === null) return { request, exact: false, bodyExact: false, note: CHANGED_UNKNOWN };
    return { request: { ...request, body }, exact: false, bodyExact: true, note: CHANGED };
  }

  #ofRemoved({ summary, event, maskedUrl }: DeliveryRecord, { form }: Attempt): RequestView {
    const body = this.archive.bodyFromFingerprint(form, event, summary.webhookId);
    if (body === null) return { request: null, exact: false, bodyExact: false, note: REMOVED_UNKNOWN };
    const request = { method: 'POST', url: maskedUrl, headers: {}, body } as const;
    return { request, exact: false, bodyExact: true, note: REMOVED };
  }
}
