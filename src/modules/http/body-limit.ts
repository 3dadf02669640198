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
    /** The largest body of this route, bytes; see {@link Bodies}. */
    bodyLimit?: number;
    /** What may be sent, as a part of a sentence. */
    accepts?: string;
  }
}

const MIB = 1024 * 1024;

/** The largest request body unless a route says otherwise, bytes. */
export const BODY_LIMIT = MIB;

/** Bodies of routes with a higher limit, of callers with a key: parsed, they take several times that. */
const LARGE_BODIES = { total: 32 * MIB, share: 32 * MIB };
/** Bodies of callers who have not shown a key (yet), over all routes. */
const UNPROVEN_BODIES = { total: 64 * MIB, share: 32 * MIB };

/** A route's own limit in bytes, and what it takes beside `application/json`, for the refusals. */
export const Bodies = (limit: number, accepts: string): MethodDecorator =>
  RouteTerms({ bodyLimit: limit, accepts });

/** Whether a request's headers have shown who sends it. */
type IsProven = (request: FastifyRequest) => boolean;

/**
 * Has the routes that are defined from now on keep to their own limits, see {@link Bodies}; decompresses bodies within
 * those limits; and bounds what the bodies of all requests together take in memory, however many senders there are.
 */
export function keepBodyLimits(instance: FastifyInstance, isProven: IsProven): void {
  const pools = { large: new BodyPool(LARGE_BODIES), unproven: new BodyPool(UNPROVEN_BODIES) };
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

/** Without one nothing is parsed, whatever its headers say of it. */
function hasBody({ method, headers }: FastifyRequest): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function decoded(request: FastifyRequest, reply: FastifyReply, payload: Readable): Readable {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined) return payload;
  // Taken back where the encoding is one of them: it belongs to the refusal alone.
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

/** Counts a body as it arrives, and refuses its request when it is dropped. */
function meter(request: FastifyRequest, reply: FastifyReply, { body, pools, proven }: Metered): void {
  const drop = (): void => queueMicrotask(() => refuse(request, body));
  const pooled = pools[proven ? 'large' : 'unproven'].open(clientNetwork(request.ip), drop);
  let bytes = 0;
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    pooled.grow(chunk.length);
  });
  // A body that nobody reads has nobody who hears of its end.
  body.on('error', () => pooled.release());
  untilOver(request, reply, pooled);
  body.once('end', () => {
    if (!isLarge(request)) return pooled.release();
    if (proven) return pooled.keep();
    // The signature is judged now: what holds is worked on, as any other large body.
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
  // The request itself must not be destroyed: the refusal goes out on its connection.
  if (body === raw) body.emit('error', refusal);
  else body.destroy(refusal);
}
