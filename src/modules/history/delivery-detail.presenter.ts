import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { isUnsent, type Attempt } from '../model/delivery.js';
import { parseJson } from '../model/exact-json.js';
import { isoTimeOrNull } from '../model/iso-time.js';
import { Redactor, type Redacted } from '../model/redactor.js';
import { RequestArchive } from '../model/request-archive.js';
import { HistoryStore, type DeliveryRecord } from '../store/history-store.js';
import { attemptView, type RebuiltRequest } from './attempt.presenter.js';
import { DeliveryPresenter } from './delivery.presenter.js';
import type { AttemptView } from './attempt.response.js';
import type { DeliveryDetailView } from './delivery.response.js';

const REMOVED =
  'The endpoint is no longer configured: the body is what was sent, the URL its last one, and its headers are not stored.';
const REMOVED_UNKNOWN = 'The endpoint is no longer configured, and what formed the body was not recorded.';
const CHANGED = 'The endpoint has been changed since: the body is what was sent, URL and headers may differ.';
const CHANGED_UNKNOWN =
  'The endpoint has been changed since, or the attempt is older than this record: it may differ.';
const MASKED = 'Fields of WEBHOOK_REDACT_FIELDS are masked here; the endpoint got their values.';
const IN_BATCH = (size: number): string =>
  `The request carried ${size} events in a batch; shown is what it would have been with this event alone.`;
const UNSENT = 'No request was made.';

/** Presents one delivery with its event and attempts, each with the request that was sent as far as it can be rebuilt. */
@Injectable()
export class DeliveryDetailPresenter {
  constructor(
    private readonly history: HistoryStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly archive: RequestArchive,
    private readonly deliveries: DeliveryPresenter,
    private readonly redactor: Redactor,
  ) {}

  /** The delivery of that id; null where the store has none. */
  async detail(id: string): Promise<DeliveryDetailView | null> {
    const record = await this.history.delivery(id);
    if (!record) return null;
    const { summary, attempts } = record;
    const redacted = this.redactor.of(record.event);
    const { event } = redacted;
    const shown = { ...record, event };
    const outlook = this.deliveries.outlook(summary, attempts.at(-1));
    return {
      ...this.deliveries.summary(summary),
      data: parseJson(event.data) as object,
      timestamp: event.timestamp,
      will_retry: outlook.willRetry,
      retry_reason: outlook.reason,
      retry_at: isoTimeOrNull(outlook.retryAt),
      history: attempts.map((attempt) =>
        redactedAttempt(attemptView(attempt, this.#request(shown, attempt)), redacted),
      ),
    };
  }

  #request(record: DeliveryRecord, attempt: Attempt): RebuiltRequest {
    if (isUnsent(attempt)) return { request: null, exact: true, bodyExact: true, note: UNSENT };
    const rebuilt = this.#ofEvent(record, attempt);
    if (!attempt.batch) return rebuilt;
    return { ...rebuilt, exact: false, bodyExact: false, note: IN_BATCH(attempt.batch.size) };
  }

  #ofEvent(record: DeliveryRecord, attempt: Attempt): RebuiltRequest {
    const { summary, event } = record;
    const endpoint = this.catalogue.find(summary.endpointId);
    if (!endpoint) return this.#requestToRemoved(record, attempt);
    const request = this.archive.rebuild(event, summary, endpoint, attempt.startedAt);
    if ((attempt.form ?? null) === this.archive.fingerprintOf(endpoint, event.type)) {
      return { request, exact: true, bodyExact: true, note: null };
    }
    const sent = this.archive.fromFingerprint(attempt.form, event, summary);
    if (sent === null) return { request, exact: false, bodyExact: false, note: CHANGED_UNKNOWN };
    return { request: { ...request, ...sent }, exact: false, bodyExact: true, note: CHANGED };
  }

  #requestToRemoved({ summary, event, maskedUrl }: DeliveryRecord, { form }: Attempt): RebuiltRequest {
    const sent = this.archive.fromFingerprint(form, event, summary);
    if (sent === null) return { request: null, exact: false, bodyExact: false, note: REMOVED_UNKNOWN };
    const request = { ...sent, url: maskedUrl, headers: {} };
    return { request, exact: false, bodyExact: true, note: REMOVED };
  }
}

/** Masks what the target may have repeated of the event's masked fields, and says that the request shows masks. */
function redactedAttempt(view: AttemptView, { masked, text }: Redacted<unknown>): AttemptView {
  if (!masked) return view;
  const { error, response, request } = view;
  return {
    ...view,
    error: error && { ...error, message: text(error.message) },
    response: response && { ...response, body: response.body && text(response.body) },
    request: request && { ...request, exact: false, body_exact: false },
    request_note: request === null ? view.request_note : MASKED,
  };
}
