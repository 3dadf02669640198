import type { Endpoint } from '../../model/endpoint.js';
import { CERTIFICATE_EXPIRING, type SystemEvent } from '../../model/system-events.js';
import { utcText } from '../../model/iso-time.js';
import { displayName, endpointFields } from './endpoint-fields.js';

/** Time before the end of a certificate at which it is reported, ms. */
const REPORT_BEFORE_MS = 7 * 86_400_000;

/** A certificate that expires soon, or has expired. */
export interface ExpiringCertificate {
  /** `receiver`: the certificate of an endpoint's server; `client`: a client certificate of the gateway. */
  readonly of: 'receiver' | 'client';
  /** Host of the receiver; null for client certificates. */
  readonly host: string | null;
  /** SHA-256, in hexadecimal. */
  readonly fingerprint: string;
  readonly subject: string;
  /** Unix ms. */
  readonly expiresAt: number;
  /** Time at which the gateway noticed it, Unix ms. */
  readonly seenAt: number;
  /** The endpoints that use the certificate; none for the gateway's own client certificate. */
  readonly endpoints: readonly Endpoint[];
}

/** True for a certificate that is to be reported at `now`. Both Unix ms. */
export function endsSoon(expiresAt: number, now: number): boolean {
  return Number.isFinite(expiresAt) && expiresAt - now <= REPORT_BEFORE_MS;
}

/** Returns one sentence: whose certificate, its end, and what to do. */
export function expirySentence(certificate: ExpiringCertificate): string {
  const { of, host, subject, expiresAt, seenAt, endpoints } = certificate;
  const whose = of === 'receiver' ? `The certificate of ${host}` : `The client certificate ${subject}`;
  const names = endpoints.map(displayName).join(', ');
  const concerned = names === '' ? '' : `, used by ${names},`;
  const verb = expiresAt <= seenAt ? 'has expired' : 'expires';
  const advice = of === 'receiver' ? 'have the receiver renew it' : 'replace it';
  return `${whose}${concerned} ${verb} on ${utcText(expiresAt)}: ${advice}, or deliveries will fail.`;
}

/** Makes the event for an expiring certificate. Its id is the certificate's, so several nodes store one event. */
export function certificateExpiring(certificate: ExpiringCertificate): SystemEvent {
  const { of, host, fingerprint, subject, expiresAt, seenAt, endpoints } = certificate;
  const [first] = endpoints;
  return {
    id: `certificate_expiring:${fingerprint.replaceAll(':', '').toLowerCase()}`,
    type: CERTIFICATE_EXPIRING,
    about: first?.id ?? '',
    data: {
      message: expirySentence(certificate),
      ...(first ? endpointFields(first) : {}),
      certificate: of,
      host,
      subject,
      fingerprint,
      expires_at: new Date(expiresAt).toISOString(),
      expired: expiresAt <= seenAt,
      webhook_ids: endpoints.map(({ webhookId }) => webhookId),
    },
  };
}
