import { GatewayError } from '../../model/gateway-error.js';
import { takeParam } from './take-param.js';

/** Highest accepted value, ms: a day. */
const MAX_MS = 86_400_000;

const SECONDS = { name: 'seconds', ms: 1_000 };
const MILLISECONDS = { name: 'milliseconds', ms: 1 };

/** Time limits that `DATABASE_URL` can set, with their defaults, ms. */
export const TIME_LIMITS = {
  /** Wait for a connection of the pool, and of a connection for the server. */
  connectionTimeoutMillis: 5_000,
  /** Time after which the server cancels a statement. */
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 30_000,
  /** Time after which the server gives up waiting for a lock. */
  lock_timeout: 5_000,
  /** Time after which the gateway gives up on a server that does not answer: longer than the server's own limits. */
  query_timeout: 35_000,
} as const;

/** libpq's name of `connectionTimeoutMillis`, in seconds; pg itself ignores it. */
const CONNECT_TIMEOUT = 'connect_timeout';

export type TimeLimits = Partial<Record<keyof typeof TIME_LIMITS, number>>;

/**
 * Takes the time limits out of `url`, and libpq's `connect_timeout`. Left there, pg would let them override the limits of
 * a migration, and read `30s` as 30 ms.
 *
 * @throws GatewayError `database_unusable` for anything but a whole number from 1 up to a day: without a limit, one
 * call that is never answered would block all others.
 */
export function takeTimeLimits(url: URL): TimeLimits {
  const limits: TimeLimits = {};
  const connectTimeout = takeParam(url, CONNECT_TIMEOUT);
  if (connectTimeout !== null)
    limits.connectionTimeoutMillis = inMs(CONNECT_TIMEOUT, connectTimeout, SECONDS);
  for (const name of Object.keys(TIME_LIMITS) as (keyof typeof TIME_LIMITS)[]) {
    const text = takeParam(url, name);
    if (text !== null) limits[name] = inMs(name, text, MILLISECONDS);
  }
  return limits;
}

function inMs(name: string, text: string, unit: { readonly name: string; readonly ms: number }): number {
  const ms = /^\d+$/.test(text) ? Number(text) * unit.ms : 0;
  if (ms >= 1 && ms <= MAX_MS) return ms;
  const message = `${name} in DATABASE_URL is a time in ${unit.name}, 1 to ${MAX_MS / unit.ms}; it is "${text}".`;
  throw new GatewayError('database_unusable', message);
}
