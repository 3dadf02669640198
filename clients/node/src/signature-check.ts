import { createHmac, createPublicKey, timingSafeEqual, verify, type KeyObject } from 'node:crypto';
import { standardDigest, type Signed } from './standard-signature.js';

/** Maximum of signatures that are checked, more than a rotation ever needs. */
const SIGNATURES_MAX = 16;

/** Prefix of a public key of Ed25519. */
export const PUBLIC_KEY = 'whpk_';

/**
 * Tells whether one of the space-separated signatures belongs to one of the secrets: `v1,…` to a secret, `v1a,…` to a public key
 * (`whpk_…`).
 */
export function standardMatches(signed: Signed, header: string, secrets: readonly string[]): boolean {
  const publicKeys = secrets.filter((secret) => secret.startsWith(PUBLIC_KEY));
  const shared = secrets.filter((secret) => !secret.startsWith(PUBLIC_KEY));
  return symmetricMatches(signed, header, shared) || asymmetricMatches(signed, header, publicKeys);
}

/** Reads a public key; null where the text is none. */
export function publicKeyOf(text: string): KeyObject | null {
  const base64 = text.slice(PUBLIC_KEY.length);
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== base64) return null;
  return createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') },
    format: 'jwk',
  });
}

function asymmetricMatches(
  { id, timestamp, body }: Signed,
  header: string,
  keys: readonly string[],
): boolean {
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(body)]);
  const claimed = header
    .split(' ', SIGNATURES_MAX)
    .filter((signature) => signature.startsWith('v1a,'))
    .map((signature) => Buffer.from(signature.slice(4), 'base64'));
  return keys
    .flatMap((key) => publicKeyOf(key) ?? [])
    .some((key) => claimed.some((signature) => verify(null, content, key, signature)));
}

function symmetricMatches(signed: Signed, header: string, secrets: readonly string[]): boolean {
  const claimed = header
    .split(' ', SIGNATURES_MAX)
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice(3), 'base64'));
  return anyEqual(
    secrets.map((secret) => standardDigest(signed, secret)),
    claimed,
  );
}

/** Tells whether one of the `sha256=…` headers was made with one of the secrets over the body. */
export function bodyMatches(
  body: string | Uint8Array,
  headers: readonly string[],
  secrets: readonly string[],
): boolean {
  const claimed = headers
    .filter((header) => /^sha256=[0-9a-f]{64}$/i.test(header))
    .map((header) => Buffer.from(header.slice(7), 'hex'));
  return anyEqual(
    secrets.map((secret) => createHmac('sha256', secret).update(body).digest()),
    claimed,
  );
}

/** Compares all pairs, in a time that reveals neither which pair matched nor how far. */
function anyEqual(expected: readonly Buffer[], claimed: readonly Buffer[]): boolean {
  let equal = false;
  for (const one of expected) {
    for (const other of claimed) {
      if (other.length === one.length && timingSafeEqual(other, one)) equal = true;
    }
  }
  return equal;
}
