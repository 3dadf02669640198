import { SpanStatusCode, type Span, type Tracer } from '@opentelemetry/api';
import { contextOf, parentOf } from '../tracing/trace-context.js';
import { activeTracer } from '../tracing/tracer.js';
import type { NewEvent } from './new-event.js';

interface Accepted {
  readonly kind: string;
  readonly deliveries: readonly unknown[];
}

/**
 * Makes a span in each event's trace for its acceptance, up to the commit. The event is stored with the context of that
 * span, so that its attempts, also those after a restart, are children of it. Without tracing an event keeps the
 * context it came with.
 */
export async function inAcceptanceSpans<R extends Accepted>(
  given: readonly NewEvent[],
  accept: (given: readonly NewEvent[]) => Promise<R[]>,
): Promise<R[]> {
  const tracer = activeTracer();
  if (!tracer) return accept(given);
  const spans = given.map((one) => acceptanceSpan(one, tracer));
  try {
    const traced = given.map((one, at) => ({
      ...one,
      event: { ...one.event, trace: contextOf(spans[at]!) },
    }));
    const accepted = await accept(traced);
    spans.forEach((span, at) => tell(span, accepted[at]!));
    return accepted;
  } catch (error) {
    for (const span of spans)
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message });
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}

function acceptanceSpan({ event }: NewEvent, tracer: Tracer): Span {
  const attributes = { 'webhook.event_type': event.type, 'webhook.event_id': event.id };
  return tracer.startSpan('accept event', { attributes }, parentOf(event.trace));
}

function tell(span: Span, { kind, deliveries }: Accepted): void {
  span.setAttribute('webhook.acceptance', kind);
  span.setAttribute('webhook.deliveries', deliveries.length);
}
