import { createHmac } from 'node:crypto';

/** Prefix of a secret that is a key in base64. */
const ENCODED_SECRET = 'whsec_';

/**
 * Returns the key of a Standard Webhooks signature: the decoded bytes after `whsec_`, or the text without that prefix.
 */
export function standardKey(secret: string): Buffer {
  return secret.startsWith(ENCODED_SECRET)
    ? Buffer.from(secret.slice(ENCODED_SECRET.length), 'base64')
    : Buffer.from(secret, 'utf8');
}

/** The signed content of a request. */
export interface Signed {
  readonly id: string;
  /** Unix time, s, as in the header. */
  readonly timestamp: string;
  /** Exactly the bytes that are sent. */
  readonly body: string | Uint8Array;
}

/** Computes HMAC-SHA256 over `id.timestamp.body`. */
export function standardDigest({ id, timestamp, body }: Signed, secret: string): Buffer {
  return createHmac('sha256', standardKey(secret)).update(`${id}.${timestamp}.`).update(body).digest();
}

/** Builds the three headers of Standard Webhooks, signed at `now` (Unix ms). */
export function standardHeaders(
  id: string,
  body: string,
  secret: string,
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const digest = standardDigest({ id, timestamp, body }, secret);
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${digest.toString('base64')}`,
  };
}
