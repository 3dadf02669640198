import { SpanKind, SpanStatusCode, type Span } from '@opentelemetry/api';
import { defer, finalize, tap, type Observable } from 'rxjs';
import type { LeasedDelivery } from '../../model/delivery.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { TraceContext } from '../../model/trace-context.js';
import { contextOf, parentOf } from '../../tracing/trace-context.js';
import { activeTracer } from '../../tracing/tracer.js';
import type { Report } from '../report.js';

type Attempted = (place: TraceContext | undefined) => Observable<Report>;

/**
 * One attempt as a span of the event's trace. `work` gets the place that the target is told: the span's own, or where
 * no spans are made, the one the event came with.
 */
export function inAttemptSpan(
  delivery: LeasedDelivery,
  endpoint: Endpoint,
  work: Attempted,
): Observable<Report> {
  const tracer = activeTracer();
  if (!tracer) return work(delivery.event.trace);
  return defer(() => {
    const kind = SpanKind.CLIENT;
    const attributes = attributesOf(delivery, endpoint);
    const parent = parentOf(delivery.event.trace);
    const span = tracer.startSpan(`POST ${delivery.webhookId}`, { kind, attributes }, parent);
    return work(contextOf(span)).pipe(
      tap((report) => tell(span, report)),
      finalize(() => span.end()),
    );
  });
}

/** What a chat target's URL must not give away is masked in it. */
function attributesOf({ id, event, webhookId, attempts }: LeasedDelivery, endpoint: Endpoint) {
  const { hostname, port, protocol } = new URL(endpoint.url);
  return {
    'http.request.method': 'POST',
    'url.full': endpoint.maskedUrl,
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    ...(attempts > 0 && { 'http.request.resend_count': attempts }),
    'webhook.endpoint': webhookId,
    'webhook.adapter': endpoint.adapter,
    'webhook.event_type': event.type,
    'webhook.event_id': event.id,
    'webhook.delivery_id': id,
    'webhook.attempt': attempts + 1,
  };
}

function tell(span: Span, { attempt }: Report): void {
  if (!attempt) return;
  const { status, outcome, errorCode, errorMessage } = attempt;
  span.setAttribute('webhook.outcome', outcome);
  if (status !== null) span.setAttribute('http.response.status_code', status);
  if (errorCode === null) return;
  span.setAttribute('error.type', errorCode);
  span.setStatus({ code: SpanStatusCode.ERROR, message: errorMessage ?? errorCode });
}
