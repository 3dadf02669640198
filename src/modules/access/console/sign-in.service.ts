import { Injectable, UnauthorizedException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditLog } from '../audit/audit-log.service.js';
import type { Caller } from '../caller.js';
import { Failures } from '../failures.service.js';
import { Keyring, type Key } from '../keyring.js';
import { Sessions, type OpenSession } from './sessions.service.js';

/** Somebody who has just signed in. */
export interface SignedIn {
  readonly open: OpenSession;
  readonly caller: Caller;
}

/** Signs people in with an admin key, and finds who is signed in where a page cannot send a header. */
@Injectable()
export class SignIn {
  constructor(
    private readonly keyring: Keyring,
    private readonly sessions: Sessions,
    private readonly failures: Failures,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Opens a session.
   *
   * @param text the key as it was typed
   * @throws HttpException 401 for a wrong key, 429 for an address that guesses
   */
  async open(text: string, request: FastifyRequest): Promise<SignedIn> {
    const locked = this.failures.lockOut(request.ip, 'key');
    if (locked !== null) throw locked;
    const key = this.keyring.find(text);
    if (key?.role !== 'admin') throw this.failures.note(request.ip, 'key', text, refused(key !== null));
    const caller = callerOf(key);
    await this.audit.record(
      { action: 'console.login', target: null, detail: {} },
      { caller, ip: request.ip },
    );
    return { open: this.sessions.start(key), caller };
  }

  /** Builds the cookie of a session. */
  cookie(open: OpenSession, request: FastifyRequest): string {
    return this.sessions.cookie(open, request);
  }

  /**
   * Finds the administrator behind a request that a form of the gateway's own page sent; null where there is none. Such a form cannot
   * send the token of the session. In its place stand the cookie, which browsers send to the same site alone, and the origin.
   */
  async signedIn(request: FastifyRequest): Promise<Caller | null> {
    if (request.caller !== null) return request.caller.role === 'admin' ? request.caller : null;
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') return null;
    const open = this.keyring.empty ? null : await this.sessions.of(request);
    return open === null ? null : callerOf(open.key);
  }
}

/** The caller of a session that a key opened. */
export function callerOf({ role, fingerprint }: Key): Caller {
  return { role, by: 'session', fingerprint, signedId: null };
}

function refused(known: boolean): UnauthorizedException {
  const message = known ? 'That key may post events; the console needs an admin key.' : 'Invalid key.';
  return new UnauthorizedException(message);
}
