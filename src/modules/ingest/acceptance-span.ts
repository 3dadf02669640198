import { SpanStatusCode } from '@opentelemetry/api';
import { contextOf, parentOf } from '../tracing/trace-context.js';
import { activeTracer } from '../tracing/tracer.js';
import type { NewEvent } from './new-event.js';

interface Accepted {
  readonly kind: string;
  readonly deliveries: readonly unknown[];
}

/**
 * The acceptance of one event, until it is on disk, as a span of its trace. The event is stored with the span's place,
 * so that the attempts, also those after a restart, stand below it. Where no spans are made it keeps the one it came with.
 */
export async function inAcceptanceSpan<R extends Accepted>(
  given: NewEvent,
  accept: (given: NewEvent) => Promise<R>,
): Promise<R> {
  const tracer = activeTracer();
  if (!tracer) return accept(given);
  const { event } = given;
  const attributes = { 'webhook.event_type': event.type, 'webhook.event_id': event.id };
  const span = tracer.startSpan('accept event', { attributes }, parentOf(event.trace));
  try {
    const accepted = await accept({ ...given, event: { ...event, trace: contextOf(span) } });
    span.setAttribute('webhook.acceptance', accepted.kind);
    span.setAttribute('webhook.deliveries', accepted.deliveries.length);
    return accepted;
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message });
    throw error;
  } finally {
    span.end();
  }
}
