import { ForbiddenException, Injectable, type HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable, Transform } from 'node:stream';
import { GatewayConfig } from '../config/gateway-config.js';
import { Clock } from '../model/clock.js';
import { LOOPBACK, type Caller } from './caller.js';
import { hasCookie, Sessions } from './console/sessions.service.js';
import { Failures } from './failures.service.js';
import { bearer, Keyring, type Key } from './keyring.js';
import { forwardedBy } from './forwarding-headers.js';
import { foreignTo } from './same-machine.js';
import { checkedBody } from './signed/checked-body.js';
import { isSigned, readSignature, SignatureCheck, type Signature } from './signed/signature.js';
import { unauthorized } from './unauthorized.js';

const UNKNOWN_SIGNER = 'The signature is not one of a key known here.';

/** Finds out who asks, before the gateway reads and parses a body. */
@Injectable()
export class Gate {
  /** What a key that was wrong is answered, for the guard of routes that are not under `/api/`. */
  readonly #wrongKeys = new WeakMap<FastifyRequest, HttpException>();

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
    const text = bearer(request.headers.authorization);
    if (text !== undefined) return this.#byKey(request, text);
    if (comesSigned(request)) return this.failures.lockOut(request.ip, 'signature') ?? undefined;
    if (hasCookie(request)) return this.#byCookie(request, reply);
    return this.#unlessKnown(request);
  }

  /** The body of a signed request, which ends in a refusal when the signature is wrong; else the body as it is. */
  body(request: FastifyRequest, reply: FastifyReply, body: Readable): Readable | Promise<never> {
    if (request.caller !== null || !comesSigned(request)) return body;
    const signature = readSignature(request.headers, this.clock.now());
    if (typeof signature === 'string')
      return Promise.reject(this.#wrongSignature(request, unauthorized(undefined, signature)));
    const checked = this.#checked(request, body, signature);
    // What was refused half-read must not keep the connection from its next request.
    reply.raw.once('finish', () => body.unpipe(checked).resume());
    return checked;
  }

  /** What a request gets that needs a key and has shown none, or a wrong one. */
  refusalOf(request: FastifyRequest): HttpException {
    return this.#wrongKeys.get(request) ?? unauthorized(request.headers.authorization);
  }

  #neighbour(request: FastifyRequest): Error | undefined {
    const reason = foreignTo(this.config.host, request) ?? forwardedBy(request);
    if (reason !== null) return new ForbiddenException(reason);
    request.caller = LOOPBACK;
    return undefined;
  }

  /** Wrong keys count on open routes as well: some of them tell who the caller is. */
  #byKey(request: FastifyRequest, text: string): Error | undefined {
    const locked = this.failures.lockOut(request.ip, 'key');
    const key = locked === null ? this.keyring.find(text) : null;
    if (key !== null) {
      request.caller = callerBy('key', key);
      return undefined;
    }
    const wrong = unauthorized(request.headers.authorization);
    const refusal = locked ?? this.failures.note(request.ip, 'key', text, wrong);
    this.#wrongKeys.set(request, refusal);
    return wantsKey(request) ? refusal : undefined;
  }

  async #byCookie(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const open = await this.sessions.of(request);
    const refusal = open === null ? this.#unlessKnown(request) : undefined;
    if (refusal) throw refusal;
    if (open === null) return;
    // Open routes see to it themselves: signing in needs no session.
    if (this.sessions.lacksToken(open, request) && isOpen(request)) return;
    this.sessions.demandToken(open, request);
    request.caller = callerBy('session', open.key);
    const cookie = this.sessions.renewal(open, request);
    if (cookie !== null) void reply.header('Set-Cookie', cookie);
  }

  /** The guard asks again at every route; here it is a matter of not reading bodies for nothing. */
  #unlessKnown(request: FastifyRequest): Error | undefined {
    return request.caller === null && wantsKey(request) ? this.refusalOf(request) : undefined;
  }

  #checked(request: FastifyRequest, body: Readable, signature: Signature): Transform {
    const check = new SignatureCheck(signature, this.keyring.signing);
    return checkedBody(body, check, () => {
      const key = check.signer();
      if (key === null) return this.#wrongSignature(request, unauthorized(undefined, UNKNOWN_SIGNER));
      request.caller = { ...callerBy('signature', key), signedId: signature.id };
      return null;
    });
  }

  #wrongSignature({ ip, headers }: FastifyRequest, refusal: HttpException): HttpException {
    return this.failures.note(ip, 'signature', String(headers['webhook-signature']), refusal);
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
