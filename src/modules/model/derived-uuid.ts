import { createHash } from 'node:crypto';
import { uuidText } from './uuid-text.js';

/** Derives a UUID from texts: the same for the same texts in the same order. */
export function derivedUuid(texts: readonly string[]): string {
  const digest = createHash('sha256').update(texts.join('\n')).digest();
  // Version 8 of RFC 9562: bits of our own choice.
  digest[6] = (digest[6]! & 0x0f) | 0x80;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  return uuidText(digest.toString('hex', 0, 16));
}
