import { Agent, type Dispatcher } from 'undici';
import type { Proxy } from '../../net/proxy-rules.js';
import { BoundedCache } from '../../model/bounded-cache.js';
import { ForbiddenTarget } from '../../net/target-guard.js';
import { connector, type TargetResolver } from './connector.js';
import { anyTarget, guardedTarget } from './target-resolver.js';
import { POOL_OPTIONS, type EgressOptions } from './pool-options.js';
import { proxyAgent } from './proxy-agent.js';
import { withStatusTap } from './status-tap.js';
import { getOrMake } from '../../model/get-or-make.js';

/** Largest number of origins whose route is remembered; a full map is cleared. */
const REMEMBERED_ORIGINS_MAX = 1_000;

/** The route of requests to an origin. */
export interface EgressRoute {
  readonly dispatcher: Dispatcher;
  /** Null for a direct route. */
  readonly proxy: Proxy | null;
  /** True where receivers that request a client certificate get one. */
  readonly hasCertificate: boolean;
}

/** Chooses routes by origin, with one set of TLS material. Connections are made when they are needed. */
export class EgressRoutes {
  readonly #options: EgressOptions;
  readonly #trusted: EgressRoute;
  readonly #guarded: EgressRoute;
  readonly #proxied = new Map<string, Dispatcher>();
  /** Routes by origin, of trusted origins and of others; empty where no proxy is configured. */
  readonly #remembered = [true, false].map(
    (trusted) =>
      new BoundedCache<string, EgressRoute>(REMEMBERED_ORIGINS_MAX, (origin) =>
        this.#find(new URL(origin), trusted),
      ),
  );

  constructor(options: EgressOptions) {
    this.#options = options;
    const { guard, limits, target } = options;
    const { hasCertificate, ...tls } = target;
    const direct = (resolver: TargetResolver): EgressRoute => {
      const connect = withStatusTap(connector({ allowH2: false, ...tls }, resolver, limits));
      return { proxy: null, hasCertificate, dispatcher: new Agent({ ...POOL_OPTIONS, connect }) };
    };
    this.#trusted = direct(anyTarget(guard));
    this.#guarded = direct(guardedTarget(guard));
  }

  /**
   * Returns the route to an origin.
   *
   * @throws ForbiddenTarget where a proxy would resolve the name of an untrusted origin, so that the guard cannot judge its addresses
   */
  to(origin: string, trusted: boolean): EgressRoute {
    if (!this.#options.rules.any) return trusted ? this.#trusted : this.#guarded;
    return this.#remembered[trusted ? 0 : 1]!.get(origin);
  }

  /** Refuses new requests; resolves when those under way are done. */
  async close(): Promise<void> {
    await Promise.all(this.#dispatchers().map((dispatcher) => dispatcher.close()));
  }

  /** Closes all connections at once. */
  async destroy(): Promise<void> {
    await Promise.all(this.#dispatchers().map((dispatcher) => dispatcher.destroy()));
  }

  #find(target: URL, trusted: boolean): EgressRoute {
    const { rules, guard } = this.#options;
    const proxy = rules.proxyFor(target);
    if (!proxy) return trusted ? this.#trusted : this.#guarded;
    const refusal = trusted ? null : rules.refusal(proxy, target, guard);
    if (refusal !== null) throw new ForbiddenTarget(refusal);
    const { hasCertificate } = this.#options.target;
    return { dispatcher: this.#through(proxy), proxy, hasCertificate };
  }

  #through(proxy: Proxy): Dispatcher {
    return getOrMake(this.#proxied, proxy.variable, () => proxyAgent(proxy, this.#options));
  }

  #dispatchers(): Dispatcher[] {
    return [this.#trusted.dispatcher, this.#guarded.dispatcher, ...this.#proxied.values()];
  }
}
