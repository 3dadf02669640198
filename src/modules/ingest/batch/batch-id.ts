import { invalid, unprocessable } from '../../http/field-faults.js';
import { EVENT_ID_RULE, idempotencyKey } from '../event-id.js';

/** Behind it there must be room for a dot and an index. */
const BATCH_ID_MAX = 190;

/**
 * What the events of a call without ids are called by, together with their places: the id of the signed request, or an
 * `Idempotency-Key`; null when there is neither. A signature does not cover that header, so it cannot replace the id.
 *
 * @throws BadRequestException, UnprocessableEntityException naming the header
 */
export function batchId(header: string | undefined, signedId: string | null): string | null {
  if (header === undefined) return signedId;
  const key = idempotencyKey(header);
  if (key === null || key.length > BATCH_ID_MAX) {
    const message = `The header Idempotency-Key is ${EVENT_ID_RULE}, for several events at most ${BATCH_ID_MAX}.`;
    throw invalid([{ field: 'Idempotency-Key', message }]);
  }
  if (signedId !== null && signedId !== key) {
    const message = 'webhook-id and the header Idempotency-Key name different calls.';
    throw unprocessable([{ field: 'Idempotency-Key', message }]);
  }
  return key;
}
