import type { FastifyRequest } from 'fastify';

/** The beginnings of header names that proxies, balancers and tunnels add, in lower case. */
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

/** The names that have no such beginning. */
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
 * Why a gateway without keys refuses a request that came through a proxy; null for one that did not. Behind a proxy
 * everybody who reaches it would be an admin, also where the proxy is named in `WEBHOOK_TRUST_PROXY`.
 */
export function forwardedBy({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  const found = Object.keys(headers).find(isForwarding);
  return found === undefined
    ? null
    : `Without keys the gateway takes no requests through a proxy (header ${found}): ` +
        'set WEBHOOK_EMIT_KEYS and WEBHOOK_ADMIN_KEYS.';
}

/** Callers send the same few names again and again; forgotten together past this many. */
const REMEMBERED_NAMES = 1_000;
const remembered = new Map<string, boolean>();

function isForwarding(name: string): boolean {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const found = NAMES.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
  if (remembered.size >= REMEMBERED_NAMES) remembered.clear();
  remembered.set(name, found);
  return found;
}
