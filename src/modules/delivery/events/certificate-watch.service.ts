import type { PeerCertificate } from 'node:tls';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { GatewayConfig } from '../../config/gateway-config.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../../model/clock.js';
import type { Endpoint } from '../../model/endpoint.js';
import { certificatesIn } from '../../net/tls-material.js';
import { UpkeepStore } from '../../store/upkeep-store.js';
import { endsSoon, type ExpiringCertificate } from './certificate-messages.js';
import { DeliveryEvents } from './delivery-events.service.js';

/** How often the gateway's own certificates are looked at, ms. */
const DAILY_MS = 86_400_000;
/** Of several gateways one tells of a certificate, and no other for so long, ms: longer than it is told of before its end. */
const TURN_MS = 8 * 86_400_000;
/** Certificates that were told of and are remembered; forgotten together past this many. */
const TOLD_MAX = 1_000;

/**
 * Tells of certificates a week before they end, once each: those of receivers, seen when a connection is made, and the
 * client certificates of the gateway and its endpoints.
 */
@Injectable()
export class CertificateWatch implements OnApplicationBootstrap {
  readonly #told = new Set<string>();

  constructor(
    private readonly config: GatewayConfig,
    private readonly catalogue: EndpointCatalogue,
    private readonly upkeep: UpkeepStore,
    private readonly events: DeliveryEvents,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // Endpoints of the configuration file and of the API may come later, or get another certificate.
    this.catalogue.changes.subscribe(() => void this.look());
    await this.look();
  }

  /** Takes a look at the client certificates there are. */
  @Interval(DAILY_MS)
  async look(): Promise<void> {
    const endpoints = this.catalogue.all();
    const own = new Map<string, Endpoint[]>();
    for (const endpoint of endpoints) {
      const pem = endpoint.tls?.cert ?? null;
      if (pem !== null) own.set(pem, [...(own.get(pem) ?? []), endpoint]);
    }
    const common = this.config.tls?.cert ?? null;
    if (common !== null && !own.has(common)) own.set(common, []);
    for (const [pem, concerned] of own) await this.#lookAt(pem, concerned);
  }

  /** A receiver has shown this certificate to a new connection. */
  seen(host: string, certificate: PeerCertificate): void {
    const expiresAt = Date.parse(certificate.valid_to);
    const seenAt = this.clock.now();
    if (!endsSoon(expiresAt, seenAt)) return;
    const { fingerprint256: fingerprint, subject } = certificate;
    const common = subject?.CN;
    const name = Array.isArray(common) ? common.join(', ') : (common ?? host);
    const endpoints = this.catalogue.all().filter(({ url }) => hostOf(url) === host);
    const found = {
      of: 'receiver',
      host,
      fingerprint,
      subject: `CN=${name}`,
      expiresAt,
      seenAt,
      endpoints,
    } as const;
    void this.#tell(found);
  }

  async #lookAt(pem: string, endpoints: readonly Endpoint[]): Promise<void> {
    const [certificate] = certificatesIn(pem) ?? [];
    const expiresAt = certificate?.validToDate.getTime() ?? Number.NaN;
    const seenAt = this.clock.now();
    if (!certificate || !endsSoon(expiresAt, seenAt)) return;
    const { fingerprint256: fingerprint, subject = '' } = certificate;
    const found = { of: 'client', host: null, fingerprint, expiresAt, seenAt, endpoints } as const;
    await this.#tell({ ...found, subject: subject.replaceAll('\n', ', ') });
  }

  async #tell(certificate: ExpiringCertificate): Promise<void> {
    const { fingerprint } = certificate;
    if (this.#told.has(fingerprint)) return;
    if (this.#told.size >= TOLD_MAX) this.#told.clear();
    this.#told.add(fingerprint);
    try {
      if (!(await this.upkeep.acquireLeadership(`certificate ${fingerprint}`, TURN_MS))) return;
      this.events.publish({ kind: 'certificate-expiring', certificate });
    } catch (error) {
      this.#told.delete(fingerprint);
      this.events.publish({ kind: 'store-failing', during: 'telling of a certificate that expires', error });
    }
  }
}

/** Only where the certificate counts: of `https://` URLs. */
function hostOf(url: string): string | null {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' ? hostname.replace(/^\[(.*)\]$/, '$1') : null;
}
