import { isIP } from 'node:net';
import pg, { type PoolConfig } from 'pg';
import type { DatabaseTarget } from './database-target.js';

/** Encryption with any certificate of the server: the URL does not say which one to expect. */
const UNVERIFIED = { rejectUnauthorized: false };
const OFFERS_NONE = /does not support SSL/i;
/** SQLSTATE: no rule of the server's `pg_hba.conf` lets this connection in. */
const NOT_ALLOWED = '28000';

export interface SettledTarget {
  readonly target: DatabaseTarget;
  /** Sentences for the log; empty where the connection is encrypted or stays on this machine. */
  readonly warnings: readonly string[];
}

/**
 * Decides for the whole process whether connections are encrypted where neither `DATABASE_URL` nor `PGSSLMODE` says so:
 * they are where a server on another machine accepts TLS.
 *
 * @param local whether the server runs on this machine
 * @throws what `pg` throws for a server that cannot be reached
 */
export async function settleTls(target: DatabaseTarget, local: boolean): Promise<SettledTarget> {
  const { config, name } = target;
  const ssl = config.ssl ?? sslOfEnvironment();
  if (local || (ssl !== undefined && ssl !== false)) return { target, warnings: [] };
  const refused = ssl === false ? null : await tlsRefusal(target);
  if (ssl === undefined && refused === null)
    return { target: { name, config: { ...config, ssl: UNVERIFIED } }, warnings: [] };
  const cause = refused ?? 'sslmode=disable. Set sslmode=verify-full';
  const warning = `The connection to the database ${name} on another machine is not encrypted: ${cause}.`;
  return { target: { name, config: { ...config, ssl: false } }, warnings: [warning] };
}

/** Reads `PGSSLMODE` as `pg` does: this module does not override it. */
function sslOfEnvironment(): boolean | undefined {
  const mode = process.env['PGSSLMODE'];
  return mode === undefined || mode === '' ? undefined : mode !== 'disable';
}

/** True for loopback addresses, `localhost`, and a socket in the file system (no host, or a path as `host`). */
export function isOnThisMachine(url: string): boolean {
  const { hostname, searchParams } = new URL(url);
  const host = (searchParams.get('host') ?? hostname).replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (host === '' || host.startsWith('/') || host.startsWith('%2f')) return true;
  return isIP(host) ? /^127\.|^::1$|^::ffff:127\./.test(host) : /(^|\.)localhost\.?$/.test(host);
}

/** Returns null where the server accepts TLS, else why it does not and what to do. @throws for any other failure */
async function tlsRefusal(target: DatabaseTarget): Promise<string | null> {
  const fault = await attempt(target, UNVERIFIED);
  if (fault === null) return null;
  if (OFFERS_NONE.test(fault.message)) return 'the server offers no TLS. Turn ssl on at the server';
  if (!mayTakePlain(fault) || (await attempt(target, false)) !== null) throw fault;
  return `the server takes no TLS connection of the gateway (${fault.message}). Let it take one`;
}

/** True for rules of the server that reject encrypted connections, and failed handshakes: plain connections may work. */
function mayTakePlain({ code = '', message }: NodeJS.ErrnoException): boolean {
  return code === NOT_ALLOWED || /^(ERR_SSL|ERR_TLS|EPROTO)/.test(code) || /SSL routines/.test(message);
}

/** Returns null where a connection can be made, else the error. */
async function attempt(
  { config }: DatabaseTarget,
  ssl: PoolConfig['ssl'],
): Promise<NodeJS.ErrnoException | null> {
  const client = new pg.Client({ ...config, ssl: ssl! });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return null;
  } catch (error) {
    return error as Error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
