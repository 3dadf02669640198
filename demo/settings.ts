import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Receiver } from './receiver.ts';

/** A key for this run only. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** The gateway's environment: retries come soon, so that the flaky app recovers while one watches. */
export function settings(
  receivers: readonly Receiver[],
  secret: string,
  folder: string,
): Record<string, string> {
  return {
    WEBHOOK_URLS: receivers.map(({ url }) => url).join(','),
    WEBHOOK_EVENTS: 'job.*',
    WEBHOOK_SECRET_KEY: secret,
    // The flaky receiver fails too often in a row by design; its breaker is to stay closed.
    WEBHOOK_BREAKER_FAILURES: '0',
    WEBHOOK_RETRY_DELAY: '300',
    WEBHOOK_MAX_RETRY_DELAY: '1500',
    WEBHOOK_MAX_RETRIES: '6',
    DATABASE_URL: `sqlite:${join(folder, 'gateway.db')}`,
  };
}
