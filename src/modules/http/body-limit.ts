import { ServiceUnavailableException } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { BodyPool, type PooledBody } from './body-pool.js';
import { clientNetwork } from './client-network.js';
import { ACCEPTED_ENCODINGS, compressionOf, demandUtf8 } from './content-encoding.js';
import { onHangUp } from './hang-up.js';
import { inflated } from './inflate.js';
import { RouteTerms } from './route-terms.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Largest body of the route, bytes; see {@link Bodies}. */
    bodyLimit?: number;
    /** Media types beside JSON that the route accepts, as a part of a sentence. */
    accepts?: string;
  }
}

const MIB = 1024 * 1024;

/** Largest body of routes without a limit of their own, bytes. */
export const BODY_LIMIT = MIB;

/** Memory for request bodies, bytes. Parsed, they take several times that. */
export interface BodyMemory {
  /** For bodies of routes with a higher limit, from callers with a key. */
  readonly large: number;
  /** For bodies of callers without a proven key, over all routes; one address may use `large` of it. */
  readonly unproven: number;
}

/** Sets the body limit of a route, bytes, and names in its refusals the media types it accepts beside JSON. */
export const Bodies = (limit: number, accepts: string): MethodDecorator =>
  RouteTerms({ bodyLimit: limit, accepts });

/** Whether the headers of a request prove its sender. */
type IsProven = (request: FastifyRequest) => boolean;

/**
 * Applies the limits of {@link Bodies} to all routes registered later, decompresses bodies within those limits, and
 * bounds the memory of the bodies of all requests together.
 */
export function keepBodyLimits(
  instance: FastifyInstance,
  isProven: IsProven,
  { large, unproven }: BodyMemory,
): void {
  const pools = {
    large: new BodyPool({ total: large, share: large }),
    unproven: new BodyPool({ total: unproven, share: Math.min(large, unproven) }),
  };
  instance.addHook('onRoute', (route) => {
    const limit = route.config?.bodyLimit;
    if (limit !== undefined) route.bodyLimit = limit;
  });
  instance.addHook('preParsing', (request, reply, payload, done) => {
    if (!hasBody(request)) return done(null, payload);
    let body: Readable;
    try {
      demandUtf8(request.headers['content-type']);
      body = decoded(request, reply, payload as Readable);
    } catch (error) {
      return done(error as Error);
    }
    const proven = isProven(request);
    if (!proven || isLarge(request)) meter(request, reply, { body, pools, proven });
    return done(null, body);
  });
}

/** Whether a request has a body to parse. */
function hasBody({ method, headers }: FastifyRequest): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function decoded(request: FastifyRequest, reply: FastifyReply, payload: Readable): Readable {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined) return payload;
  // The header belongs to a refusal alone, and is removed again where the encoding is supported.
  void reply.header('Accept-Encoding', ACCEPTED_ENCODINGS);
  const compression = compressionOf(encoding);
  reply.removeHeader('Accept-Encoding');
  return compression === null ? payload : inflated(payload, compression, limitOf(request));
}

function limitOf({ routeOptions }: FastifyRequest): number {
  return routeOptions.bodyLimit ?? BODY_LIMIT;
}

function isLarge(request: FastifyRequest): boolean {
  return limitOf(request) > BODY_LIMIT;
}

interface Metered {
  readonly body: Readable;
  readonly pools: Readonly<Record<'large' | 'unproven', BodyPool>>;
  readonly proven: boolean;
}

/** Counts the bytes of a body as they arrive, and refuses the request when the pool drops the body. */
function meter(request: FastifyRequest, reply: FastifyReply, { body, pools, proven }: Metered): void {
  const drop = (): void => queueMicrotask(() => refuse(request, body));
  const pooled = pools[proven ? 'large' : 'unproven'].open(clientNetwork(request.ip), drop);
  let bytes = 0;
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    pooled.grow(chunk.length);
  });
  // A body that is not read emits no `end`.
  body.on('error', () => pooled.release());
  untilOver(request, reply, pooled);
  body.once('end', () => {
    if (!isLarge(request)) return pooled.release();
    if (proven) return pooled.keep();
    // The signature has been checked by now: the request is processed, and counts as any other large body.
    pooled.release();
    const kept = pools.large.open('', () => undefined);
    kept.keep();
    kept.grow(bytes);
    return untilOver(request, reply, kept);
  });
}

function untilOver(request: FastifyRequest, reply: FastifyReply, pooled: PooledBody): void {
  const stay = onHangUp(request, () => pooled.release());
  reply.raw.once('close', () => {
    stay();
    pooled.release();
  });
}

function refuse({ raw }: FastifyRequest, body: Readable): void {
  const message =
    'Too many large requests are under way, and this one was the slowest; nothing was accepted.';
  const refusal = new ServiceUnavailableException({ message, retryAfter: 1 });
  // Destroying the request would close the connection that the refusal is sent on.
  if (body === raw) body.emit('error', refusal);
  else body.destroy(refusal);
}
