import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Receiver } from './receiver.ts';

/** Makes a signing secret for this run. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Builds the environment of the gateway. Retries come soon, so that the flaky app recovers while a person watches. */
export function settings(
  receivers: readonly Receiver[],
  secret: string,
  folder: string,
): Record<string, string> {
  return {
    WEBHOOK_URLS: receivers.map(({ url }) => url).join(','),
    WEBHOOK_EVENTS: 'job.*',
    WEBHOOK_SECRET_KEY: secret,
    // The flaky receiver fails often in a row; its breaker must stay closed.
    WEBHOOK_BREAKER_FAILURES: '0',
    WEBHOOK_RETRY_DELAY: '300',
    WEBHOOK_MAX_RETRY_DELAY: '1500',
    WEBHOOK_MAX_RETRIES: '6',
    DATABASE_URL: `sqlite:${join(folder, 'gateway.db')}`,
  };
}
