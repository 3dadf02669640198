import { createPublicKey } from 'node:crypto';
import { privateKeyOf, publicKeyText } from '../model/ed25519.js';
import type { Endpoint } from '../model/endpoint.js';
import type { PublicKeyView } from './public-keys.response.js';

type Signing = Pick<Endpoint, 'signingKey' | 'previousSigningKey'>;

/** Lists the public keys by which requests of an endpoint can be verified at `now` (Unix ms): `whpk_…`, the current one first. */
export function publicKeysOf(endpoint: Signing, now: number): string[] {
  return privateKeysOf(endpoint, now).map(publicKeyText);
}

/** Lists the same keys as JSON Web Keys (RFC 8037). */
export function publicKeySetOf(endpoint: Signing, now: number): PublicKeyView[] {
  return privateKeysOf(endpoint, now).map((key) => {
    const { x } = createPublicKey(key).export({ format: 'jwk' });
    return { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: publicKeyText(key), x: x! };
  });
}

function privateKeysOf({ signingKey, previousSigningKey: before }: Signing, now: number) {
  const texts =
    signingKey === null ? [] : [signingKey, ...(before && before.until > now ? [before.secret] : [])];
  return texts.flatMap((text) => privateKeyOf(text) ?? []);
}
