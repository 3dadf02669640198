import type { Attempt } from '../../model/delivery.js';

/** Codes of connections that broke off, or ran out of time, after the request was written. */
const BROKEN_OFF: ReadonlySet<string> = new Set(['TIMEOUT', 'ECONNRESET', 'EPIPE', 'INVALID_HTTP', 'ERROR']);

/** True where the target may have done what a failed attempt asked for, although its answer did not come. */
export function mayHaveArrived(attempt: Pick<Attempt, 'status' | 'errorCode'> | null): boolean {
  if (!attempt) return false;
  const { status, errorCode } = attempt;
  return status === null ? BROKEN_OFF.has(errorCode ?? '') : status >= 500;
}
