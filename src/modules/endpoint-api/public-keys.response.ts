import { ApiSchema } from '@nestjs/swagger';
import { Parts, Text } from '../http/described/properties.js';

@ApiSchema({ name: 'PublicKey', description: 'A public key of Ed25519 as a JSON Web Key (RFC 8037).' })
export class PublicKeyView {
  @Text('Always `OKP`.', { example: 'OKP' })
  kty!: string;

  @Text('Always `Ed25519`.', { example: 'Ed25519' })
  crv!: string;

  @Text('Always `EdDSA`.', { example: 'EdDSA' })
  alg!: string;

  @Text('Always `sig`.', { example: 'sig' })
  use!: string;

  @Text('The key as Standard Webhooks writes it.', {
    example: 'whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
  })
  kid!: string;

  @Text('The 32 bytes of the key in base64url.', { example: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })
  x!: string;
}

@ApiSchema({ name: 'PublicKeys', description: 'A JSON Web Key Set (RFC 7517).' })
export class PublicKeysAnswer {
  @Parts(PublicKeyView, 'The keys that sign now, the current one first; empty where the endpoint has none.')
  keys!: PublicKeyView[];
}
