import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receiver } from './receiver.ts';

/** Makes a signing secret for this run. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Writes the file of endpoints: one for each receiver, subscribed to the events of jobs. Returns its path. */
export async function writeEndpoints(receivers: readonly Receiver[], folder: string): Promise<string> {
  const endpoints = receivers.map(({ endpoint: name, url, live }) => ({
    name,
    url,
    events: ['job.*'],
    ...(live && { conversation: 'live' }),
  }));
  const path = join(folder, 'endpoints.json');
  await writeFile(path, JSON.stringify({ endpoints }, null, 2));
  return path;
}

/** Builds the environment of the gateway. Retries come soon, so that the flaky app recovers while a person watches. */
export function settings(endpoints: string, secret: string, folder: string): Record<string, string> {
  return {
    WEBHOOK_CONFIG: endpoints,
    WEBHOOK_SECRET_KEY: secret,
    // The flaky receiver fails often in a row; its breaker must stay closed.
    WEBHOOK_BREAKER_FAILURES: '0',
    // Every message is shown by itself, however many come at once.
    WEBHOOK_DIGEST: 'off',
    WEBHOOK_RETRY_DELAY: '300',
    WEBHOOK_MAX_RETRY_DELAY: '1500',
    WEBHOOK_MAX_RETRIES: '6',
    DATABASE_URL: `sqlite:${join(folder, 'gateway.db')}`,
  };
}
