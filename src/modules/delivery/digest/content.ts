import { DIGEST_EVENT } from '../../model/digest.js';
import type { GatewayEvent } from '../../model/event.js';

/** Data of the event of a digest that still gathers, JSON. */
export const NO_CONTENT = '{}';

/** True for the event of a digest. */
export function isDigest({ type }: Pick<GatewayEvent, 'type'>): boolean {
  return type === DIGEST_EVENT;
}

/** True for the event of a digest whose content is not made yet: it is no message so far, and has no age. */
export function isGathering(event: Pick<GatewayEvent, 'type' | 'data'>): boolean {
  return isDigest(event) && event.data === NO_CONTENT;
}
