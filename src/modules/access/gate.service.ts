import { ForbiddenException, Injectable, type HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable, Transform } from 'node:stream';
import { GatewayConfig } from '../config/gateway-config.js';
import { callerBy, LOOPBACK } from './caller.js';
import { hasCookie, Sessions } from './console/sessions.service.js';
import { Failures } from './failures.service.js';
import { bearer, Keyring } from './keyring.service.js';
import { formFault } from './keys/key-text.js';
import type { Key } from './keys/key.js';
import { KeyUses } from './keys/key-uses.service.js';
import { proxyRefusal } from './forwarding-headers.js';
import { crossSiteRefusal } from './same-machine.js';
import { checkedBody } from './signed/checked-body.js';
import { isSigned, readSignature, SignatureCheck, type Signature } from './signed/signature.js';
import { keyEnded, rateExceeded, unauthorized } from './unauthorized.js';

const UNKNOWN_SIGNER = 'The signature is not one of a key known here.';

/** Identifies the caller before the gateway reads and parses a body. */
@Injectable()
export class Gate {
  /** Refusals of wrong keys on routes outside `/api/`; the guard throws them. */
  readonly #wrongKeys = new WeakMap<FastifyRequest, HttpException>();

  constructor(
    private readonly keyring: Keyring,
    private readonly sessions: Sessions,
    private readonly failures: Failures,
    private readonly config: GatewayConfig,
    private readonly uses: KeyUses,
  ) {}

  /**
   * Sets `request.caller` where the request identifies one. Returns, or rejects with, the reason why the request is
   * refused.
   */
  admit(request: FastifyRequest, reply: FastifyReply): Promise<void> | Error | undefined {
    if (this.keyring.empty) return this.#byLoopback(request);
    const text = bearer(request.headers.authorization);
    if (text !== undefined) return this.#byKey(request, text);
    if (isSignedRequest(request)) return this.failures.lockOut(request.ip, 'signature') ?? undefined;
    if (hasCookie(request)) return this.#byCookie(request, reply);
    return this.#refuseUnidentified(request);
  }

  /**
   * Returns the body of a signed request as a stream that ends in a refusal when the signature is wrong; any other body
   * as it is.
   */
  body(request: FastifyRequest, reply: FastifyReply, body: Readable): Readable | Promise<never> {
    if (request.caller !== null || !isSignedRequest(request)) return body;
    const signature = readSignature(request.headers, this.keyring.now());
    if (typeof signature === 'string')
      return Promise.reject(this.#wrongSignature(request, unauthorized(undefined, signature)));
    const checked = this.#checked(request, body, signature);
    // The rest of a refused body is read, so that the connection can serve its next request.
    reply.raw.once('finish', () => body.unpipe(checked).resume());
    return checked;
  }

  /** Returns the refusal of a request without a key or with a wrong one. */
  refusalOf(request: FastifyRequest): HttpException {
    return this.#wrongKeys.get(request) ?? unauthorized(request.headers.authorization);
  }

  #byLoopback(request: FastifyRequest): Error | undefined {
    const reason = crossSiteRefusal(this.config.host, request) ?? proxyRefusal(request);
    if (reason !== null) return new ForbiddenException(reason);
    request.caller = LOOPBACK;
    return undefined;
  }

  /** Wrong keys count on public routes as well, because some of them reveal whether the caller is known. */
  #byKey(request: FastifyRequest, text: string): Error | undefined {
    const locked = this.failures.lockOut(request.ip, 'key');
    const key = locked === null ? this.keyring.find(text) : null;
    if (key !== null && this.keyring.isValid(key)) return this.#enter(request, key);
    const refusal = locked ?? (key === null ? this.#wrongKey(request, text) : keyEnded(key));
    request.endedKey = key;
    this.#wrongKeys.set(request, refusal);
    return requiresKey(request) ? refusal : undefined;
  }

  #enter(request: FastifyRequest, key: Key): Error | undefined {
    request.caller = callerBy('key', key);
    const waitMs = this.uses.take(key);
    return waitMs === 0 ? undefined : rateExceeded(key, waitMs);
  }

  /** Only texts that are no key count as guesses: a sender whose key has ended is no stranger. */
  #wrongKey({ ip, headers }: FastifyRequest, text: string): HttpException {
    const wrong = unauthorized(headers.authorization, formFault(text) ?? undefined);
    return this.failures.note(ip, 'key', text, wrong);
  }

  async #byCookie(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const open = await this.sessions.of(request);
    const refusal = open === null ? this.#refuseUnidentified(request) : undefined;
    if (refusal) throw refusal;
    if (open === null) return;
    // Public routes check the token themselves: signing in needs no session.
    if (this.sessions.lacksToken(open, request) && isOpen(request)) return;
    this.sessions.demandToken(open, request);
    request.caller = callerBy('session', open.key);
    this.uses.note(open.key);
    const cookie = this.sessions.renewal(open, request);
    if (cookie !== null) void reply.header('Set-Cookie', cookie);
  }

  /** Refuses unidentified callers before their body is read; the guard checks again at every route. */
  #refuseUnidentified(request: FastifyRequest): Error | undefined {
    return request.caller === null && requiresKey(request) ? this.refusalOf(request) : undefined;
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
 * Tells whether the route needs a key. The matched route decides, not the spelling of the path (percent-encoded, or an
 * absolute URL); the path counts only where no route matched.
 */
function requiresKey(request: FastifyRequest): boolean {
  return (request.routeOptions.url ?? request.url).startsWith('/api/') && !isOpen(request);
}

/** Tells whether the signature is to be checked: the route accepts signatures, and there is no bearer key. */
function isSignedRequest({ headers, routeOptions }: FastifyRequest): boolean {
  const counts = routeOptions.config?.signable === true;
  return counts && isSigned(headers) && bearer(headers.authorization) === undefined;
}

function isOpen({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.config?.open === true;
}
