import type { X509Certificate } from 'node:crypto';
import { ApiSchema } from '@nestjs/swagger';
import { Instant, Part, Parts, Text } from '../http/described/properties.js';
import { certificatesIn, PEM_MAX } from '../net/tls-material.js';
import type { EndpointTls } from '../model/endpoint.js';

const OPTIONAL = { optional: true, nullable: true, minLength: 1, maxLength: PEM_MAX, example: null };

@ApiSchema({ name: 'EndpointTlsRequest' })
export class EndpointTlsRequest {
  @Text(
    'Certificates of authorities in PEM (`-----BEGIN CERTIFICATE-----`), trusted beside those of the gateway.',
    OPTIONAL,
  )
  ca?: string | null;

  @Text('Client certificate in PEM, with its intermediate certificates behind it.', OPTIONAL)
  cert?: string | null;

  @Text('Private key of the client certificate in PEM; stored encrypted, never shown. `***` keeps it.', {
    ...OPTIONAL,
  })
  key?: string | null;

  @Text('Passphrase of the private key; stored encrypted, never shown. `***` keeps it.', {
    ...OPTIONAL,
    maxLength: 1024,
  })
  passphrase?: string | null;
}

@ApiSchema({ name: 'Certificate' })
export class CertificateView {
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
export class EndpointTlsView {
  @Parts(CertificateView, 'Authorities it trusts beside those of the gateway.')
  ca!: CertificateView[];

  @Part(CertificateView, 'Its client certificate; null: that of the gateway, if there is one.', {
    nullable: true,
  })
  cert!: CertificateView | null;
}

/** Endpoints are frozen and replaced with every change, so each needs it once. */
const shown = new WeakMap<EndpointTls, EndpointTlsView>();

/** What may be shown of an endpoint's TLS material; null where it has none of its own. */
export function tlsView(tls: EndpointTls | null | undefined): EndpointTlsView | null {
  if (!tls) return null;
  const known = shown.get(tls);
  if (known) return known;
  const of = (pem: string | null): CertificateView[] =>
    (certificatesIn(pem ?? '') ?? []).map(certificateView);
  const view = { ca: of(tls.ca), cert: of(tls.cert)[0] ?? null };
  shown.set(tls, view);
  return view;
}

function certificateView(certificate: X509Certificate): CertificateView {
  return {
    subject: certificate.subject?.replaceAll('\n', ', ') ?? '',
    issuer: certificate.issuer?.replaceAll('\n', ', ') ?? '',
    valid_from: certificate.validFromDate.toISOString(),
    expires_at: certificate.validToDate.toISOString(),
    fingerprint: certificate.fingerprint256,
  };
}
