/** Form of an event id from a sender: printable ASCII without spaces, quotes and backslashes. */
export const EVENT_ID = /^[!#-[\]-~]{1,200}$/;
/** Description of an event id, for messages. */
export const EVENT_ID_RULE = '1 to 200 printable ASCII characters without spaces, quotes or backslashes';

/**
 * Reads the id of an `Idempotency-Key` header: a bare token, or a quoted string as in the IETF draft; null when
 * unusable.
 */
export function idempotencyKey(header: string): string | null {
  const trimmed = header.trim();
  const bare = /^"(.*)"$/.exec(trimmed)?.[1] ?? trimmed;
  return EVENT_ID.test(bare) ? bare : null;
}
