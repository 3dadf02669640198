import {
  createTraceState,
  isSpanContextValid,
  ROOT_CONTEXT,
  trace,
  type Context,
  type Span,
  type SpanContext,
} from '@opentelemetry/api';
import type { TraceContext } from '../model/trace-context.js';

/** Version, trace id, parent id and flags; later versions may append fields (W3C Trace Context, 3.2). */
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * Reads the trace headers of a request; undefined when `traceparent` is missing, repeated or invalid. Invalid members
 * of `tracestate` are dropped. A later version is passed on as version 00.
 */
export function readTraceContext(traceparent: unknown, tracestate: unknown): TraceContext | undefined {
  if (typeof traceparent !== 'string') return undefined;
  const [, version, traceId, spanId, flags, more] = TRACEPARENT.exec(traceparent) ?? [];
  if (version === undefined || (version === '00' && more !== undefined)) return undefined;
  if (!isSpanContextValid({ traceId: traceId!, spanId: spanId!, traceFlags: 0 })) return undefined;
  const state = typeof tracestate === 'string' ? createTraceState(tracestate).serialize() : '';
  return { traceparent: `00-${traceId}-${spanId}-${flags}`, tracestate: state || null };
}

/** Returns the headers that pass the context on. */
export function traceHeaders({ traceparent, tracestate }: TraceContext): Record<string, string> {
  return tracestate === null ? { traceparent } : { traceparent, tracestate };
}

/** Returns the trace context of a span, for its children. */
export function contextOf(span: Span): TraceContext {
  const { traceId, spanId, traceFlags, traceState } = span.spanContext();
  const flags = traceFlags.toString(16).padStart(2, '0');
  return {
    traceparent: `00-${traceId}-${spanId}-${flags}`,
    tracestate: traceState?.serialize() || null,
  };
}

/** Returns the parent of a new span; without a context, the span begins a trace of its own. */
export function parentOf(context: TraceContext | undefined): Context {
  return context === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, spanContextOf(context));
}

function spanContextOf({ traceparent, tracestate }: TraceContext): SpanContext {
  const [, traceId, spanId, flags] = traceparent.split('-') as [string, string, string, string];
  return {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    isRemote: true,
    ...(tracestate !== null && { traceState: createTraceState(tracestate) }),
  };
}
