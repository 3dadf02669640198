import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NIGHT_EVENTS, ON_CALL } from './night.ts';
import type { Receiver } from './receiver.ts';

/** Makes a signing secret for this run. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** The action that messages of failed jobs offer: pressing it tells the job server. */
const ACTIONS = {
  retry: { label: 'Retry job', on: ['job.failed', 'job.timeout'], style: 'primary' },
} as const;

/**
 * Writes the file of endpoints: one for each receiver, subscribed to the events of jobs, one of the job server, subscribed to what
 * people press, and one of the channel of whoever is on call. Returns its path.
 */
export async function writeEndpoints(
  { receivers, onCall }: { readonly receivers: readonly Receiver[]; readonly onCall: Receiver },
  jobServer: string,
  folder: string,
): Promise<string> {
  const chats = receivers.map(({ endpoint: name, url, live }) => ({
    name,
    url,
    events: ['job.*'],
    ...(live && { conversation: 'live' }),
  }));
  const endpoints = [
    ...chats,
    { name: 'job-server', url: jobServer, events: ['action.*'] },
    { name: onCall.endpoint, url: onCall.url, ...ON_CALL },
  ];
  const path = join(folder, 'endpoints.json');
  await writeFile(path, JSON.stringify({ endpoints, events: NIGHT_EVENTS, actions: ACTIONS }, null, 2));
  return path;
}

/** Builds the environment of the gateway. Retries come soon, so that the flaky app recovers while a person watches. */
export function settings(
  endpoints: string,
  secret: string,
  { folder, address }: { readonly folder: string; readonly address: string },
): Record<string, string> {
  return {
    // Messages lead to the console, and offer actions that the link alone may press.
    WEBHOOK_PUBLIC_URL: address,
    WEBHOOK_ACTIONS: 'link',
    WEBHOOK_CONFIG: endpoints,
    WEBHOOK_SECRET_KEY: secret,
    // The flaky receiver fails often in a row; its breaker must stay closed.
    WEBHOOK_BREAKER_FAILURES: '0',
    // Every message of a job is shown by itself, however many come at once.
    WEBHOOK_DIGEST: 'off',
    // Runs in quick succession on the same data share the limit of each endpoint.
    WEBHOOK_RATE_LIMIT_MAX: '1000',
    WEBHOOK_RETRY_DELAY: '300',
    WEBHOOK_MAX_RETRY_DELAY: '1500',
    WEBHOOK_MAX_RETRIES: '6',
    DATABASE_URL: `sqlite:${join(folder, 'gateway.db')}`,
  };
}
