import { createHash } from 'node:crypto';
import type { GatewayConfig } from '../../config/gateway-config.js';
import { ProxyRules } from '../../net/proxy-rules.js';
import type { TargetGuard } from '../../net/target-guard.js';
import type { TlsMaterial } from '../../net/tls-material.js';
import { ConnectLimits } from './connect-limits.js';
import { tlsOptions, type CertificateSeen } from './tls-options.js';
import { EgressRoutes, type EgressRoute } from './egress-routes.js';
import { getOrMake } from '../../model/get-or-make.js';

/** Largest number of sets of TLS material with connections of their own; the least recently used one is closed beyond it. */
const MATERIALS_MAX = 256;

type Settings = Pick<GatewayConfig, 'timeoutMs'> & Partial<Pick<GatewayConfig, 'egress' | 'tls'>>;

/**
 * Chooses the route of each request: unguarded to targets of the operator's own configuration, guarded to all others; directly or
 * through a proxy; with the gateway's TLS material or the endpoint's.
 */
export class Agents {
  /** Called with the certificate of the receiver for each new connection. */
  onCertificate: CertificateSeen = () => undefined;
  readonly connectLimits: ConnectLimits;
  readonly #settings: Settings;
  readonly #guard: TargetGuard;
  readonly #rules: ProxyRules;
  /** The gateway's authorities alone: no proxy gets a client certificate. */
  readonly #proxyTls: TlsMaterial | null;
  readonly #own: EgressRoutes;
  /** Routes by a digest of their TLS material, the least recently used first. */
  readonly #others = new Map<string, EgressRoutes>();

  constructor(settings: Settings, guard: TargetGuard) {
    this.connectLimits = new ConnectLimits(settings.timeoutMs);
    this.#settings = settings;
    this.#guard = guard;
    this.#rules = new ProxyRules(settings.egress);
    const { tls = null } = settings;
    this.#proxyTls = tls && { ...tls, cert: null, key: null, passphrase: null };
    this.#own = this.#newRoutes(null);
  }

  /** The route to an origin (`https://host:port`), with the gateway's TLS material where `tls` is null. @throws ForbiddenTarget */
  route(origin: string, trusted: boolean, tls: TlsMaterial | null): EgressRoute {
    return (tls === null ? this.#own : this.#routesOf(tls)).to(origin, trusted);
  }

  /** Closes the connections of TLS material that is no longer in use, once their requests are done. */
  retain(inUse: readonly TlsMaterial[]): void {
    const kept = new Set(inUse.map(digestOf));
    for (const [digest, routes] of this.#others) if (!kept.has(digest)) this.#close(digest, routes);
  }

  /** Closes all connections at once. */
  async destroy(): Promise<void> {
    this.connectLimits.stopAll();
    await Promise.all([this.#own, ...this.#others.values()].map((routes) => routes.destroy()));
  }

  #routesOf(tls: TlsMaterial): EgressRoutes {
    const digest = digestOf(tls);
    const routes = this.#others.get(digest) ?? this.#newRoutes(tls);
    this.#others.delete(digest);
    this.#others.set(digest, routes);
    if (this.#others.size > MATERIALS_MAX) {
      const [[oldest, unused]] = this.#others as unknown as [[string, EgressRoutes]];
      this.#close(oldest, unused);
    }
    return routes;
  }

  #close(digest: string, routes: EgressRoutes): void {
    this.#others.delete(digest);
    void routes.close();
  }

  #newRoutes(tls: TlsMaterial | null): EgressRoutes {
    const { tls: common = null } = this.#settings;
    const seen: CertificateSeen = (host, certificate) => this.onCertificate(host, certificate);
    return new EgressRoutes({
      rules: this.#rules,
      guard: this.#guard,
      limits: this.connectLimits,
      target: tlsOptions(common, tls, seen),
      proxy: tlsOptions(this.#proxyTls, null),
    });
  }
}

/** The digests of TLS materials. Endpoints are frozen and replaced with every change, so each digest is made once. */
const digests = new WeakMap<TlsMaterial, string>();

function digestOf(tls: TlsMaterial): string {
  return getOrMake(digests, tls, () => {
    const text = JSON.stringify([tls.ca, tls.cert, tls.key, tls.passphrase]);
    return createHash('sha256').update(text).digest('base64');
  });
}
