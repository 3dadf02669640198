import { ForbiddenException, Injectable } from '@nestjs/common';
import '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { Subject, type Observable } from 'rxjs';
import { SecretKey } from '../../config/secret-key.js';
import { Clock } from '../../model/clock.js';
import { AccessStore } from '../../store/access-store.js';
import { Keyring, type Key } from '../keyring.js';
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
  /** Emits when this node has ended a session. */
  readonly ended: Observable<void> = this.#ended.asObservable();
  readonly #secrets: readonly { readonly key: Key; readonly secret: Buffer }[];

  constructor(
    keyring: Keyring,
    secretKey: SecretKey,
    private readonly store: AccessStore,
    private readonly clock: Clock,
  ) {
    this.#secrets = keyring.admins.map((key) => ({ key, secret: sessionSecret(key, secretKey.secret) }));
  }

  start(key: Key): OpenSession {
    return this.#open(newSession(this.clock.now()), key);
  }

  /**
   * Reads the session of a request; null without one, or when it has ended.
   * @throws GatewayError `store_unavailable`
   */
  async of(request: FastifyRequest): Promise<OpenSession | null> {
    const value = cookieOf(request);
    if (value === undefined) return null;
    for (const { key, secret } of this.#secrets) {
      const session = unseal(value, secret, this.clock.now());
      if (session) return (await this.store.isEnded(session.id)) ? null : this.#open(session, key);
    }
    return null;
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

  #open(session: Session, key: Key): OpenSession {
    return { session, key, csrfToken: csrfToken(session, this.#secretOf(key)) };
  }

  #secretOf(key: Key): Buffer {
    return this.#secrets.find((known) => known.key === key)!.secret;
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
