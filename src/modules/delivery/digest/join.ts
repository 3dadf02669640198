import { DIGEST_MEMBERS_MAX, GROUPED, type DigestJoin } from '../../model/digest.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import { isoTime } from '../../model/iso-time.js';
import { uuidV7 } from '../../model/uuid-v7.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../../store/order-keys.js';
import { unsentTurn, type SendTurn, type TakenTurn } from '../conversation/turns.service.js';
import { NO_CONTENT } from './content.js';
import { errorClassOf } from '../../../adapters/event-error-class.js';

/** Makes the turn of a delivery that joins a digest in the place of being sent. @param opening of the digest where none gathers */
export function joiningTurn(
  delivery: LeasedDelivery,
  { gathered }: SendTurn,
  opening: { readonly inMs: number; readonly now: number },
): TakenTurn {
  const { endpointId, webhookId, event } = delivery;
  const join: DigestJoin = {
    endpointId,
    webhookId,
    errorClass: errorClassOf(event.data),
    max: DIGEST_MEMBERS_MAX,
    opening: {
      carrierId: uuidV7(),
      eventId: uuidV7(),
      data: NO_CONTENT,
      timestamp: isoTime(opening.now),
      inMs: opening.inMs,
    },
  };
  const next = { state: 'pending', dueAt: BLOCKED_UNTIL_PREDECESSOR, reason: GROUPED } as const;
  return unsentTurn(delivery, { next, join, ...gathered });
}
