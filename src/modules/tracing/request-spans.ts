import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { SpanKind, SpanStatusCode, type Span, type Tracer } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TraceContext } from '../model/trace-context.js';
import { contextOf, parentOf, readTraceContext } from './trace-context.js';

const spans = new WeakMap<FastifyRequest, Span>();

/** Tells whether a request gets a span: POST requests to the API do; reads and health probes do not. */
function isTraced({ method, routeOptions: { url } }: FastifyRequest): boolean {
  return method === 'POST' && url?.startsWith('/api/') === true;
}

/** Makes a span for each traced request, under the parent that its headers name. */
export function traceRequests(server: FastifyInstance, tracer: Tracer): void {
  server.addHook('onRequest', (request, _reply, done) => {
    if (isTraced(request)) spans.set(request, requestSpan(request, tracer));
    done();
  });
  server.addHook('onResponse', (request, { statusCode }, done) => {
    const span = spans.get(request);
    span?.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
  server.addHook('onRequestAbort', (request, done) => {
    spans.get(request)?.setStatus({ code: SpanStatusCode.ERROR, message: 'aborted by the client' }).end();
    done();
  });
}

function requestSpan(request: FastifyRequest, tracer: Tracer): Span {
  const { method, headers } = request;
  const route = request.routeOptions.url!;
  const attributes = {
    'http.request.method': method,
    'http.route': route,
    'url.path': request.url.split('?', 1)[0]!,
    'url.scheme': request.protocol,
  };
  const parent = parentOf(readTraceContext(headers['traceparent'], headers['tracestate']));
  return tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
}

/** Injects the trace context of a request: that of its span, or the one in its headers where no span is made. */
export const RequestTrace = createParamDecorator((_: unknown, context: ExecutionContext) =>
  traceOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Returns the trace context of a request: that of its span, or else of its headers. */
function traceOf(request: FastifyRequest): TraceContext | undefined {
  const span = spans.get(request);
  if (span) return contextOf(span);
  return readTraceContext(request.headers['traceparent'], request.headers['tracestate']);
}
