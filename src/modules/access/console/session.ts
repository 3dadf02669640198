import { createHmac, hkdfSync, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Key } from '../keys/key.js';

/** Time without use after which a session ends, ms. */
const IDLE_MS = 12 * 3_600_000;
/** Longest life of a session, ms. */
const LIFE_MS = 7 * 24 * 3_600_000;
/** Smallest extension that is worth a new cookie, ms. */
const RENEW_AFTER_MS = 30 * 60_000;

/** A console session. Times are Unix ms. */
export interface Session {
  /** UUID of the session. */
  readonly id: string;
  readonly signedInAt: number;
  readonly endsAt: number;
}

/**
 * Derives the secret that seals the sessions of a key. Without that key, or with another gateway secret, they are
 * invalid.
 */
export function sessionSecret(key: Pick<Key, 'digest'>, gatewaySecret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key.digest, gatewaySecret, 'console session', 32));
}

/** Opens a session at `now` (Unix ms). */
export function newSession(now: number): Session {
  return { id: randomUUID(), signedInAt: now, endsAt: now + IDLE_MS };
}

/** Extends the session by use; null while a new cookie is not worth it. */
export function extended(session: Session, now: number): Session | null {
  const endsAt = Math.min(now + IDLE_MS, session.signedInAt + LIFE_MS);
  return endsAt - session.endsAt >= RENEW_AFTER_MS ? { ...session, endsAt } : null;
}

/** Seals the session into a cookie's value, which cannot be forged or changed without the secret. */
export function seal({ id, signedInAt, endsAt }: Session, secret: Buffer): string {
  const content = [id, signedInAt.toString(36), endsAt.toString(36)].join('.');
  return `${content}.${mac(secret, `session.${content}`)}`;
}

/** Opens a cookie's value; null when it was not sealed with this secret, or the session has ended. */
export function unseal(value: string, secret: Buffer, now: number): Session | null {
  const parts = /^([0-9a-f-]{36})\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([\w-]{43})$/.exec(value);
  if (!parts) return null;
  const [, id, since, until, given] = parts as unknown as [string, string, string, string, string];
  if (!equalsSafely(given, mac(secret, `session.${id}.${since}.${until}`))) return null;
  const session = { id, signedInAt: parseInt(since, 36), endsAt: parseInt(until, 36) };
  return session.endsAt > now ? session : null;
}

/** Derives the token that requests which change something carry beside the cookie; other sites cannot read it. */
export function csrfToken({ id }: Session, secret: Buffer): string {
  return mac(secret, `csrf.${id}`);
}

/** Compares two texts in a time that does not depend on their content. */
export function equalsSafely(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function mac(secret: Buffer, content: string): string {
  return createHmac('sha256', secret).update(content).digest('base64url');
}
