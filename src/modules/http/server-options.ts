import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';
import { BODY_LIMIT } from './body-limit.js';
import { refuseNoise, refuseUnroutable } from './refusals.js';
import { belongsTo } from './trusted-proxies.js';

const PARAM_LENGTH_MAX = 2_000;
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * What the HTTP server goes by, whatever it serves.
 *
 * @param trustProxy the networks (CIDRs) of proxies whose `X-Forwarded-…` headers count
 * @param requestTimeoutMs when a request that is not whole is given up, ms; it is noticed within a tenth of that
 */
export function serverOptions(trustProxy: readonly string[], requestTimeoutMs = REQUEST_TIMEOUT_MS) {
  return {
    bodyLimit: BODY_LIMIT,
    // `data` passes through untouched, whatever its keys are called; nothing of it is ever merged into an object.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    forceCloseConnections: 'idle',
    // What comes on an open connection while the server closes is still served, and the connection closed after it.
    return503OnClosing: false,
    requestTimeout: requestTimeoutMs,
    http: {
      // Of the two timeouts Node takes the longer one for the body: its own, of a minute, unless both are the same.
      headersTimeout: requestTimeoutMs,
      // It would look only every 30 s.
      connectionsCheckingInterval: Math.ceil(requestTimeoutMs / 10),
    },
    trustProxy: trustProxy.length > 0 && belongsTo(trustProxy),
    // Of a path, as it is encoded: ids have up to 200 characters, of up to 9 bytes each.
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    frameworkErrors: refuseUnroutable,
    clientErrorHandler: refuseNoise,
  } satisfies FastifyHttpOptions<Server>;
}
