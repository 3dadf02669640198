import { directEntry, isDirect, type Destination, type DirectEntry } from './no-proxy.js';
import type { TargetGuard } from './target-guard.js';

/** An outgoing proxy. */
export interface Proxy {
  /** Scheme, host and port: `http://proxy.example:3128`. */
  readonly origin: string;
  /** Value of `Proxy-Authorization`; null without credentials. Never logged. */
  readonly authorization: string | null;
  /** URL for people, credentials masked: `http://***@proxy.example:3128`. */
  readonly shown: string;
  /** Name of the variable that configures the proxy. */
  readonly variable: string;
}

/** The configured proxies and exceptions. */
export interface EgressSettings {
  /** Proxy for `http://` targets; null: none. */
  readonly http: Proxy | null;
  /** Proxy for `https://` targets; null: none. */
  readonly https: Proxy | null;
  /** Entries of `NO_PROXY`, as they were written. */
  readonly direct: readonly string[];
  /** Whether the proxy itself blocks private networks. */
  readonly proxyTrusted: boolean;
}

/** Settings without a proxy. */
const NO_EGRESS_PROXY: EgressSettings = { http: null, https: null, direct: [], proxyTrusted: false };

/** Decides which requests go through which proxy, and which are refused. */
export class ProxyRules {
  readonly #settings: EgressSettings;
  readonly #direct: readonly DirectEntry[];

  constructor(settings: EgressSettings = NO_EGRESS_PROXY) {
    this.#settings = settings;
    this.#direct = settings.direct.flatMap((text) => {
      const entry = directEntry(text);
      return typeof entry === 'string' ? [] : [entry];
    });
  }

  /** Tells whether any proxy is configured. */
  get any(): boolean {
    return this.#settings.http !== null || this.#settings.https !== null;
  }

  /** Returns the proxy of a target; null: the connection is direct. Connections that are not HTTP always are. */
  proxyFor(target: Destination): Proxy | null {
    const { http, https } = this.#settings;
    const proxy = target.protocol === 'https:' ? https : target.protocol === 'http:' ? http : null;
    return proxy === null || isDirect(this.#direct, target) ? null : proxy;
  }

  /**
   * Refuses, with a sentence, a URL that must not go through the proxy; null when it may. Ports and literal addresses
   * are judged as for direct connections. The proxy resolves names, so the guard cannot judge their addresses: names
   * are refused unless the proxy is trusted to block private networks.
   */
  refusal(
    proxy: Proxy,
    { hostname, port }: Destination,
    guard: Pick<TargetGuard, 'refusal' | 'isLiteral'>,
  ): string | null {
    const known = guard.refusal(hostname, port);
    if (known !== null || guard.isLiteral(hostname) || this.#settings.proxyTrusted) return known;
    return (
      `The proxy ${proxy.shown} would resolve ${hostname}, so the gateway cannot check its address. ` +
      'WEBHOOK_EGRESS_PROXY_TRUSTED=true would allow it where the proxy blocks private networks; ' +
      'so would naming the URL in WEBHOOK_URLS or in the file of WEBHOOK_CONFIG.'
    );
  }
}
