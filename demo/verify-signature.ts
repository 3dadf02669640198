import { createHmac, timingSafeEqual } from 'node:crypto';

/** Verifies a signature as the webhook guide does: over the parsed payload, not the raw bytes. */
export function verifySignature(payload: unknown, signature: string, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(JSON.stringify(payload)).digest();
  const provided = Buffer.from(signature.replace('sha256=', ''), 'hex');
  return expected.length === provided.length && timingSafeEqual(expected, provided);
}
