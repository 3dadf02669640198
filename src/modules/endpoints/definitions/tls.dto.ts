import { ApiSchema } from '@nestjs/swagger';
import { PEM_MAX } from '../../net/tls-material.js';
import { Field } from './field.js';
import { text } from './field-rules.js';

/** TLS material of an endpoint. A part that is left out keeps its value, null takes it out. */
@ApiSchema({ name: 'EndpointTlsRequest' })
export class TlsRequest {
  @Field(text(PEM_MAX), {
    description:
      'Certificates of authorities in PEM (`-----BEGIN CERTIFICATE-----`), trusted beside those of the gateway',
    file: 'Certificates of authorities that are trusted beside those of the gateway: PEM, or the path of a PEM file.',
    example: null,
  })
  ca?: string | null;

  @Field(text(PEM_MAX), {
    description: 'Client certificate in PEM, with its intermediate certificates behind it',
    file: 'Client certificate with its intermediate certificates: PEM, or the path of a PEM file.',
    example: null,
  })
  cert?: string | null;

  @Field(text(PEM_MAX), {
    description: 'Private key of the client certificate in PEM; stored encrypted, never shown',
    file: 'Private key of the client certificate: PEM, or the path of a PEM file.',
    note: '`***` keeps it.',
    example: null,
  })
  key?: string | null;

  @Field(text(1_024), {
    description: 'Passphrase of the private key; stored encrypted, never shown',
    file: 'Passphrase of the private key.',
    note: '`***` keeps it.',
    example: null,
  })
  passphrase?: string | null;
}
