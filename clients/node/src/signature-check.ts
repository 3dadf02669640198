import { createHmac, timingSafeEqual } from 'node:crypto';
import { standardDigest, type Signed } from './standard-signature.js';

/** More than a rotation ever needs; what a request claims beyond that is not looked at. */
const SIGNATURES_MAX = 16;

/** Whether one of the space-separated `v1,…` signatures was made with one of the secrets. */
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

/** Whether one of the `sha256=…` headers was made with one of the secrets over the body. */
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

/** Compares each with each, in a time that tells nothing about which of them agreed or how far. */
function anyEqual(expected: readonly Buffer[], claimed: readonly Buffer[]): boolean {
  let equal = false;
  for (const one of expected) {
    for (const other of claimed) {
      if (other.length === one.length && timingSafeEqual(other, one)) equal = true;
    }
  }
  return equal;
}
