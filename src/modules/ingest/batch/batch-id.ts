import { Refusal } from '../../model/refusal.js';
import { EVENT_ID_RULE, idempotencyKey } from '../event-id.js';

/** Maximum length of a batch's id, which leaves room for a dot and an index behind it. */
const BATCH_ID_MAX = 190;

/**
 * Makes the ids of events that were sent without one, by their index among `count`. The only event of a signed call
 * gets the id of the call itself, as a trigger does: its body may be a trigger's, and the signature does not cover the
 * route.
 *
 * @throws Refusal `malformed`, `unprocessable` naming the header
 */
export function missingIds(
  header: string | undefined,
  signedId: string | null,
  count: number,
): (index: number) => string | undefined {
  const call = batchId(header, signedId);
  if (call === null) return () => undefined;
  return (index) => (signedId !== null && count === 1 ? signedId : `${call}.${index}`);
}

/**
 * Returns the common part of the generated ids: the id of the signed request, or an `Idempotency-Key`; null when there
 * is neither. A signature does not cover that header, so the header cannot replace the signed id.
 */
function batchId(header: string | undefined, signedId: string | null): string | null {
  if (header === undefined) return signedId;
  const key = idempotencyKey(header);
  if (key === null || key.length > BATCH_ID_MAX) {
    const message = `The header Idempotency-Key is ${EVENT_ID_RULE}, for several events at most ${BATCH_ID_MAX}.`;
    throw Refusal.malformed([{ field: 'Idempotency-Key', message }]);
  }
  if (signedId !== null && signedId !== key) {
    const message = 'webhook-id and the header Idempotency-Key name different calls.';
    throw Refusal.unprocessable([{ field: 'Idempotency-Key', message }]);
  }
  return key;
}
