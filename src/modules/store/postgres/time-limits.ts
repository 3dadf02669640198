import { GatewayError } from '../../model/gateway-error.js';
import { takeParam } from './take-param.js';

/** The longest that makes sense, ms: a day. */
const MAX_MS = 86_400_000;

const SECONDS = { name: 'seconds', ms: 1_000 };
const MILLISECONDS = { name: 'milliseconds', ms: 1 };

/** Parameters of `DATABASE_URL` that say how long a gateway waits, ms, and their defaults. */
export const TIME_LIMITS = {
  /** How long a call waits for a connection, and a connection for the server. */
  connectionTimeoutMillis: 5_000,
  /** The server gives a statement up after so long, … */
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 30_000,
  /** … and waits so long for a lock; … */
  lock_timeout: 5_000,
  /** … where the server is not heard of any more, we give up, later. */
  query_timeout: 35_000,
} as const;

/** As libpq has it, in seconds; pg itself would pass over it. `connectionTimeoutMillis` says the same. */
const CONNECT_TIMEOUT = 'connect_timeout';

export type TimeLimits = Partial<Record<keyof typeof TIME_LIMITS, number>>;

/**
 * Takes those that `url` names out of it, and libpq's `connect_timeout`. Left there, pg would set them above everything
 * else, also above what a migration needs, and read `30s` as 30 ms.
 *
 * @throws GatewayError `database_unusable` for anything but a whole number from 1 on, up to a day: without an end, one
 * call that is never answered would hold up all others.
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
