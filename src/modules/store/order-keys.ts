/**
 * The due time (Unix ms, the last of the year 9999) of a delivery that waits for an earlier one of its endpoint and key.
 * Of the open deliveries of a key one alone has another due time or a lease: it is its turn. Whoever settles that one
 * makes the next due; triggers of the database see to it, in the same transaction. So a claim finds only what may go,
 * and walks over nothing that waits. It stands in stores and migrations: it never changes.
 */
export const BLOCKED_UNTIL_PREDECESSOR = 253_402_300_799_999;

/** What is left until a due time (Unix ms), ms; 0 when it has come. */
export function msUntil(dueAt: number | null, now: number): number | null {
  return dueAt === null ? null : Math.max(0, dueAt - now);
}

/** A due time as the claim loop wants it: what waits for its turn falls due at no time that could be told. */
export function dueTime(at: number | null | undefined): number | null {
  return at === null || at === undefined || at >= BLOCKED_UNTIL_PREDECESSOR ? null : at;
}
