import { defer, map, of, type Observable, catchError } from 'rxjs';
import type { Adapter } from '../../adapters/adapter.js';
import { adapterOf, isOnPlatform } from '../../adapters/registry.js';
import { identityHeaders, signatureHeaders } from '../../adapters/signature.js';
import { GatewayError } from '../model/gateway-error.js';
import type { Clock } from '../model/clock.js';
import type { LeasedDelivery } from '../model/delivery.js';
import type { Endpoint } from '../model/endpoint.js';
import type { GatewayEvent } from '../model/event.js';
import type { Outcome } from '../model/outcome.js';
import type { TraceContext } from '../model/trace-context.js';
import { traceHeaders } from '../tracing/trace-context.js';
import { inAttemptSpan } from './events/attempt-span.js';
import { retriesOf } from './backoff.js';
import { secretsOf, withoutSecrets } from './request/redact.js';
import { fingerprintOf } from './request/fingerprint.js';
import { keptHeaders } from './request/kept-headers.js';
import { decide } from './decide.js';
import type { Report } from './report.js';
import type { Answer, NoAnswer, Sender, SignedRequest } from './sender/sender.service.js';
import { USE_HTTPS, wantsTls } from './sender/tls-fault.js';

/** What the gateway calls itself towards its targets. */
export interface Identity {
  readonly source: string;
  readonly brand: string;
}

/** A target asked for fewer requests. */
export interface SlowDownAsked {
  /** The pause that it named, ms; null where it named none. */
  readonly hintMs: number | null;
  /** How long the attempt took, ms. */
  readonly durationMs: number;
}

export interface AttemptTools {
  readonly sender: Sender;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly identity: Identity;
  /** Keeps the endpoint's lane quiet for `pauseMs` ms. */
  readonly pause: (endpointId: string, pauseMs: number) => void;
  /** The endpoint asks for fewer requests: pauses it, and returns for how long, ms. */
  readonly slowDown: (endpointId: string, asked: SlowDownAsked) => number;
}

/**
 * One try: format → sign → send → judge → decide what is next. Emits one report; never errors: a bug in an adapter ends
 * that delivery as failed with the reason, and the lane goes on.
 */
export function attempt(
  delivery: LeasedDelivery,
  endpoint: Endpoint,
  tools: AttemptTools,
): Observable<Report> {
  return inAttemptSpan(delivery, endpoint, (trace) => oneTry(delivery, endpoint, trace, tools));
}

function oneTry(
  delivery: LeasedDelivery,
  endpoint: Endpoint,
  trace: TraceContext | undefined,
  tools: AttemptTools,
): Observable<Report> {
  return defer(() => {
    const startedAt = tools.clock.now();
    const request = prepare(delivery.event, delivery, endpoint, {
      ...tools.identity,
      now: startedAt,
      trusted: endpoint.trusted,
      trace,
    });
    return tools.sender
      .send(request, endpoint.timeoutMs)
      .pipe(map((result) => reportOf(delivery, endpoint, { startedAt, result }, tools)));
  }).pipe(catchError((error: unknown) => of(failedByBug(delivery, endpoint, error, tools.clock.now()))));
}

/** The exact request of a delivery at `now` (Unix ms): the adapter's message with the gateway's own headers. */
export function prepare(
  event: GatewayEvent,
  delivery: { readonly id: string; readonly webhookId: string },
  endpoint: Endpoint,
  sender: Identity & { readonly now: number; readonly trusted: boolean; readonly trace?: TraceContext },
): SignedRequest {
  const adapter = adapterFor(endpoint.adapter);
  const { source, brand } = sender;
  const { url, options, headers } = endpoint;
  const message = adapter.format(event, {
    url,
    options,
    headers,
    source,
    brand,
    webhookId: delivery.webhookId,
  });
  const identity = identityHeaders({ brand, eventType: event.type, deliveryId: delivery.id });
  const signature = adapter.signed
    ? signatureHeaders({
        brand,
        body: message.body,
        secret: endpoint.secret,
        previousSecret: previousAt(endpoint, sender.now),
        deliveryId: delivery.id,
        timestampSeconds: Math.floor(sender.now / 1000),
      })
    : {};
  // Chat platforms belong to nobody's trace, and who reads along there should not learn of one.
  const trace = adapter.signed && sender.trace ? traceHeaders(sender.trace) : undefined;
  return {
    url: message.url,
    headers: { Accept: '*/*', ...message.headers, ...identity, ...signature, ...trace },
    body: message.body,
    trusted: sender.trusted,
    tls: endpoint.tls ?? null,
    needsBody: adapter.needsBody,
  };
}

/** The replaced key, while it still signs. */
function previousAt({ previousSecret }: Endpoint, now: number): string | null {
  return previousSecret && previousSecret.until > now ? previousSecret.secret : null;
}

/**
 * How the endpoint's adapter judges what came back, if anything did. Whatever it quotes, it is free of the endpoint's secrets
 * from here on: it goes into the log, the store, traces and events.
 */
export function outcomeOf(result: Answer | NoAnswer, endpoint: Endpoint, receivedAt: number): Outcome {
  const outcome = explained(judged(result, endpoint, receivedAt), result, endpoint.url);
  if (outcome.kind === 'delivered') return outcome;
  const { code, message } = outcome;
  return { ...outcome, code: withoutSecrets(code, endpoint), message: withoutSecrets(message, endpoint) };
}

function judged(result: Answer | NoAnswer, endpoint: Endpoint, receivedAt: number): Outcome {
  if (result.kind === 'no-answer') return { kind: 'retry', ...result.fault };
  const { status, headers, body } = result;
  const adapter = adapterFor(endpoint.adapter);
  return adapter.judge({ status, headers, body, receivedAt, onPlatform: isAtHome(adapter, endpoint) });
}

/** Endpoints are frozen and replaced with every change, so each needs it once. */
const atHome = new WeakMap<Endpoint, boolean>();

/** True where the endpoint is on the platform's own host. */
function isAtHome(adapter: Adapter, endpoint: Endpoint): boolean {
  const known = atHome.get(endpoint);
  if (known !== undefined) return known;
  const url = URL.parse(endpoint.url);
  const found = url !== null && isOnPlatform(adapter, url);
  atHome.set(endpoint, found);
  return found;
}

/** With what to do where the answer says that the port speaks TLS. */
function explained(outcome: Outcome, result: Answer | NoAnswer, url: string): Outcome {
  if (outcome.kind === 'delivered' || result.kind === 'no-answer') return outcome;
  if (!wantsTls(url, result.status, result.body)) return outcome;
  return { ...outcome, message: `${outcome.message}. ${USE_HTTPS}` };
}

function adapterFor(type: string): Adapter {
  const adapter = adapterOf(type);
  if (!adapter) throw new GatewayError('unknown_adapter', `There is no adapter ${type}.`);
  return adapter;
}

function reportOf(
  delivery: LeasedDelivery,
  endpoint: Endpoint,
  sent: { readonly startedAt: number; readonly result: Answer | NoAnswer },
  tools: AttemptTools,
): Report {
  const now = tools.clock.now();
  const { result, startedAt } = sent;
  const outcome = outcomeOf(result, endpoint, now);
  const { retryBase = 0, createdAt } = delivery;
  const number = delivery.attempts + 1;
  const retries = retriesOf(endpoint.retry);
  // Who allows no retries wants one attempt, whatever it comes to.
  const spared = outcome.kind === 'retry' && outcome.slowDown === true && retries > 0;
  const pausedMs = pauseBy(outcome, endpoint.id, result, tools);
  const course = { attempts: number - retryBase, createdAt, spared, pausedMs };
  return {
    delivery,
    outcome,
    maxRetries: retryBase + retries,
    next: decide(outcome, course, endpoint.retry, { now, random: tools.random() }),
    spared,
    attempt: {
      number,
      startedAt,
      durationMs: result.durationMs,
      status: result.kind === 'answer' ? result.status : null,
      outcome: outcome.kind,
      errorCode: outcome.kind === 'delivered' ? null : outcome.code,
      errorMessage: outcome.kind === 'delivered' ? null : outcome.message,
      responseBody: keptBody(result, endpoint),
      responseHeaders: result.kind === 'answer' ? keptHeaders(result.headers, secretsOf(endpoint)) : null,
      note: result.kind === 'answer' ? result.note : null,
      form: fingerprintOf(endpoint, tools.identity),
    },
  };
}

/** Pauses the endpoint where the answer asks for that. Returns how long it is paused because it is to slow down, ms. */
function pauseBy(
  outcome: Outcome,
  endpointId: string,
  { durationMs }: Answer | NoAnswer,
  tools: AttemptTools,
): number {
  const { pauseMs } = outcome;
  if (outcome.kind === 'retry' && outcome.slowDown)
    return tools.slowDown(endpointId, { hintMs: pauseMs ?? null, durationMs });
  if (pauseMs) tools.pause(endpointId, pauseMs);
  return 0;
}

function keptBody(result: Answer | NoAnswer, endpoint: Endpoint): string | null {
  const kept = result.kind === 'answer' ? result.keptBody : null;
  return kept && withoutSecrets(kept, endpoint);
}

function failedByBug(delivery: LeasedDelivery, endpoint: Endpoint, error: unknown, now: number): Report {
  const code = 'internal_error';
  const message = withoutSecrets(error instanceof Error ? error.message : String(error), endpoint);
  return {
    delivery,
    outcome: { kind: 'rejected', code, message },
    maxRetries: (delivery.retryBase ?? 0) + retriesOf(endpoint.retry),
    next: { state: 'failed', reason: code },
    attempt: {
      number: delivery.attempts + 1,
      startedAt: now,
      durationMs: 0,
      status: null,
      outcome: 'rejected',
      errorCode: code,
      errorMessage: message,
      responseBody: null,
    },
  };
}
