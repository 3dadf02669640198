import { isIP } from 'node:net';
import pg from 'pg';
import type { DatabaseTarget } from './database-target.js';

/** Encrypted, whatever certificate the server shows: nothing in the URL says which one to expect. */
const UNVERIFIED = { rejectUnauthorized: false };
const REFUSAL = /does not support SSL/i;

export interface SettledTarget {
  readonly target: DatabaseTarget;
  /** Sentences for the log; empty where the connection is encrypted or stays on this machine. */
  readonly warnings: readonly string[];
}

/**
 * Decides for the whole process how connections are encrypted where `DATABASE_URL` says nothing of it: over TLS where the
 * server of another machine offers it, without where it does not.
 *
 * @param local whether the server runs on this machine
 * @throws what `pg` throws for a server that cannot be reached
 */
export async function settleTls(target: DatabaseTarget, local: boolean): Promise<SettledTarget> {
  const { config, name } = target;
  if (local || (config.ssl !== undefined && config.ssl !== false)) return { target, warnings: [] };
  if (config.ssl === undefined && (await offersTls(target)))
    return { target: { name, config: { ...config, ssl: UNVERIFIED } }, warnings: [] };
  const cause =
    config.ssl === undefined
      ? 'the server offers no TLS. Turn ssl on at the server'
      : 'sslmode=disable. Set sslmode=verify-full';
  const warning = `The connection to the database ${name} on another machine is not encrypted: ${cause}.`;
  return { target: { name, config: { ...config, ssl: false } }, warnings: [warning] };
}

/** True for loopback addresses, `localhost`, and a socket in the file system (no host, or a path as `host`). */
export function isOnThisMachine(url: string): boolean {
  const { hostname, searchParams } = new URL(url);
  const host = (searchParams.get('host') ?? hostname).replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (host === '' || host.startsWith('/') || host.startsWith('%2f')) return true;
  return isIP(host) ? /^127\.|^::1$|^::ffff:127\./.test(host) : /(^|\.)localhost\.?$/.test(host);
}

async function offersTls({ config }: DatabaseTarget): Promise<boolean> {
  const client = new pg.Client({ ...config, ssl: UNVERIFIED });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (REFUSAL.test((error as Error).message)) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
