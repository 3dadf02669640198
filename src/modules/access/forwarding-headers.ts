import type { FastifyRequest } from 'fastify';
import { BoundedCache } from '../model/bounded-cache.js';

/** Prefixes, in lower case, of headers that proxies, load balancers and tunnels add. */
const PREFIXES = [
  'x-forwarded',
  'x-original-',
  'x-envoy-',
  'x-vercel-',
  'x-azure-',
  'x-appengine-',
  'x-amzn-',
  'x-arr-',
  'x-varnish',
  'x-akamai-',
  'akamai-',
  'ngrok-',
  'incap-',
  'x-fastly-',
  'fly-',
  'x-sucuri-',
  'x-middleton-',
  'cf-',
  'tailscale-',
];

/** Headers of proxies that have none of these prefixes. */
const NAMES: ReadonlySet<string> = new Set([
  'cdn-loop',
  'client-ip',
  'cluster-client-ip',
  'do-connecting-ip',
  'fastly-client-ip',
  'fly-client-ip',
  'forwarded',
  'forwarded-for',
  'proxy-client-ip',
  'remote-addr',
  'true-client-ip',
  'via',
  'wl-proxy-client-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-coming-from',
  'x-host',
  'x-http-destinationurl',
  'x-nf-client-connection-ip',
  'x-originating-ip',
  'x-proxy-id',
  'x-proxyuser-ip',
  'x-real-ip',
  'x-real-port',
  'x-remote-addr',
  'x-remote-ip',
  'x-rewrite-url',
  'x-scheme',
  'x-true-client-ip',
  'x-url-scheme',
]);

/**
 * Refuses a request that came through a proxy to a gateway without keys, with a sentence that names the header; null
 * for any other. Behind a proxy, every caller would be an admin, even where `WEBHOOK_TRUST_PROXY` names the proxy.
 */
export function proxyRefusal({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  const found = Object.keys(headers).find((name) => forwarding.get(name));
  return found === undefined
    ? null
    : `Without keys the gateway takes no requests through a proxy (header ${found}): ` +
        'set WEBHOOK_EMIT_KEYS and WEBHOOK_ADMIN_KEYS.';
}

/** Results by header name, because callers repeat the same few names. */
const forwarding = new BoundedCache(1_000, (name: string) => {
  return NAMES.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
});
