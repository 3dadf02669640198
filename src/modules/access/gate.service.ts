import { ForbiddenException, Injectable, type HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable, Transform } from 'node:stream';
import { GatewayConfig } from '../config/gateway-config.js';
import { Clock } from '../model/clock.js';
import { LOOPBACK, type Caller } from './caller.js';
import { hasCookie, Sessions } from './console/sessions.service.js';
import { Failures } from './failures.service.js';
import { bearer, Keyring, type Key } from './keyring.js';
import { foreignTo } from './same-machine.js';
import { checkedBody } from './signed/checked-body.js';
import { isSigned, readSignature, SignatureCheck, type Signature } from './signed/signature.js';
import { unauthorized } from './unauthorized.js';

const UNKNOWN_SIGNER = 'The signature is not one of a key known here.';

/** Finds out who asks, before the gateway reads and parses a body. */
@Injectable()
export class Gate {
  constructor(
    private readonly keyring: Keyring,
    private readonly sessions: Sessions,
    private readonly failures: Failures,
    private readonly config: GatewayConfig,
    private readonly clock: Clock,
  ) {}

  /** Sets the request's caller, where it has one. Says or rejects with why it may not go on. */
  admit(request: FastifyRequest, reply: FastifyReply): Promise<void> | Error | undefined {
    if (this.keyring.empty) return this.#neighbour(request);
    const { headers } = request;
    const text = bearer(headers.authorization);
    if (text !== undefined) {
      const key = this.keyring.find(text);
      if (key) request.caller = callerBy('key', key);
    } else if (comesSigned(request)) return undefined;
    else if (hasCookie(request)) return this.#byCookie(request, reply);
    return this.#unlessKnown(request);
  }

  /** The body of a signed request, which ends in a refusal when the signature is wrong; else the body as it is. */
  body(request: FastifyRequest, reply: FastifyReply, body: Readable): Readable | Promise<never> {
    if (request.caller !== null || !comesSigned(request)) return body;
    const signature = readSignature(request.headers, this.clock.now());
    if (typeof signature === 'string') return this.#refuse(request, unauthorized(undefined, signature));
    const checked = this.#checked(request, body, signature);
    // What was refused half-read must not keep the connection from its next request.
    reply.raw.once('finish', () => body.unpipe(checked).resume());
    return checked;
  }

  /** Rejects with what a request gets that needs a key and has shown none, or a wrong one: those are counted. */
  async refuse(request: FastifyRequest): Promise<never> {
    const { authorization } = request.headers;
    const refusal = unauthorized(authorization);
    if (bearer(authorization) === undefined) throw refusal;
    return this.#refuse(request, refusal);
  }

  #neighbour(request: FastifyRequest): Error | undefined {
    const reason = foreignTo(this.config.host, request);
    request.caller = LOOPBACK;
    return reason === null ? undefined : new ForbiddenException(reason);
  }

  async #byCookie(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const open = await this.sessions.of(request);
    if (!open) return this.#unlessKnown(request);
    // Open routes see to it themselves: signing in needs no session.
    if (this.sessions.lacksToken(open, request) && isOpen(request)) return;
    this.sessions.demandToken(open, request);
    request.caller = callerBy('session', open.key);
    const cookie = this.sessions.renewal(open, request);
    if (cookie !== null) void reply.header('Set-Cookie', cookie);
  }

  /** The guard asks again at every route; here it is a matter of not reading bodies for nothing. */
  #unlessKnown(request: FastifyRequest): Promise<never> | undefined {
    return request.caller !== null || !wantsKey(request) ? undefined : this.refuse(request);
  }

  #checked(request: FastifyRequest, body: Readable, signature: Signature): Transform {
    const check = new SignatureCheck(signature, this.keyring.signing);
    return checkedBody(body, check, async () => {
      const key = check.signer();
      if (key === null) return this.failures.note(request.ip, unauthorized(undefined, UNKNOWN_SIGNER));
      request.caller = { ...callerBy('signature', key), signedId: signature.id };
      return null;
    });
  }

  async #refuse(request: FastifyRequest, refusal: HttpException): Promise<never> {
    throw await this.failures.note(request.ip, refusal);
  }
}

/**
 * The route that was chosen decides, however its path was spelled: percent-encoded, or as a whole address. The path as it came
 * counts only where there is no route.
 */
function wantsKey(request: FastifyRequest): boolean {
  return (request.routeOptions.url ?? request.url).startsWith('/api/') && !isOpen(request);
}

/** Where a signature counts, and no bearer goes before it. */
function comesSigned({ headers, routeOptions }: FastifyRequest): boolean {
  const counts = routeOptions.config?.signable === true;
  return counts && isSigned(headers) && bearer(headers.authorization) === undefined;
}

function isOpen({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.config?.open === true;
}

function callerBy(by: Caller['by'], { role, fingerprint }: Key): Caller {
  return { role, by, fingerprint, signedId: null };
}
