import type { PoolConfig } from 'pg';
import pg from 'pg';
import { GatewayError } from '../../model/gateway-error.js';
import { takeParam } from './take-param.js';
import { TIME_LIMITS, takeTimeLimits } from './time-limits.js';
import { takeTls } from './tls.js';

const POOL_DEFAULT = 10;
const POOL_MAX = 200;
const INT8 = 20;

/**
 * Settings of every session. Plans follow the indexes whatever the statistics say: those of a queue are always outdated.
 * Each plan is made for its own values: a batch may hold one row or a thousand.
 */
const SETTINGS = {
  synchronous_commit: 'on',
  statement_timeout: TIME_LIMITS.statement_timeout,
  lock_timeout: TIME_LIMITS.lock_timeout,
  idle_in_transaction_session_timeout: TIME_LIMITS.idle_in_transaction_session_timeout,
  plan_cache_mode: 'force_custom_plan',
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  jit: 'off',
};

/** The address of the database and the settings of its connections. */
export interface DatabaseTarget {
  /** Host, port and database for people, without user and password. */
  readonly name: string;
  readonly config: PoolConfig;
}

/** Parses `bigint` as a number: times and counts are far below 2^53. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8
      ? Number
      : pg.types.getTypeParser(oid, format as 'text')) as unknown as typeof pg.types.getTypeParser,
};

function poolSize(text: string | null): number {
  const size = text === null ? POOL_DEFAULT : Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= POOL_MAX) return size;
  const message = `pool in DATABASE_URL is the number of connections, 1 to ${POOL_MAX}; it is "${text}".`;
  throw new GatewayError('database_unusable', message);
}

/**
 * Reads `DATABASE_URL`. Besides pg's own parameters (`options`, …) it accepts `pool`, the most connections of this
 * gateway (10 by default; one more listens), encryption ({@link takeTls}) and time limits ({@link takeTimeLimits}).
 *
 * @throws GatewayError `database_unusable` for an invalid `pool`, encryption or time limit
 */
export function databaseTarget(text: string): DatabaseTarget {
  const url = new URL(text);
  const max = poolSize(takeParam(url, 'pool'));
  const ssl = takeTls(url);
  const limits = takeTimeLimits(url);
  const options = takeParam(url, 'options') ?? '';
  const settings = Object.entries(SETTINGS).map(([name, value]) => `-c ${name}=${value}`);
  return {
    name: `${url.hostname}:${url.port || '5432'}${url.pathname}`,
    config: {
      connectionString: url.href,
      options: [...settings, options].join(' ').trim(),
      max,
      connectionTimeoutMillis: TIME_LIMITS.connectionTimeoutMillis,
      query_timeout: TIME_LIMITS.query_timeout,
      keepAlive: true,
      fallback_application_name: 'webhook-gateway',
      types,
      ...limits,
      ...(ssl !== undefined && { ssl }),
    },
  };
}
