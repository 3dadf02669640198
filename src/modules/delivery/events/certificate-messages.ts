import type { Endpoint } from '../../model/endpoint.js';
import { CERTIFICATE_EXPIRING, type SystemEvent } from '../../model/system-events.js';
import { called, identity } from './system-event-messages.js';

/** How long before its end a certificate is told of, ms. */
export const TOLD_BEFORE_MS = 7 * 86_400_000;

/** A certificate that ends soon, or has ended. */
export interface ExpiringCertificate {
  /** `receiver`: the one an endpoint's server shows; `client`: one the gateway shows. */
  readonly of: 'receiver' | 'client';
  /** The host that showed it; null for client certificates. */
  readonly host: string | null;
  /** SHA-256, in hexadecimal. */
  readonly fingerprint: string;
  readonly subject: string;
  /** Unix ms. */
  readonly expiresAt: number;
  /** When that was noticed, Unix ms. */
  readonly seenAt: number;
  /** The endpoints it concerns; none for a client certificate of the gateway that no endpoint replaces. */
  readonly endpoints: readonly Endpoint[];
}

/** True for what is to be told of at `now`, Unix ms. */
export function endsSoon(expiresAt: number, now: number): boolean {
  return Number.isFinite(expiresAt) && expiresAt - now <= TOLD_BEFORE_MS;
}

/** In one sentence: whose certificate, when it ends, and what to do. */
export function expirySentence(certificate: ExpiringCertificate): string {
  const { of, host, subject, expiresAt, seenAt, endpoints } = certificate;
  const whose = of === 'receiver' ? `The certificate of ${host}` : `The client certificate ${subject}`;
  const names = endpoints.map(called).join(', ');
  const concerned = names === '' ? '' : `, used by ${names},`;
  const verb = expiresAt <= seenAt ? 'has expired' : 'expires';
  const advice = of === 'receiver' ? 'have the receiver renew it' : 'replace it';
  return `${whose}${concerned} ${verb} on ${new Date(expiresAt).toISOString()}: ${advice}, or deliveries will fail.`;
}

/** The same as an event. It is stored once for each certificate, however many gateways see it. */
export function expiring(certificate: ExpiringCertificate): SystemEvent {
  const { of, host, fingerprint, subject, expiresAt, endpoints } = certificate;
  const [first] = endpoints;
  return {
    id: `certificate_expiring:${fingerprint.replaceAll(':', '').toLowerCase()}`,
    type: CERTIFICATE_EXPIRING,
    about: first?.id ?? '',
    data: {
      message: expirySentence(certificate),
      ...(first ? identity(first) : {}),
      certificate: of,
      host,
      subject,
      fingerprint,
      expires_at: new Date(expiresAt).toISOString(),
      webhook_ids: endpoints.map(({ webhookId }) => webhookId),
    },
  };
}
