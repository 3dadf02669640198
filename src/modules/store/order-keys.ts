/**
 * The due time (Unix ms, the last of the year 9999) of a delivery that waits for its predecessor: an earlier open delivery
 * of the same endpoint and order key. Of the open deliveries of a key only the first has another due time, or a lease.
 * Settling it makes its successor due, by triggers of the database in the same transaction, so that a claim scans no
 * blocked delivery. The value is stored in databases: it never changes.
 */
export const BLOCKED_UNTIL_PREDECESSOR = 253_402_300_799_999;

/** The time left until a due time (Unix ms), ms; 0 once it has come, null without one. */
export function msUntil(dueAt: number | null, now: number): number | null {
  return dueAt === null ? null : Math.max(0, dueAt - now);
}

/** The due time of a delivery; null for one without a due time, or one that is blocked by its predecessor. */
export function dueTime(at: number | null | undefined): number | null {
  return at === null || at === undefined || at >= BLOCKED_UNTIL_PREDECESSOR ? null : at;
}
