import { derivedUuid } from '../../model/derived-uuid.js';

/**
 * Returns the id of a batch, a UUID: the same for the same deliveries in the same order, so that a repeated request is known by its id
 * too. A delivery that goes alone is named by its own id.
 */
export function batchIdOf(deliveryIds: readonly string[]): string {
  const [only, ...others] = deliveryIds;
  return only !== undefined && others.length === 0 ? only : derivedUuid(deliveryIds);
}
