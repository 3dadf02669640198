import { createHmac } from 'node:crypto';

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
  readonly deliveryId: string;
  /** Unix time of the attempt, s: receivers refuse what is too old. */
  readonly timestampSeconds: number;
}

/** Marks a secret whose remainder is the key in base64 (Standard Webhooks). */
const ENCODED_SECRET = 'whsec_';

/** The brand as part of a header name (RFC 9110 `token`): letters, digits and hyphens of it. */
export function brandToken(brand: string): string {
  return brand.replace(/[^A-Za-z0-9-]/g, '') || 'Gateway';
}

/** Who sends what, on every request: `User-Agent`, `X-<Brand>-Event`, `X-<Brand>-Delivery`. */
export function identityHeaders({ brand, eventType, deliveryId }: Identity): Record<string, string> {
  const token = brandToken(brand);
  return {
    'User-Agent': `${token}-Webhook/1.0`,
    [`X-${token}-Event`]: eventType,
    [`X-${token}-Delivery`]: deliveryId,
  };
}

/**
 * Both signatures of a body. `X-<Brand>-Signature` is keyed with the secret's whole text; the Standard Webhooks one
 * with what the secret encodes after `whsec_`, or with its text where it has no such prefix.
 */
export function signatureHeaders(signing: Signing): Record<string, string> {
  const { brand, body, secret, deliveryId, timestampSeconds } = signing;
  const signed = `${deliveryId}.${timestampSeconds}.${body}`;
  return {
    [`X-${brandToken(brand)}-Signature`]: `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    'webhook-id': deliveryId,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': `v1,${createHmac('sha256', standardKey(secret)).update(signed).digest('base64')}`,
  };
}

function standardKey(secret: string): Buffer {
  return secret.startsWith(ENCODED_SECRET)
    ? Buffer.from(secret.slice(ENCODED_SECRET.length), 'base64')
    : Buffer.from(secret, 'utf8');
}
