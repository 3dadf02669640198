import type { FastifyReply } from 'fastify';

/** Longest wait that a client may ask for, s. */
const WAIT_MAX_S = 60;

/**
 * Reads the seconds of `Prefer: wait=N` (RFC 7240), at most 60; null without it. Unreadable preferences are ignored,
 * and the first `wait` counts, as in the RFC.
 */
export function preferredWait(header: string | undefined): number | null {
  for (const preference of (header ?? '').split(',')) {
    const [token = ''] = preference.split(';');
    const seconds = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*$/i.exec(token)?.[1];
    if (seconds !== undefined) return Math.min(Number(seconds), WAIT_MAX_S);
  }
  return null;
}

/** Sets the header that confirms an honoured wait. */
export function confirmWait(reply: FastifyReply, seconds: number): void {
  void reply.status(200).header('Preference-Applied', `wait=${seconds}`);
}
