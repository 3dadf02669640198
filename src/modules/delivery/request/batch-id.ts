import { createHash } from 'node:crypto';
import { uuidText } from '../../model/uuid-text.js';

/**
 * Returns the id of a batch, a UUID: the same for the same deliveries in the same order, so that a repeated request is known by its id
 * too. A delivery that goes alone is named by its own id.
 */
export function batchIdOf(deliveryIds: readonly string[]): string {
  const [only, ...others] = deliveryIds;
  if (only !== undefined && others.length === 0) return only;
  const digest = createHash('sha256').update(deliveryIds.join('\n')).digest();
  // Version 8 of RFC 9562: bits of our own choice.
  digest[6] = (digest[6]! & 0x0f) | 0x80;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return uuidText(hex);
}
