import type { X509Certificate } from 'node:crypto';
import { ApiSchema } from '@nestjs/swagger';
import { Instant, Part, Parts, Text } from '../http/described/properties.js';
import { certificatesIn } from '../net/tls-material.js';
import type { EndpointTls } from '../model/endpoint.js';
import { getOrMake } from '../model/get-or-make.js';

@ApiSchema({ name: 'Certificate' })
export class CertificateResponse {
  @Text('Whom it names.', { example: 'CN=gateway' })
  subject!: string;

  @Text('Who has signed it.', { example: 'CN=Example authority' })
  issuer!: string;

  @Instant('From when it is valid.')
  valid_from!: string;

  @Instant('When it expires.')
  expires_at!: string;

  @Text('SHA-256 of the certificate, in hexadecimal.', { example: 'AB:12:CD:34' })
  fingerprint!: string;
}

@ApiSchema({ name: 'EndpointTls' })
export class EndpointTlsResponse {
  @Parts(CertificateResponse, 'Authorities it trusts beside those of the gateway.')
  ca!: CertificateResponse[];

  @Part(CertificateResponse, 'Its client certificate; null: that of the gateway, if there is one.', {
    nullable: true,
  })
  cert!: CertificateResponse | null;
}

/** Answers by TLS material: endpoints are frozen and replaced with every change, so each is read once. */
const shown = new WeakMap<EndpointTls, EndpointTlsResponse>();

/** Presents the TLS material of an endpoint without its secrets; null where it has none of its own. */
export function tlsResponse(tls: EndpointTls | null): EndpointTlsResponse | null {
  if (!tls) return null;
  const of = (pem: string | null): CertificateResponse[] =>
    (certificatesIn(pem ?? '') ?? []).map(certificateView);
  return getOrMake(shown, tls, () => ({ ca: of(tls.ca), cert: of(tls.cert)[0] ?? null }));
}

function certificateView(certificate: X509Certificate): CertificateResponse {
  return {
    subject: certificate.subject?.replaceAll('\n', ', ') ?? '',
    issuer: certificate.issuer?.replaceAll('\n', ', ') ?? '',
    valid_from: certificate.validFromDate.toISOString(),
    expires_at: certificate.validToDate.toISOString(),
    fingerprint: certificate.fingerprint256,
  };
}
