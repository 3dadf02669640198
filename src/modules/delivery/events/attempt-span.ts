import { SpanKind, SpanStatusCode, type Span, type Tracer } from '@opentelemetry/api';
import { defer, finalize, tap, type Observable } from 'rxjs';
import type { Attempt, LeasedDelivery } from '../../model/delivery.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { TraceContext } from '../../model/trace-context.js';
import { contextOf, parentOf } from '../../tracing/trace-context.js';
import { activeTracer } from '../../tracing/tracer.js';
import { DEFAULT_PORTS } from '../../net/default-ports.js';

/**
 * Makes one attempt a span of the event's trace. `work` gets the trace context for the request's headers: the span's or, without a
 * tracer, the event's.
 */
export function inAttemptSpan<T extends { readonly attempt: Attempt }>(
  delivery: LeasedDelivery,
  endpoint: Endpoint,
  work: (context: TraceContext | undefined) => Observable<T>,
): Observable<T> {
  const tracer = activeTracer();
  if (!tracer) return work(delivery.event.trace);
  return defer(() => {
    const span = started(tracer, delivery, endpoint);
    return work(contextOf(span)).pipe(
      tap(({ attempt }) => record(span, attempt)),
      finalize(() => span.end()),
    );
  });
}

/**
 * Makes the attempts of a batch spans of the traces of their events, each with the outcome of its event. `work` gets the trace context of
 * its first event's attempt, which is that of the request where it goes alone.
 */
export function inAttemptSpans<T extends { readonly attempted: readonly AttemptOf[] }>(
  deliveries: readonly LeasedDelivery[],
  endpoint: Endpoint,
  work: (first: TraceContext | undefined) => Observable<T>,
): Observable<T> {
  const tracer = activeTracer();
  const [first] = deliveries;
  if (!tracer) return work(first!.event.trace);
  return defer(() => {
    const spans = new Map(deliveries.map((delivery) => [delivery.id, started(tracer, delivery, endpoint)]));
    return work(contextOf(spans.get(first!.id)!)).pipe(
      tap(({ attempted }) => {
        for (const { delivery, attempt } of attempted) record(spans.get(delivery.id)!, attempt);
      }),
      finalize(() => {
        for (const span of spans.values()) span.end();
      }),
    );
  });
}

interface AttemptOf {
  readonly delivery: LeasedDelivery;
  readonly attempt: Attempt;
}

function started(tracer: Tracer, delivery: LeasedDelivery, endpoint: Endpoint): Span {
  const attributes = attributesOf(delivery, endpoint);
  const name = `POST ${delivery.webhookId}`;
  return tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, parentOf(delivery.event.trace));
}

/** Returns the attributes by OpenTelemetry's HTTP conventions; secrets in the URL are masked. */
function attributesOf({ id, event, webhookId, attempts }: LeasedDelivery, endpoint: Endpoint) {
  const { hostname, port, protocol } = new URL(endpoint.url);
  return {
    'http.request.method': 'POST',
    'url.full': endpoint.maskedUrl,
    'server.address': hostname,
    'server.port': Number(port) || (DEFAULT_PORTS[protocol] ?? 80),
    ...(attempts > 0 && { 'http.request.resend_count': attempts }),
    'webhook.endpoint': webhookId,
    'webhook.adapter': endpoint.adapter,
    'webhook.event_type': event.type,
    'webhook.event_id': event.id,
    'webhook.delivery_id': id,
    'webhook.attempt': attempts + 1,
  };
}

function record(span: Span, attempt: Attempt): void {
  const { status, outcome, errorCode, errorMessage } = attempt;
  span.setAttribute('webhook.outcome', outcome);
  if (status !== null) span.setAttribute('http.response.status_code', status);
  if (errorCode === null) return;
  span.setAttribute('error.type', errorCode);
  span.setStatus({ code: SpanStatusCode.ERROR, message: errorMessage ?? errorCode });
}
