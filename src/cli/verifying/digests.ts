import { createHmac, createPublicKey, timingSafeEqual, verify, type KeyObject } from 'node:crypto';

/** Marks a secret whose remainder is the key in base64. */
const ENCODED = 'whsec_';
const DIGEST_BYTES = 32;

/** The signed content of Standard Webhooks. */
export interface Content {
  readonly id: string;
  /** Unix seconds, as in the header. */
  readonly timestamp: string;
  readonly body: Buffer;
}

/** Returns the key of a secret: what it encodes after `whsec_`, else its text. */
export function keyOf(secret: string): Buffer {
  return secret.startsWith(ENCODED)
    ? Buffer.from(secret.slice(ENCODED.length), 'base64')
    : Buffer.from(secret);
}

/** Computes HMAC-SHA256 over `id.timestamp.body`. */
export function standardDigest({ id, timestamp, body }: Content, key: Buffer): Buffer {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}

/** Computes HMAC-SHA256 over the body alone, keyed with the secret's whole text. */
export function bodyDigest(body: Buffer, secret: string): Buffer {
  return createHmac('sha256', secret).update(body).digest();
}

/** Tells whether two digests are equal. */
export function equal(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Marks a public key of Ed25519. */
export const PUBLIC_KEY = 'whpk_';
const SIGNATURE_BYTES = 64;

/** Reads a public key of Ed25519: `whpk_` and its 32 bytes in base64; null where the text is none. */
export function publicKeyOf(text: string): KeyObject | null {
  const base64 = text.startsWith(PUBLIC_KEY) ? text.slice(PUBLIC_KEY.length) : '';
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== DIGEST_BYTES || bytes.toString('base64') !== base64) return null;
  return createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') },
    format: 'jwk',
  });
}

/** Reads the `v1a` signatures of a `webhook-signature` header, those of Ed25519. */
export function asymmetricClaimsOf(header: string): Buffer[] {
  return header
    .split(/\s+/)
    .filter((part) => part.startsWith('v1a,'))
    .map((part) => Buffer.from(part.slice('v1a,'.length), 'base64'))
    .filter(({ length }) => length === SIGNATURE_BYTES);
}

/** Tells whether a signature over `id.timestamp.body` was made with the private key of a public one. */
export function isSignedBy({ id, timestamp, body }: Content, signature: Buffer, key: KeyObject): boolean {
  return verify(null, Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]), key, signature);
}

/** One signature of a `webhook-signature` header, or what is wrong with its form. */
export type Claim = { readonly digest: Buffer } | { readonly fault: string };

/** Reads the space-separated signatures of a `webhook-signature` header. */
export function claimsOf(header: string): Claim[] {
  return header
    .split(/\s+/)
    .filter((part) => part !== '')
    .map(claimOf);
}

function claimOf(part: string): Claim {
  const [, version, text] = /^(v\d+a?),(.*)$/.exec(part) ?? [];
  if (version === undefined) return { fault: `"${part.slice(0, 12)}…" does not begin with "v1,"` };
  if (version === 'v1a')
    return { fault: 'a v1a signature is verified with the public key of the endpoint (whpk_…)' };
  if (version !== 'v1') return { fault: `its version is ${version}, and the gateway signs with v1` };
  if (/^[0-9a-f]{64}$/i.test(text!)) return { fault: 'it is hexadecimal; a v1 signature is base64' };
  if (/[-_]/.test(text!)) return { fault: 'it is base64url (with - or _); a v1 signature is plain base64' };
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text!)) return { fault: 'it is no base64' };
  const digest = Buffer.from(text!, 'base64');
  if (digest.length === DIGEST_BYTES) return { digest };
  return {
    fault: `it holds ${digest.length} bytes, an HMAC-SHA256 has ${DIGEST_BYTES}: it is cut or changed`,
  };
}
