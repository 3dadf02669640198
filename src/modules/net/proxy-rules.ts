import { directEntry, isDirect, type Destination, type DirectEntry } from './no-proxy.js';
import type { TargetGuard } from './target-guard.js';

/** A proxy that requests leave through. */
export interface Proxy {
  /** Scheme, host and port: `http://proxy.example:3128`. */
  readonly origin: string;
  /** The value of `Proxy-Authorization`; null without credentials. Never logged. */
  readonly authorization: string | null;
  /** The origin for people, with credentials masked: `http://***@proxy.example:3128`. */
  readonly shown: string;
  /** The variable that names it. */
  readonly variable: string;
}

/** The way out as it is configured. */
export interface EgressSettings {
  /** For `http://` targets; null: no proxy. */
  readonly http: Proxy | null;
  /** For `https://` targets; null: no proxy. */
  readonly https: Proxy | null;
  /** Entries of `NO_PROXY`, as they were written. */
  readonly direct: readonly string[];
  /** True where the proxy itself keeps requests away from private networks. */
  readonly proxyTrusted: boolean;
}

export const NO_EGRESS_PROXY: EgressSettings = { http: null, https: null, direct: [], proxyTrusted: false };

/** Decides which requests leave through which proxy, and which of them may. */
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

  /** False where every request goes directly, so that nothing has to be decided. */
  get any(): boolean {
    return this.#settings.http !== null || this.#settings.https !== null;
  }

  /** The proxy a request goes through; null: the connection is direct. */
  proxyFor(target: Destination): Proxy | null {
    const { http, https } = this.#settings;
    const proxy = target.protocol === 'https:' ? https : http;
    return proxy === null || isDirect(this.#direct, target) ? null : proxy;
  }

  /**
   * Why a URL that is not the operator's own may not go through the proxy; null where it may. Ports and literal addresses
   * are judged as for direct connections. A name is resolved by the proxy, where the guard cannot see the address: it is
   * refused unless the proxy is trusted to judge it.
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
