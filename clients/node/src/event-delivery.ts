import { createHash } from 'node:crypto';
import { backoffMs } from './backoff.js';
import type { ClientSettings } from './client-options.js';
import { GatewayClientError } from './gateway-client-error.js';
import { httpCall } from './http-call.js';
import { judge } from './judge.js';
import type { WireEvent } from './new-event.js';
import { pause } from './pause.js';
import type { Receipt } from './receipt.js';
import { standardHeaders } from './standard-signature.js';

/** Maximum of answers that may repeat for ever, after which the event is given up. */
const LIMITED_MAX = 10;
/** Longest `webhook-id` that the gateway accepts, which leaves room for the index of a batch's event behind it. */
const SIGNED_ID_MAX = 190;
/** Longest wait between tries while the client is closing, ms, unless the gateway asks for more. */
const CLOSING_DELAY_MAX_MS = 500;

/** A buffered event that is to be delivered. */
export interface Pending extends WireEvent {
  /** Time after which the event is rejected, Unix ms; Infinity: never. */
  readonly expiresAt: number;
}

/** Signals of the client's end to events under way. */
export interface Ending {
  /** Aborted when the client is closing: waits are cut short. */
  readonly closing: AbortSignal;
  /** Aborted when time is up: requests under way are cancelled. */
  readonly ended: AbortSignal;
}

/**
 * Sends one event to the gateway until it is accepted, refused or too old, or the client has ended.
 *
 * @param failed called after every try that will be repeated
 * @throws GatewayClientError `refused`, `gave_up`, `expired`, `closed`
 */
export async function deliver(
  event: Pending,
  settings: ClientSettings,
  { closing, ended }: Ending,
  failed: (error: GatewayClientError, attempt: number) => void,
): Promise<Receipt> {
  let limited = 0;
  for (let attempt = 1; ; attempt += 1) {
    const result = await post(event, settings, ended);
    const verdict = judge(result, attempt, Date.now());
    if (verdict.kind === 'accepted') return verdict.receipt;
    if (verdict.kind === 'refused') throw verdict.error;
    if (ended.aborted) throw unconfirmed(verdict.error);
    if (verdict.limited) limited += 1;
    if (limited >= LIMITED_MAX) throw gaveUp(verdict.error, attempt);
    const delay = closing.aborted ? closingDelay(settings) : backoffMs(attempt, settings, Math.random());
    const wait = Math.max(delay, verdict.retryAfterMs ?? 0);
    if (Date.now() + wait > event.expiresAt) throw expired(verdict.error, attempt);
    failed(verdict.error, attempt);
    await pause(wait, closing.aborted || verdict.retryAfterMs !== null ? ended : closing);
    if (ended.aborted) throw unconfirmed(verdict.error);
  }
}

function post(event: Pending, settings: ClientSettings, cancelled: AbortSignal): ReturnType<typeof httpCall> {
  const { baseUrl, key, signingKey, timeoutMs } = settings;
  const access =
    signingKey === null
      ? bearer(key)
      : standardHeaders(signedId(event.id), event.body, signingKey, Date.now());
  return httpCall(
    {
      url: `${baseUrl}/api/webhooks/trigger`,
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...access },
      body: event.body,
      timeoutMs,
    },
    settings.fetch,
    cancelled,
  );
}

/**
 * Returns the id that a request is signed under: the event's, or a digest of one that is too long. The body holds the
 * event's.
 */
function signedId(id: string): string {
  return id.length <= SIGNED_ID_MAX ? id : createHash('sha256').update(id).digest('hex');
}

/** Builds the Authorization header; empty without a key. */
export function bearer(key: string | null): Record<string, string> {
  return key === null ? {} : { Authorization: `Bearer ${key}` };
}

function closingDelay({ retryDelayMs }: ClientSettings): number {
  return Math.min(retryDelayMs, CLOSING_DELAY_MAX_MS);
}

function gaveUp(error: GatewayClientError, attempts: number): GatewayClientError {
  return ended('gave_up', `Given up after ${attempts} tries. ${error.message}`, error);
}

function expired(error: GatewayClientError, attempts: number): GatewayClientError {
  return ended('expired', `Not taken in time (${attempts} tries). ${error.message}`, error);
}

function unconfirmed(error: GatewayClientError): GatewayClientError {
  return ended('closed', 'The client was closed before the gateway confirmed the event.', error);
}

function ended(
  code: 'gave_up' | 'expired' | 'closed',
  message: string,
  last: GatewayClientError,
): GatewayClientError {
  const { status, answer, errors } = last;
  return new GatewayClientError(code, message, {
    ...(status === null ? {} : { status }),
    ...(answer === null ? {} : { answer }),
    errors,
    cause: last,
  });
}
