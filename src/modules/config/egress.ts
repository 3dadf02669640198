import { ProxyRules, type EgressSettings, type Proxy } from '../net/proxy-rules.js';
import type { Environment } from './environment.js';
import { isLoopback } from './parse-addresses.js';
import type { ProxyAddress } from './parse-proxy.js';

type Variables = Readonly<Record<string, string | undefined>>;

const GENERAL = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'] as const;

/**
 * Removes proxy variables that another variable replaces. They may be meant for other programs, so a faulty value in
 * them is no error here. `WEBHOOK_EGRESS_…` replaces the general variables, lower case replaces upper case (as in curl),
 * and `NO_PROXY` counts only where a proxy is set.
 */
export function withoutReplaced(variables: Variables): Variables {
  const isSet = (name: string): boolean => (variables[name]?.trim() ?? '') !== '';
  const replaced = new Set<string>();
  if (isSet('WEBHOOK_EGRESS_PROXY')) for (const name of GENERAL) replaced.add(name);
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) {
    if (isSet(name)) replaced.add(name.toUpperCase());
  }
  const proxied = ['WEBHOOK_EGRESS_PROXY', ...GENERAL].some((name) => isSet(name) && !replaced.has(name));
  if (!proxied || isSet('WEBHOOK_EGRESS_NO_PROXY')) {
    replaced.add('no_proxy');
    replaced.add('NO_PROXY');
  }
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !replaced.has(name)));
}

/** Builds the egress settings: a proxy per scheme, and the targets reached without one. */
export function egressOf(env: Environment): EgressSettings {
  const own = named('WEBHOOK_EGRESS_PROXY', env.WEBHOOK_EGRESS_PROXY);
  return {
    http: own ?? named('http_proxy', env.http_proxy) ?? named('HTTP_PROXY', env.HTTP_PROXY),
    https: own ?? named('https_proxy', env.https_proxy) ?? named('HTTPS_PROXY', env.HTTPS_PROXY),
    direct: env.WEBHOOK_EGRESS_NO_PROXY ?? env.no_proxy ?? env.NO_PROXY ?? [],
    proxyTrusted: env.WEBHOOK_EGRESS_PROXY_TRUSTED === 'true',
  };
}

function named(variable: string, address: ProxyAddress | 'none' | null): Proxy | null {
  return address === null || address === 'none' ? null : { ...address, variable };
}

/** Writes the log line that names the proxy of each scheme, credentials masked; null without a proxy. */
export function egressLine({ http, https, direct, proxyTrusted }: EgressSettings): string | null {
  if (http === null && https === null) return null;
  const way = (proxy: Proxy | null): string =>
    proxy ? `through ${proxy.shown} (${proxy.variable})` : 'directly';
  const same = http?.origin === https?.origin && http?.variable === https?.variable;
  const ways = same ? `leave ${way(https)}` : `to https:// leave ${way(https)}, to http:// ${way(http)}`;
  const exceptions = direct.length === 0 ? '' : `; directly to ${direct.join(', ')}`;
  return `🧭 Deliveries ${ways}${exceptions}${proxyTrusted ? '; the proxy is trusted to block private networks' : ''}`;
}

/** Warns of each URL on this machine that would go through a proxy: the proxy would look for it on its own machine. */
export function proxiedLoopback(urls: readonly string[], egress: EgressSettings): readonly string[] {
  const rules = new ProxyRules(egress);
  return urls.flatMap((entry, at) => {
    const url = new URL(entry.replace(/^[a-z][a-z0-9-]*\+/i, ''));
    const proxy = isLoopback(url.hostname.replace(/^\[(.*)\]$/, '$1')) ? rules.proxyFor(url) : null;
    if (proxy === null) return [];
    return [
      `webhook_${at + 1} is on this machine (${url.host}) and is reached through the proxy ${proxy.shown}: list ` +
        'localhost,127.0.0.1,::1 in NO_PROXY or WEBHOOK_EGRESS_NO_PROXY if it should be reached directly.',
    ];
  });
}
