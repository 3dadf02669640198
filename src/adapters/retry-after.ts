import type { TargetResponse } from './adapter.js';
import { capped, spanOf, spanUntil } from './wait-hint.js';

/**
 * `Retry-After` (RFC 9110 §10.2.3: seconds or an HTTP date) → ms from the answer's arrival, at most a day. Undefined
 * where the header is missing, past, garbage or implausible (see {@link spanOf}). Of a repeated header the longest counts.
 */
export function headerSpan({ headers, receivedAt }: TargetResponse): number | undefined {
  const value = headers['retry-after']?.trim();
  if (!value) return undefined;
  if (/^[A-Z][a-z]{2,8},? /.test(value)) {
    return spanUntil(Date.parse(value.endsWith('GMT') ? value : `${value} GMT`), receivedAt);
  }
  const hints = value.split(',').map((hint) => spanOf(hint, receivedAt));
  return hints.includes(undefined) ? undefined : longest(hints);
}

/** Wait until an operator may have switched on again what the target says is switched off, ms. */
export const OFF_WAIT_MS = 600_000;

/** Reads {@link headerSpan}, capped at an hour, ms. */
export function retryAfter(response: TargetResponse): number | undefined {
  return capped(headerSpan(response));
}

/** Picks the longest of several hints, ms; undefined when there is none. */
export function longest(hints: readonly (number | undefined)[]): number | undefined {
  const known = hints.filter((hint) => hint !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}
