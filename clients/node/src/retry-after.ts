/** Limit of the wait, ms: a longer one may be a mistake. */
const RETRY_AFTER_MAX_MS = 3_600_000;

/** Reads `Retry-After` (seconds or an HTTP date) as ms from `now` (Unix ms); null without a sensible one. */
export function retryAfterMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return wait >= 0 ? Math.min(wait, RETRY_AFTER_MAX_MS) : null;
}
