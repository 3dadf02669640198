import { invalid, unprocessable } from '../../http/field-faults.js';
import { EVENT_ID_RULE, idempotencyKey } from '../event-id.js';

/** Behind it there must be room for a dot and an index. */
const BATCH_ID_MAX = 190;

/**
 * The ids of events that were sent without one, by their place among `count`. The only event of a signed call has the id of the
 * call itself, as a trigger's has: its body may be a trigger's, and a signature does not cover which of both it was sent as.
 *
 * @throws BadRequestException, UnprocessableEntityException naming the header
 */
export function placeIds(
  header: string | undefined,
  signedId: string | null,
  count: number,
): (index: number) => string | undefined {
  const call = batchId(header, signedId);
  if (call === null) return () => undefined;
  return (index) => (signedId !== null && count === 1 ? signedId : `${call}.${index}`);
}

/**
 * What the events of a call without ids are called by, together with their places: the id of the signed request, or an
 * `Idempotency-Key`; null when there is neither. A signature does not cover that header, so it cannot replace the id.
 */
function batchId(header: string | undefined, signedId: string | null): string | null {
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
