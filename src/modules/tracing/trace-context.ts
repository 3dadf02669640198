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

/** Version, trace id, parent id, flags; a later version may say more behind them (W3C Trace Context, 3.2). */
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * What the headers of a request say; undefined where `traceparent` is missing, given twice or breaks the grammar. Of a
 * `tracestate` what breaks it is left out. A later version is passed on as the one that is known.
 */
export function readTraceContext(traceparent: unknown, tracestate: unknown): TraceContext | undefined {
  if (typeof traceparent !== 'string') return undefined;
  const [, version, traceId, spanId, flags, more] = TRACEPARENT.exec(traceparent) ?? [];
  if (version === undefined || (version === '00' && more !== undefined)) return undefined;
  if (!isSpanContextValid({ traceId: traceId!, spanId: spanId!, traceFlags: 0 })) return undefined;
  const state = typeof tracestate === 'string' ? createTraceState(tracestate).serialize() : '';
  return { traceparent: `00-${traceId}-${spanId}-${flags}`, tracestate: state || null };
}

/** The headers that pass it on, names as they are sent. */
export function traceHeaders({ traceparent, tracestate }: TraceContext): Record<string, string> {
  return tracestate === null ? { traceparent } : { traceparent, tracestate };
}

/** A span's own place, for what comes after it. */
export function contextOf(span: Span): TraceContext {
  const { traceId, spanId, traceFlags, traceState } = span.spanContext();
  const flags = traceFlags.toString(16).padStart(2, '0');
  return {
    traceparent: `00-${traceId}-${spanId}-${flags}`,
    tracestate: traceState?.serialize() || null,
  };
}

/** What a span is to be started under; without a place, a trace of its own begins. */
export function parentOf(place: TraceContext | undefined): Context {
  return place === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, spanContextOf(place));
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
