import { GatewayClientError, type FieldFault } from './gateway-client-error.js';
import type { CallResult } from './http-call.js';
import { receiptOf, type Receipt } from './receipt.js';
import { retryAfterMs } from './retry-after.js';

/** The decision about a try. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly receipt: Receipt }
  | { readonly kind: 'refused'; readonly error: GatewayClientError }
  | {
      readonly kind: 'again';
      readonly error: GatewayClientError;
      /** Wait that the gateway asks for, ms. */
      readonly retryAfterMs: number | null;
      /** Whether the answer may repeat for ever, so that tries are limited. */
      readonly limited: boolean;
    };

/** Statuses of a gateway, or a proxy before it, that is unreachable, busy or starting. */
const OUTAGE = new Set([408, 425, 429, 502, 503, 504]);

/**
 * Judges a try of an event, at `now` (Unix ms).
 * @param attempt number of the try, from 1
 */
export function judge(result: CallResult, attempt: number, now: number): Verdict {
  if (result.kind === 'no-answer') {
    const error = new GatewayClientError('unavailable', `The gateway gave no answer: ${result.message}`, {
      cause: result.cause,
    });
    return { kind: 'again', error, retryAfterMs: null, limited: false };
  }
  const { status, headers, body } = result;
  const wait = retryAfterMs(headers.get('retry-after'), now);
  if (status >= 200 && status < 300) {
    const receipt = receiptOf(body, attempt);
    if (receipt !== null) return { kind: 'accepted', receipt };
    const message = `The answer (HTTP ${status}) is not one of the gateway; is its URL right?`;
    const error = new GatewayClientError('unavailable', message, { status });
    return { kind: 'again', error, retryAfterMs: wait, limited: true };
  }
  const error = refusalOf(result);
  if (error.code === 'refused') return { kind: 'refused', error };
  return { kind: 'again', error, retryAfterMs: wait, limited: !OUTAGE.has(status) };
}

/** Builds the error of an answer without success: `refused` or `unavailable`. */
export function refusalOf({ status, body }: Extract<CallResult, { kind: 'answer' }>): GatewayClientError {
  const code = status >= 500 || OUTAGE.has(status) ? 'unavailable' : 'refused';
  const said = (body ?? {}) as { code?: unknown; message?: unknown; errors?: unknown };
  const words = typeof said.message === 'string' ? `: ${said.message}` : '';
  return new GatewayClientError(code, `The gateway answered HTTP ${status}${words}`, {
    status,
    ...(typeof said.code === 'string' ? { answer: said.code } : {}),
    ...(Array.isArray(said.errors) ? { errors: said.errors as FieldFault[] } : {}),
  });
}
