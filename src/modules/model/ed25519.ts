import { createPrivateKey, createPublicKey, randomBytes, type KeyObject } from 'node:crypto';

/** Marks the private key of Standard Webhooks' asymmetric signatures: the seed in base64 follows it. */
export const SIGNING_KEY_PREFIX = 'whsk_';
/** Marks the public key: its 32 bytes in base64 follow it. */
const PUBLIC_KEY_PREFIX = 'whpk_';

const KEY_BYTES = 32;
/** Prefix of the seed of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Makes a private key of Ed25519: `whsk_…`. */
export function newSigningKey(): string {
  return SIGNING_KEY_PREFIX + randomBytes(KEY_BYTES).toString('base64');
}

/**
 * Reads a private key: `whsk_` and in base64 its seed of 32 bytes, or seed and public key, 64 bytes, as some libraries write it. Null
 * where the text is none.
 */
export function privateKeyOf(text: string): KeyObject | null {
  const bytes = bytesBehind(SIGNING_KEY_PREFIX, text);
  if (bytes?.length !== KEY_BYTES && bytes?.length !== 2 * KEY_BYTES) return null;
  const der = Buffer.concat([PKCS8_HEAD, bytes.subarray(0, KEY_BYTES)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const isWhole = bytes.length === KEY_BYTES || bytes.subarray(KEY_BYTES).equals(publicBytesOf(key));
  return isWhole ? key : null;
}

/** Writes the public key of a private one as Standard Webhooks does: `whpk_…`. */
export function publicKeyText(privateKey: KeyObject): string {
  return PUBLIC_KEY_PREFIX + publicBytesOf(privateKey).toString('base64');
}

function publicBytesOf(privateKey: KeyObject): Buffer {
  return Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x!, 'base64url');
}

function bytesBehind(prefix: string, text: string): Buffer | null {
  const base64 = text.startsWith(prefix) ? text.slice(prefix.length) : '';
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === base64 ? bytes : null;
}
