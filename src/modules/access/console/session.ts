import { createHmac, hkdfSync, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Key } from '../keyring.js';

/** A session ends when it was not used for so long, ms, … */
const IDLE_MS = 12 * 3_600_000;
/** … and after so long in any case. */
const LIFE_MS = 7 * 24 * 3_600_000;
/** Used after so long, it is prolonged: not with every request. */
const RENEW_AFTER_MS = 30 * 60_000;

/** Someone who signed in to the console. Times in Unix ms. */
export interface Session {
  /** UUID. */
  readonly id: string;
  readonly signedInAt: number;
  readonly endsAt: number;
}

/** What sessions opened with a key are sealed with: without the key, or with another secret, they are worth nothing. */
export function sessionSecret(key: Key, gatewaySecret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key.digest, gatewaySecret, 'console session', 32));
}

export function newSession(now: number): Session {
  return { id: randomUUID(), signedInAt: now, endsAt: now + IDLE_MS };
}

/** The session prolonged, or null as long as that is not worth a new cookie. */
export function renewed(session: Session, now: number): Session | null {
  const endsAt = Math.min(now + IDLE_MS, session.signedInAt + LIFE_MS);
  return endsAt - session.endsAt >= RENEW_AFTER_MS ? { ...session, endsAt } : null;
}

/** The session as a cookie's value: nobody can make or change one without the secret. */
export function seal({ id, signedInAt, endsAt }: Session, secret: Buffer): string {
  const content = [id, signedInAt.toString(36), endsAt.toString(36)].join('.');
  return `${content}.${mac(secret, `session.${content}`)}`;
}

/** The session of a cookie's value; null when it was not sealed with this secret or has ended. */
export function unseal(value: string, secret: Buffer, now: number): Session | null {
  const parts = /^([0-9a-f-]{36})\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([\w-]{43})$/.exec(value);
  if (!parts) return null;
  const [, id, since, until, given] = parts as unknown as [string, string, string, string, string];
  if (!same(given, mac(secret, `session.${id}.${since}.${until}`))) return null;
  const session = { id, signedInAt: parseInt(since, 36), endsAt: parseInt(until, 36) };
  return session.endsAt > now ? session : null;
}

/** What requests that change something must carry beside the cookie: another site cannot read it. */
export function csrfToken({ id }: Session, secret: Buffer): string {
  return mac(secret, `csrf.${id}`);
}

export function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function mac(secret: Buffer, content: string): string {
  return createHmac('sha256', secret).update(content).digest('base64url');
}
