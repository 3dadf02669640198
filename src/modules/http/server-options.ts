import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';
import { BODY_LIMIT } from './body-limit.js';
import { refuseMalformedHttp, refuseUnroutable } from './early-refusals.js';
import { belongsTo } from './trusted-proxies.js';

/** Characters of a path parameter as encoded, at most: ids have up to 200 characters of up to 9 bytes each. */
const PARAM_LENGTH_MAX = 2_000;
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Options of the HTTP server.
 *
 * @param trustProxy CIDRs of the proxies whose `X-Forwarded-…` headers count
 * @param requestTimeoutMs time for a request to arrive completely, ms; checked every tenth of that
 */
export function serverOptions(trustProxy: readonly string[], requestTimeoutMs = REQUEST_TIMEOUT_MS) {
  return {
    bodyLimit: BODY_LIMIT,
    // `data` passes through whatever its keys are called: it is never merged into another object.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    forceCloseConnections: 'idle',
    // Requests on open connections are still served while the server closes.
    return503OnClosing: false,
    requestTimeout: requestTimeoutMs,
    http: {
      // Node applies the longer of the two timeouts to the body, and its default for headers is a minute.
      headersTimeout: requestTimeoutMs,
      // Node's default is 30 s.
      connectionsCheckingInterval: Math.ceil(requestTimeoutMs / 10),
    },
    trustProxy: trustProxy.length > 0 && belongsTo(trustProxy),
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    frameworkErrors: refuseUnroutable,
    clientErrorHandler: refuseMalformedHttp,
  } satisfies FastifyHttpOptions<Server>;
}
