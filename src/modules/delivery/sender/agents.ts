import { createHash } from 'node:crypto';
import type { GatewayConfig } from '../../config/gateway-config.js';
import { ProxyRules } from '../../net/proxy-rules.js';
import type { TargetGuard } from '../../net/target-guard.js';
import type { TlsMaterial } from '../../net/tls-material.js';
import { ConnectLimits } from './connect-limits.js';
import { tlsOptions, type CertificateSeen } from './tls-options.js';
import { Ways, type Way } from './ways.js';

/** Sets of TLS material with connections of their own, at most; past it the one used least recently is closed. */
const MATERIALS_MAX = 256;

type Settings = Pick<GatewayConfig, 'timeoutMs'> & Partial<Pick<GatewayConfig, 'egress' | 'tls'>>;

/**
 * The ways out of the gateway: to where the operator's own configuration points, and guarded to wherever somebody else's
 * URL points; directly or through a proxy; with the gateway's TLS material or an endpoint's.
 */
export class Agents {
  /** Told of each certificate a receiver has shown, when a connection is made. */
  onCertificate: CertificateSeen = () => undefined;
  readonly connectLimits: ConnectLimits;
  readonly #settings: Settings;
  readonly #guard: TargetGuard;
  readonly #rules: ProxyRules;
  readonly #own: Ways;
  /** By a digest of the material; the one used last is last. */
  readonly #others = new Map<string, Ways>();

  constructor(settings: Settings, guard: TargetGuard) {
    this.connectLimits = new ConnectLimits(settings.timeoutMs);
    this.#settings = settings;
    this.#guard = guard;
    this.#rules = new ProxyRules(settings.egress);
    this.#own = this.#ways(null);
  }

  /** The way to an origin (`https://host:port`); with the gateway's TLS material where `tls` is null. */
  way(origin: string, trusted: boolean, tls: TlsMaterial | null): Way {
    return (tls === null ? this.#own : this.#of(tls)).to(origin, trusted);
  }

  /** Closes the connections of all material that is not in use any more, once their requests are done. */
  retain(inUse: readonly TlsMaterial[]): void {
    const kept = new Set(inUse.map(digestOf));
    for (const [digest, ways] of this.#others) if (!kept.has(digest)) this.#close(digest, ways);
  }

  async destroy(): Promise<void> {
    this.connectLimits.stopAll();
    await Promise.all([this.#own, ...this.#others.values()].map((ways) => ways.destroy()));
  }

  #of(tls: TlsMaterial): Ways {
    const digest = digestOf(tls);
    const ways = this.#others.get(digest) ?? this.#ways(tls);
    this.#others.delete(digest);
    this.#others.set(digest, ways);
    if (this.#others.size > MATERIALS_MAX) {
      const [[oldest, unused]] = this.#others as unknown as [[string, Ways]];
      this.#close(oldest, unused);
    }
    return ways;
  }

  #close(digest: string, ways: Ways): void {
    this.#others.delete(digest);
    void ways.close();
  }

  #ways(tls: TlsMaterial | null): Ways {
    const { tls: common = null } = this.#settings;
    const seen: CertificateSeen = (host, certificate) => this.onCertificate(host, certificate);
    return new Ways({
      rules: this.#rules,
      guard: this.#guard,
      limits: this.connectLimits,
      target: tlsOptions(common, tls, seen),
      proxy: tlsOptions(common && { ...common, cert: null, key: null, passphrase: null }, null),
    });
  }
}

/** Endpoints are frozen and replaced with every change, so each material needs it once. */
const digests = new WeakMap<TlsMaterial, string>();

function digestOf(tls: TlsMaterial): string {
  const known = digests.get(tls);
  if (known) return known;
  const text = JSON.stringify([tls.ca, tls.cert, tls.key, tls.passphrase]);
  const digest = createHash('sha256').update(text).digest('base64');
  digests.set(tls, digest);
  return digest;
}
