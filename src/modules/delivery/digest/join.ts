import { v7 as uuid } from 'uuid';
import { DIGEST_MEMBERS_MAX, GROUPED, type DigestJoin } from '../../model/digest.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import { isoTime } from '../../model/iso-time.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../../store/order-keys.js';
import type { TakenTurn } from '../conversation/turns.service.js';
import { unsentReport } from '../report.js';
import { NO_CONTENT } from './content.js';
import { errorClassOf } from './error-class.js';

type Sent = Extract<TakenTurn, { kind: 'send' }>;

/** Makes the turn of a delivery that joins a digest in the place of being sent. @param opening of the digest where none gathers */
export function joiningTurn(
  delivery: LeasedDelivery,
  { gathered }: Sent,
  opening: { readonly inMs: number; readonly now: number },
): TakenTurn {
  const { endpointId, webhookId, event } = delivery;
  const join: DigestJoin = {
    endpointId,
    webhookId,
    errorClass: errorClassOf(event.data),
    max: DIGEST_MEMBERS_MAX,
    opening: {
      carrierId: uuid(),
      eventId: uuid(),
      data: NO_CONTENT,
      timestamp: isoTime(opening.now),
      inMs: opening.inMs,
    },
  };
  const next = { state: 'pending', dueAt: BLOCKED_UNTIL_PREDECESSOR, reason: GROUPED } as const;
  return { kind: 'unsent', report: unsentReport(delivery, { next, join, ...gathered }) };
}
