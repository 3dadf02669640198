import type { FastifyReply } from 'fastify';

/** The longest wait a client may ask for, seconds. */
const WAIT_MAX_S = 60;

/**
 * Seconds of `Prefer: wait=N` (RFC 7240), at most 60; null when the header does not ask for it. What cannot be read is
 * ignored, as the RFC wants it; the first `wait` counts.
 */
export function preferredWait(header: string | undefined): number | null {
  for (const preference of (header ?? '').split(',')) {
    const [token = ''] = preference.split(';');
    const seconds = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*$/i.exec(token)?.[1];
    if (seconds !== undefined) return Math.min(Number(seconds), WAIT_MAX_S);
  }
  return null;
}

/** The answer of a request whose wait was heeded. */
export function waited(reply: FastifyReply, seconds: number): void {
  void reply.status(200).header('Preference-Applied', `wait=${seconds}`);
}
