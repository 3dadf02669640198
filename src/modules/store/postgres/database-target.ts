import type { PoolConfig } from 'pg';
import pg from 'pg';
import { GatewayError } from '../../model/gateway-error.js';
import { takeTls } from './tls.js';

const POOL_DEFAULT = 10;
const POOL_MAX = 200;
/** How long a call waits for a connection, and a connection for the server, ms. */
const CONNECT_MS = 5_000;
/** The server gives a statement up after so many ms; where the server is not heard of any more, we do, later. */
const STATEMENT_MS = 30_000;
const SILENCE_MS = 35_000;
const LOCK_MS = 5_000;
const INT8 = 20;

/**
 * Of every session. Plans follow the indexes whatever the statistics say: what they know of a queue is always of
 * another hour. And each plan is made for its own arguments, for a batch may hold one row or a thousand.
 */
const SETTINGS = {
  synchronous_commit: 'on',
  statement_timeout: STATEMENT_MS,
  lock_timeout: LOCK_MS,
  idle_in_transaction_session_timeout: STATEMENT_MS,
  plan_cache_mode: 'force_custom_plan',
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  jit: 'off',
};

/** Where the database is and how to speak with it. */
export interface DatabaseTarget {
  /** For people: host, port and database, without user and password. */
  readonly name: string;
  readonly config: PoolConfig;
}

/** Times and counts are far below 2^53. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8
      ? Number
      : pg.types.getTypeParser(oid, format as 'text')) as unknown as typeof pg.types.getTypeParser,
};

function takeParam(url: URL, name: string): string | null {
  const value = url.searchParams.get(name);
  url.searchParams.delete(name);
  return value;
}

function poolSize(text: string | null): number {
  const size = text === null ? POOL_DEFAULT : Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= POOL_MAX) return size;
  const message = `pool in DATABASE_URL is the number of connections, 1 to ${POOL_MAX}; it is "${text}".`;
  throw new GatewayError('database_unusable', message);
}

/**
 * Reads `DATABASE_URL`. Beside the parameters that pg knows (`options`, …) it takes `pool`: connections of this gateway
 * at most, 10 by default, and one more listens; and those about encryption, as {@link takeTls} says.
 *
 * @throws GatewayError `database_unusable` for a `pool` that is no such number, and those of `takeTls`.
 */
export function databaseTarget(text: string): DatabaseTarget {
  const url = new URL(text);
  const max = poolSize(takeParam(url, 'pool'));
  const ssl = takeTls(url);
  const options = takeParam(url, 'options') ?? '';
  const settings = Object.entries(SETTINGS).map(([name, value]) => `-c ${name}=${value}`);
  return {
    name: `${url.hostname}:${url.port || '5432'}${url.pathname}`,
    config: {
      connectionString: url.href,
      options: [...settings, options].join(' ').trim(),
      max,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: SILENCE_MS,
      keepAlive: true,
      fallback_application_name: 'webhook-gateway',
      types,
      ...(ssl !== undefined && { ssl }),
    },
  };
}
