import type { PeerCertificate } from 'node:tls';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { GatewayConfig } from '../../config/gateway-config.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { BoundedCache } from '../../model/bounded-cache.js';
import { Clock } from '../../model/clock.js';
import type { Endpoint } from '../../model/endpoint.js';
import { certificatesIn } from '../../net/tls-material.js';
import { UpkeepStore } from '../../store/upkeep-store.js';
import { endsSoon, type ExpiringCertificate } from './certificate-messages.js';
import { DeliveryEvents } from './delivery-events.service.js';

/** Time between two checks of the client certificates, ms. */
const DAILY_MS = 86_400_000;
/** Time for which one node alone reports a certificate, ms: longer than the week before its end. */
const LEADERSHIP_MS = 8 * 86_400_000;
/** Largest number of certificates to remember as reported. */
const REPORTED_MAX = 1_000;

/**
 * Reports certificates once each, a week before they expire: those of receivers, which it gets with each new connection, and the client
 * certificates of the gateway and its endpoints.
 */
@Injectable()
export class CertificateWatch implements OnApplicationBootstrap {
  /** Says of each fingerprint whether this node has reported the certificate or leaves it to another. */
  readonly #reports = new BoundedCache<string, { done: boolean }>(REPORTED_MAX, () => ({ done: false }));

  constructor(
    private readonly config: GatewayConfig,
    private readonly catalogue: EndpointCatalogue,
    private readonly upkeep: UpkeepStore,
    private readonly events: DeliveryEvents,
    private readonly clock: Clock,
  ) {}

  /** Checks the client certificates now, and whenever endpoints change. */
  async onApplicationBootstrap(): Promise<void> {
    this.catalogue.changes.subscribe(() => void this.checkClientCertificates());
    await this.checkClientCertificates();
  }

  /** Checks the client certificates of the gateway and of all endpoints. */
  @Interval(DAILY_MS)
  async checkClientCertificates(): Promise<void> {
    const endpoints = this.catalogue.all();
    const own = new Map<string, Endpoint[]>();
    for (const endpoint of endpoints) {
      const pem = endpoint.tls?.cert ?? null;
      if (pem !== null) own.set(pem, [...(own.get(pem) ?? []), endpoint]);
    }
    const common = this.config.tls?.cert ?? null;
    if (common !== null && !own.has(common)) own.set(common, []);
    for (const [pem, concerned] of own) await this.#checkClientCertificate(pem, concerned);
  }

  /** Checks the certificate that a receiver has shown to a new connection. */
  checkReceiverCertificate(host: string, certificate: PeerCertificate): void {
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
    void this.#report(found);
  }

  async #checkClientCertificate(pem: string, endpoints: readonly Endpoint[]): Promise<void> {
    const [certificate] = certificatesIn(pem) ?? [];
    const expiresAt = certificate?.validToDate.getTime() ?? Number.NaN;
    const seenAt = this.clock.now();
    if (!certificate || !endsSoon(expiresAt, seenAt)) return;
    const { fingerprint256: fingerprint, subject = '' } = certificate;
    const found = { of: 'client', host: null, fingerprint, expiresAt, seenAt, endpoints } as const;
    await this.#report({ ...found, subject: subject.replaceAll('\n', ', ') });
  }

  async #report(certificate: ExpiringCertificate): Promise<void> {
    const { fingerprint } = certificate;
    const report = this.#reports.get(fingerprint);
    if (report.done) return;
    report.done = true;
    try {
      if (!(await this.upkeep.acquireLeadership(`certificate ${fingerprint}`, LEADERSHIP_MS))) return;
      this.events.publish({ kind: 'certificate-expiring', certificate });
    } catch (error) {
      report.done = false;
      this.events.publish({ kind: 'store-failing', during: 'telling of a certificate that expires', error });
    }
  }
}

/** Returns the host of an `https://` URL; null for others, which use no certificate. */
function hostOf(url: string): string | null {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' ? hostname.replace(/^\[(.*)\]$/, '$1') : null;
}
