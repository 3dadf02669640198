import type { Proxy } from '../../net/proxy-rules.js';
import { toFault } from './fault.js';

/** Reports a failure between the gateway and its proxy. The message names the proxy, with its credentials masked. */
export class ProxyFault extends Error {
  constructor(
    /** `PROXY_UNREACHABLE`, `PROXY_AUTH_REQUIRED` (407), `PROXY_REFUSED` (any other answer to `CONNECT`). */
    readonly code: 'PROXY_UNREACHABLE' | 'PROXY_AUTH_REQUIRED' | 'PROXY_REFUSED',
    message: string,
  ) {
    super(message);
  }
}

/** Makes the fault for a connection to the proxy that failed, or broke off before the proxy answered. */
export function unreachableProxy({ shown, variable }: Proxy, cause: unknown): ProxyFault {
  const { code, message } = toFault(cause);
  const detail = message.includes(code) || !/^E[A-Z]+$/.test(code) ? message : `${code}: ${message}`;
  return new ProxyFault(
    'PROXY_UNREACHABLE',
    `The connection to the proxy ${shown} (${variable}) failed: ${detail}`,
  );
}

/** Makes the fault for a proxy that accepted the connection and did not answer `CONNECT` within `timeoutMs` ms. */
export function silentProxy({ shown, variable }: Proxy, timeoutMs: number): ProxyFault {
  const message = `The proxy ${shown} (${variable}) did not answer within ${timeoutMs} ms`;
  return new ProxyFault('PROXY_UNREACHABLE', message);
}

/** Makes the fault for a proxy that answered `CONNECT` with a status other than 2xx. */
export function refusedByProxy({ shown, variable, authorization }: Proxy, status: number): ProxyFault {
  if (status === 407) {
    const advice = authorization === null ? 'set' : 'check';
    return new ProxyFault(
      'PROXY_AUTH_REQUIRED',
      `The proxy ${shown} requires a user name and password (407): ${advice} them in ${variable}, ` +
        'as http://user:password@host:port',
    );
  }
  return new ProxyFault('PROXY_REFUSED', `The proxy ${shown} (${variable}) ${refusal(status)}`);
}

/**
 * Attributes the failure of a request to the proxy or to the target. A proxy that forwards requests is the other end of the connection,
 * so the failure is the proxy's; inside a tunnel the failure is the target's.
 */
export function throughProxy(proxy: Proxy | null, url: string, failure: Error): Error {
  if (proxy === null || failure instanceof ProxyFault || /^https:/i.test(url)) return failure;
  const { code } = failure as NodeJS.ErrnoException;
  // undici reports a 407 as an invalid argument, with the status in the text alone.
  if (code === 'UND_ERR_INVALID_ARG')
    return failure.message.includes('(407)') ? refusedByProxy(proxy, 407) : failure;
  return unreachableProxy(proxy, failure);
}

function refusal(status: number): string {
  if (status === 403) return 'does not allow connections to this target (403)';
  if (status === 502 || status === 503) return `could not connect to the target (${status})`;
  if (status === 504) return 'got no connection to the target in time (504)';
  return `answered CONNECT with ${status} instead of opening a tunnel`;
}
