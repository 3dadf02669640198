import { createHmac, createSecretKey, sign, type KeyObject } from 'node:crypto';
import { BoundedCache } from '../modules/model/bounded-cache.js';
import { privateKeyOf } from '../modules/model/ed25519.js';
import { brandToken } from '../modules/model/header-names.js';

export interface Identity {
  /** Prefix of the header names: `StreamGank`. */
  readonly brand: string;
  readonly eventType: string;
  /** UUID, the same on every attempt. */
  readonly deliveryId: string;
}

export interface Signing {
  readonly brand: string;
  /** Exactly the text that is sent, as UTF-8. */
  readonly body: string;
  readonly secret: string;
  /** A replaced key that still signs beside it; null when there is none. */
  readonly previousSecret?: string | null;
  /** Private keys of Ed25519 that sign too (`whsk_…`), the current one first; absent: none. */
  readonly signingKeys?: readonly string[];
  readonly deliveryId: string;
  /** Unix time of the attempt, s: receivers refuse what is too old. */
  readonly timestampSeconds: number;
}

/** Marks a secret whose remainder is the key in base64 (Standard Webhooks). */
const ENCODED_SECRET = 'whsec_';

/** Names the gateway in requests: `StreamGank-Webhook/1.0`. */
export function userAgent(brand: string): string {
  return `${brandToken(brand)}-Webhook/1.0`;
}

/** Makes the headers that say who sends what, on every request: `User-Agent`, `X-<Brand>-Event`, `X-<Brand>-Delivery`. */
export function identityHeaders({ brand, eventType, deliveryId }: Identity): Record<string, string> {
  const token = brandToken(brand);
  return {
    'User-Agent': userAgent(brand),
    [`X-${token}-Event`]: eventType,
    [`X-${token}-Delivery`]: deliveryId,
  };
}

/**
 * Makes both signatures of a body. `X-<Brand>-Signature` is keyed with the secret's whole text; the Standard Webhooks one
 * with what the secret encodes after `whsec_`, or with its text where it has no such prefix. While a replaced key still
 * signs, the Standard Webhooks header carries both signatures, and `X-<Brand>-Signature-Previous` the older one. Behind them stand
 * the signatures of Ed25519 keys (`v1a,…`).
 */
export function signatureHeaders(signing: Signing): Record<string, string> {
  const { brand, deliveryId, timestampSeconds, previousSecret, signingKeys = [] } = signing;
  const name = `X-${brandToken(brand)}-Signature`;
  const current = signaturesBy(signing.secret, signing);
  const previous = previousSecret ? signaturesBy(previousSecret, signing) : null;
  return {
    [name]: current.whole,
    ...(previous && { [`${name}-Previous`]: previous.whole }),
    'webhook-id': deliveryId,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': [
      current.standard,
      ...(previous ? [previous.standard] : []),
      ...signingKeys.map((key) => asymmetric(key, signing)),
    ].join(' '),
  };
}

/** Signs with a private key of Ed25519, over the same content as the other Standard Webhooks signatures. */
function asymmetric(key: string, { body, deliveryId, timestampSeconds }: Signing): string {
  const signed = Buffer.from(`${deliveryId}.${timestampSeconds}.${body}`);
  return `v1a,${sign(null, signed, privateKeys.get(key)).toString('base64')}`;
}

/** Private keys by their texts. */
const privateKeys = new BoundedCache<string, KeyObject>(1_000, (text) => {
  const key = privateKeyOf(text);
  if (!key) throw new TypeError('A signing key is whsk_ and 32 bytes in base64.');
  return key;
});

function signaturesBy(
  secret: string,
  { body, deliveryId, timestampSeconds }: Signing,
): { readonly whole: string; readonly standard: string } {
  const { whole, standard } = keys.get(secret);
  const signed = `${deliveryId}.${timestampSeconds}.${body}`;
  return {
    whole: `sha256=${createHmac('sha256', whole).update(body).digest('hex')}`,
    standard: `v1,${createHmac('sha256', standard).update(signed).digest('base64')}`,
  };
}

interface Keys {
  /** Key of the secret's whole text. */
  readonly whole: KeyObject;
  /** Key of what the secret encodes. */
  readonly standard: KeyObject;
}

/** Keys by secret: making a key costs more than using it, and there are few secrets. */
const keys = new BoundedCache<string, Keys>(1_000, (secret) => ({
  whole: createSecretKey(Buffer.from(secret, 'utf8')),
  standard: createSecretKey(standardKey(secret)),
}));

function standardKey(secret: string): Buffer {
  return secret.startsWith(ENCODED_SECRET)
    ? Buffer.from(secret.slice(ENCODED_SECRET.length), 'base64')
    : Buffer.from(secret, 'utf8');
}
