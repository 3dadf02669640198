import { createHmac, timingSafeEqual } from 'node:crypto';

// body: the raw bytes of the request; signature: its header X-StreamGank-Signature.
export function verify(body, signature = '', secret = process.env.WEBHOOK_SECRET_KEY) {
  const expected = Buffer.from('sha256=' + createHmac('sha256', secret).update(body).digest('hex'));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
