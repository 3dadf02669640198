import { Agent, type Dispatcher } from 'undici';
import type { Proxy } from '../../net/proxy-rules.js';
import { ForbiddenTarget } from '../../net/target-guard.js';
import { connector, type Directions } from './connector.js';
import { anywhere, publicOnly } from './directions.js';
import { POOL_OPTIONS, type WaysOptions } from './pool-options.js';
import { proxyAgent } from './proxy-agent.js';
import { tapped } from './status-tap.js';

/** Origins whose way is remembered; forgotten together past this many. */
const REMEMBERED_ORIGINS = 1_000;

/** How requests get to an origin. */
export interface Way {
  readonly dispatcher: Dispatcher;
  /** Null: directly. */
  readonly proxy: Proxy | null;
  /** True where a client certificate is shown to receivers that ask for one. */
  readonly hasCertificate: boolean;
}

/** The ways out with one set of TLS material. Connections are made when they are needed. */
export class Ways {
  readonly #options: WaysOptions;
  readonly #trusted: Way;
  readonly #guarded: Way;
  readonly #proxied = new Map<string, Dispatcher>();
  /** Trusted origins and others; empty where there is no proxy. */
  readonly #remembered: readonly [Map<string, Way>, Map<string, Way>] = [new Map(), new Map()];

  constructor(options: WaysOptions) {
    this.#options = options;
    const { guard, limits, target } = options;
    const { hasCertificate, ...tls } = target;
    const way = (directions: Directions): Way => {
      const connect = tapped(connector({ allowH2: false, ...tls }, directions, limits));
      return { proxy: null, hasCertificate, dispatcher: new Agent({ ...POOL_OPTIONS, connect }) };
    };
    this.#trusted = way(anywhere(guard));
    this.#guarded = way(publicOnly(guard));
  }

  /** @throws ForbiddenTarget where a proxy would take an origin that is not trusted to where the guard cannot look */
  to(origin: string, trusted: boolean): Way {
    if (!this.#options.rules.any) return trusted ? this.#trusted : this.#guarded;
    const known = this.#remembered[trusted ? 0 : 1];
    const before = known.get(origin);
    if (before) return before;
    const way = this.#find(new URL(origin), trusted);
    if (known.size >= REMEMBERED_ORIGINS) known.clear();
    known.set(origin, way);
    return way;
  }

  /** Resolves when the requests under way are done; new ones are refused. */
  async close(): Promise<void> {
    await Promise.all(this.#dispatchers().map((dispatcher) => dispatcher.close()));
  }

  async destroy(): Promise<void> {
    await Promise.all(this.#dispatchers().map((dispatcher) => dispatcher.destroy()));
  }

  #find(target: URL, trusted: boolean): Way {
    const { rules, guard } = this.#options;
    const proxy = rules.proxyFor(target);
    if (!proxy) return trusted ? this.#trusted : this.#guarded;
    const refusal = trusted ? null : rules.refusal(proxy, target, guard);
    if (refusal !== null) throw new ForbiddenTarget(refusal);
    const { hasCertificate } = this.#options.target;
    return { dispatcher: this.#through(proxy), proxy, hasCertificate };
  }

  #through(proxy: Proxy): Dispatcher {
    const known = this.#proxied.get(proxy.variable);
    if (known) return known;
    const made = proxyAgent(proxy, this.#options);
    this.#proxied.set(proxy.variable, made);
    return made;
  }

  #dispatchers(): Dispatcher[] {
    return [this.#trusted.dispatcher, this.#guarded.dispatcher, ...this.#proxied.values()];
  }
}
