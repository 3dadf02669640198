import { Injectable, UnauthorizedException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditLog } from '../audit/audit-log.service.js';
import { callerBy, type Caller } from '../caller.js';
import { Failures } from '../failures.service.js';
import { Keyring } from '../keyring.service.js';
import { formFault } from '../keys/key-text.js';
import type { Key } from '../keys/key.js';
import { opens, rolesText, type Role } from '../roles.js';
import { keyEnded, unauthorized } from '../unauthorized.js';
import { Sessions, type OpenSession } from './sessions.service.js';

/** Somebody who has just signed in. */
export interface SignedIn {
  readonly open: OpenSession;
  readonly caller: Caller;
}

/** The least role that presses actions of messages: they steer deliveries and endpoints. */
const PRESSES: Role = 'operator';

/** Signs people in with a key, and finds who is signed in where a page cannot send a header. */
@Injectable()
export class SignIn {
  constructor(
    private readonly keyring: Keyring,
    private readonly sessions: Sessions,
    private readonly failures: Failures,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Opens a session of the console.
   *
   * @param text the key as it was typed
   * @throws HttpException 401 for a wrong key, one that has ended or whose role is too low, 429 for an address that guesses
   */
  open(text: string, request: FastifyRequest): Promise<SignedIn> {
    return this.#open(text, request, 'viewer');
  }

  /** Opens a session of somebody who may press actions of messages. Arguments and errors are those of {@link open}. */
  openToPress(text: string, request: FastifyRequest): Promise<SignedIn> {
    return this.#open(text, request, PRESSES);
  }

  async #open(text: string, request: FastifyRequest, needed: Role): Promise<SignedIn> {
    const { ip } = request;
    const locked = this.failures.lockOut(ip, 'key');
    if (locked !== null) throw locked;
    const key = this.keyring.find(text);
    if (key === null)
      throw this.failures.note(ip, 'key', text, unauthorized('Bearer', formFault(text) ?? undefined));
    request.endedKey = this.keyring.isValid(key) ? null : key;
    if (request.endedKey !== null) throw keyEnded(key);
    if (!opens(key.role, needed)) throw this.failures.note(ip, 'key', text, tooLow(key, needed));
    const caller = callerBy('session', key);
    await this.audit.record({ action: 'console.login', target: null, detail: {} }, { caller, ip });
    return { open: this.sessions.start(key), caller };
  }

  /** Builds the cookie of a session. */
  cookie(open: OpenSession, request: FastifyRequest): string {
    return this.sessions.cookie(open, request);
  }

  /**
   * Finds the person who may press actions behind a request that a form of the gateway's own page sent; null where there is none. Such a
   * form cannot send the token of the session. In its place stand the cookie, which browsers send to the same site alone, and the origin.
   */
  async signedIn(request: FastifyRequest): Promise<Caller | null> {
    if (request.caller !== null) return opens(request.caller.role, PRESSES) ? request.caller : null;
    if (!isFromOwnPage(request)) return null;
    const open = this.keyring.empty ? null : await this.sessions.of(request);
    return open !== null && opens(open.key.role, PRESSES) ? callerBy('session', open.key) : null;
  }
}

/**
 * Tells whether a form is one of the gateway's own pages. Browsers say so over HTTPS; without it they name the origin alone, and another
 * port of the same host is the same site to the cookie.
 */
function isFromOwnPage({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return headers.origin === undefined || URL.parse(headers.origin)?.host === host;
}

function tooLow({ role }: Key, needed: Role): UnauthorizedException {
  const what = needed === 'viewer' ? 'the console' : 'the action';
  return new UnauthorizedException(
    `That key has the role ${role}; ${what} needs the role ${rolesText(needed)}.`,
  );
}
