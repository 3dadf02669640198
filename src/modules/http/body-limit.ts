import { ServiceUnavailableException } from '@nestjs/common';
import type { FastifyInstance, onRequestHookHandler } from 'fastify';
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

/** Bodies of routes with a higher limit that may be under way at once, bytes: parsed, they take several times that. */
const LARGE_BODIES = 32 * MIB;

/** A route's own limit in bytes, and what it takes beside `application/json`, for the refusals. */
export const Bodies = (limit: number, accepts: string): MethodDecorator =>
  RouteTerms({ bodyLimit: limit, accepts });

/** Has the routes that are defined from now on keep to their own limits, see {@link Bodies}. */
export function keepBodyLimits(instance: FastifyInstance): void {
  const bounded = boundLargeBodies();
  instance.addHook('onRoute', (route) => {
    const limit = route.config?.bodyLimit;
    if (limit === undefined) return;
    route.bodyLimit = limit;
    if (limit > BODY_LIMIT) route.onRequest = [route.onRequest ?? [], bounded(limit)].flat();
  });
}

/**
 * However many senders post large bodies at the same time, what they take in memory is bounded. Signed ones, which nobody
 * can check before they are read, have bounds of their own: a stranger cannot take those of senders with a key.
 */
function boundLargeBodies(): (limit: number) => onRequestHookHandler {
  const taken = { signed: 0, other: 0 };
  return (limit) => (request, reply, done) => {
    const kind = request.headers['webhook-signature'] === undefined ? 'other' : 'signed';
    const bytes = Math.min(Number(request.headers['content-length'] ?? limit), limit);
    if (taken[kind] + bytes > LARGE_BODIES) {
      const message = 'Too many large requests are under way; nothing was accepted.';
      return done(new ServiceUnavailableException({ message, retryAfter: 1 }));
    }
    taken[kind] += bytes;
    reply.raw.once('close', () => (taken[kind] -= bytes));
    return done();
  };
}
