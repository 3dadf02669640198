import { ForbiddenException, Injectable } from '@nestjs/common';
import '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { merge, Subject, type Observable } from 'rxjs';
import { SecretKey } from '../../config/secret-key.js';
import { Clock } from '../../model/clock.js';
import { AccessStore } from '../../store/access-store.js';
import { BoundedCache } from '../../model/bounded-cache.js';
import { BoundedMap } from '../../model/bounded-map.js';
import { Keyring } from '../keyring.service.js';
import type { Key } from '../keys/key.js';
import { StoredKeys } from '../keys/stored-keys.service.js';
import {
  csrfToken,
  newSession,
  extended,
  equalsSafely,
  seal,
  sessionSecret,
  unseal,
  type Session,
} from './session.js';

const COOKIE = 'gateway_session';
/** Keys of cookies, and secrets of keys, that are remembered, at most. */
const KEYS_REMEMBERED = 1_000;

/** A valid session, with its key and its CSRF token. */
export interface OpenSession {
  readonly session: Session;
  readonly key: Key;
  readonly csrfToken: string;
}

/**
 * Opens, reads and ends console sessions. A session lives in its cookie, so it is valid on every node and after a
 * restart.
 */
@Injectable()
export class Sessions {
  readonly #ended = new Subject<void>();
  /** Emits when a session may have ended: this node has ended one, or keys have changed. */
  readonly ended: Observable<void>;
  /** Secrets by the digest of their key. */
  readonly #secrets: BoundedCache<string, Buffer>;
  /** The key of each cookie that was read lately: trying all keys takes long where there are many. */
  readonly #keys = new BoundedMap<string, Key>(KEYS_REMEMBERED);

  constructor(
    private readonly keyring: Keyring,
    stored: StoredKeys,
    { secret }: SecretKey,
    private readonly store: AccessStore,
    private readonly clock: Clock,
  ) {
    this.ended = merge(this.#ended, stored.changes);
    this.#secrets = new BoundedCache(KEYS_REMEMBERED, (hex) =>
      sessionSecret({ digest: Buffer.from(hex, 'hex') }, secret),
    );
  }

  start(key: Key): OpenSession {
    return this.#open(newSession(this.clock.now()), key);
  }

  /**
   * Reads the session of a request; null without one, or when it has ended.
   *
   * @throws GatewayError `store_unavailable`
   */
  async of(request: FastifyRequest): Promise<OpenSession | null> {
    const value = cookieOf(request);
    if (value === undefined) return null;
    const sealed = this.#unseal(value);
    if (sealed === null || (await this.store.isEnded(sealed.session.id))) return null;
    return this.#open(sealed.session, sealed.key);
  }

  /** Tells whether a request changes something without carrying the token of its session. */
  lacksToken({ csrfToken }: OpenSession, { method, headers }: FastifyRequest): boolean {
    if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return false;
    return !equalsSafely(String(headers['x-csrf-token'] ?? ''), csrfToken);
  }

  /** Refuses a request that {@link lacksToken}. @throws ForbiddenException `csrf_token` */
  demandToken(open: OpenSession, request: FastifyRequest): void {
    if (!this.lacksToken(open, request)) return;
    const message = 'Send the token of your session in the header X-CSRF-Token.';
    throw new ForbiddenException({ code: 'csrf_token', message });
  }

  /** Ends the session on every node. */
  async end({ session }: OpenSession): Promise<void> {
    await this.store.endSession(session.id, session.endsAt);
    this.#ended.next();
  }

  /** Builds the cookie of a session; secure when the request came over HTTPS. */
  cookie({ session, key }: OpenSession, request: FastifyRequest): string {
    // The age is rounded up, so that the cookie does not end before the session, which has an end of its own.
    const maxAge = Math.ceil((session.endsAt - this.clock.now()) / 1000);
    return cookieHeader(seal(session, this.#secretOf(key)), maxAge, request);
  }

  /** Builds a new cookie when the session is to be extended; null otherwise. */
  renewal(open: OpenSession, request: FastifyRequest): string | null {
    const session = extended(open.session, this.clock.now());
    return session && this.cookie({ ...open, session }, request);
  }

  /** Builds the cookie that makes a browser forget the session. */
  clearedCookie(request: FastifyRequest): string {
    return cookieHeader('', 0, request);
  }

  /** Reads a cookie's value under the valid key that sealed it; null where there is none. */
  #unseal(value: string): { readonly session: Session; readonly key: Key } | null {
    const known = this.#keys.get(value);
    const current = known === undefined ? null : this.keyring.current(known);
    for (const key of current === null ? this.keyring.consoleKeys() : [current]) {
      const session = unseal(value, this.#secretOf(key), this.clock.now());
      if (session === null) continue;
      this.#keys.set(value, key);
      return { session, key };
    }
    return null;
  }

  #open(session: Session, key: Key): OpenSession {
    return { session, key, csrfToken: csrfToken(session, this.#secretOf(key)) };
  }

  #secretOf(key: Key): Buffer {
    return this.#secrets.get(key.digest.toString('hex'));
  }
}

/** Tells whether the request carries a session cookie, valid or not. */
export function hasCookie({ headers: { cookie } }: FastifyRequest): boolean {
  return cookie?.includes(`${COOKIE}=`) === true;
}

function cookieOf(request: FastifyRequest): string | undefined {
  return hasCookie(request) ? request.server.parseCookie(request.headers.cookie!)[COOKIE] : undefined;
}

/** Writes a cookie for the gateway's path only, because the host may serve other applications beside it. */
function cookieHeader(value: string, maxAge: number, { protocol, server, basePath }: FastifyRequest): string {
  const secure = protocol === 'https';
  return server.serializeCookie(COOKIE, value, {
    path: basePath || '/',
    httpOnly: true,
    sameSite: 'strict',
    secure,
    maxAge,
  });
}
