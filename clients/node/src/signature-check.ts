import { createHmac, timingSafeEqual } from 'node:crypto';
import { standardDigest, type Signed } from './standard-signature.js';

/** Maximum of signatures that are checked, more than a rotation ever needs. */
const SIGNATURES_MAX = 16;

/** Tells whether one of the space-separated `v1,…` signatures was made with one of the secrets. */
export function standardMatches(signed: Signed, header: string, secrets: readonly string[]): boolean {
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
