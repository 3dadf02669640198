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
  renewed,
  same,
  seal,
  sessionSecret,
  unseal,
  type Session,
} from './session.js';

const COOKIE = 'gateway_session';

/** A session with the key it was opened with. */
export interface OpenSession {
  readonly session: Session;
  readonly key: Key;
  readonly csrfToken: string;
}

/** The console's sessions. They stand in their cookies, so that they hold on every node and over a restart. */
@Injectable()
export class Sessions {
  readonly #ended = new Subject<void>();
  /** Tells that one was ended here. */
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
   * The session of a request; null without one, and when it has ended.
   *
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

  /** True where a request changes something and does not carry the session's own token. */
  lacksToken({ csrfToken }: OpenSession, { method, headers }: FastifyRequest): boolean {
    if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return false;
    return !same(String(headers['x-csrf-token'] ?? ''), csrfToken);
  }

  /** @throws ForbiddenException like {@link lacksToken} */
  demandToken(open: OpenSession, request: FastifyRequest): void {
    if (!this.lacksToken(open, request)) return;
    const message = 'Send the token of your session in the header X-CSRF-Token.';
    throw new ForbiddenException({ code: 'csrf_token', message });
  }

  /** From now on it counts on no node any more. */
  async end({ session }: OpenSession): Promise<void> {
    await this.store.endSession(session.id, session.endsAt);
    this.#ended.next();
  }

  /** The session's cookie; for a request over HTTPS one that goes no other way. */
  cookie({ session, key }: OpenSession, request: FastifyRequest): string {
    // Rounded up, so that the cookie does not end before the session; what is over is refused by its own end.
    const maxAge = Math.ceil((session.endsAt - this.clock.now()) / 1000);
    return written(seal(session, this.#secretOf(key)), maxAge, request);
  }

  /** A new cookie where the session is to be prolonged. */
  renewal(open: OpenSession, request: FastifyRequest): string | null {
    const session = renewed(open.session, this.clock.now());
    return session && this.cookie({ ...open, session }, request);
  }

  /** What makes a browser forget the cookie. */
  noCookie(request: FastifyRequest): string {
    return written('', 0, request);
  }

  #open(session: Session, key: Key): OpenSession {
    return { session, key, csrfToken: csrfToken(session, this.#secretOf(key)) };
  }

  #secretOf(key: Key): Buffer {
    return this.#secrets.find((known) => known.key === key)!.secret;
  }
}

/** True where a request may belong to a session: worth a closer look. */
export function hasCookie({ headers: { cookie } }: FastifyRequest): boolean {
  return cookie?.includes(`${COOKIE}=`) === true;
}

function cookieOf(request: FastifyRequest): string | undefined {
  return hasCookie(request) ? request.server.parseCookie(request.headers.cookie!)[COOKIE] : undefined;
}

/** Sent back only under the path of the gateway: the host may serve others beside it. */
function written(value: string, maxAge: number, { protocol, server, basePath }: FastifyRequest): string {
  const secure = protocol === 'https';
  return server.serializeCookie(COOKIE, value, {
    path: basePath || '/',
    httpOnly: true,
    sameSite: 'strict',
    secure,
    maxAge,
  });
}
