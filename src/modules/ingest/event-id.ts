/** What a sender may use as an event's id: printable ASCII without spaces, quotes and backslashes. */
export const EVENT_ID = /^[!#-[\]-~]{1,200}$/;
export const EVENT_ID_RULE = '1 to 200 printable ASCII characters without spaces, quotes or backslashes';

/**
 * The id named by an `Idempotency-Key` header: a bare token, or a quoted string as the IETF draft writes it.
 * Null when it is no usable id.
 */
export function idempotencyKey(header: string): string | null {
  const trimmed = header.trim();
  const bare = /^"(.*)"$/.exec(trimmed)?.[1] ?? trimmed;
  return EVENT_ID.test(bare) ? bare : null;
}
