import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { VerifiedWebhook } from '../../clients/node/src/verify-webhook.js';
import { isWebhookEvent, type WebhookEvent } from '../../clients/node/src/webhook-event.js';
import { CLIENT_TYPES, clientTypes, type DescribedEventType } from '../../scripts/client-types.js';
import { EVENT_DOCS, eventDocs } from '../../scripts/event-docs.js';
import { BUILT_IN } from '../../src/adapters/catalogue/catalogue.js';

const types = JSON.parse(JSON.stringify([...BUILT_IN.values()])) as DescribedEventType[];
const kept = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const remedy = (path: string) => `${path} is not what the catalogue says: run \`npm run openapi\``;

/** Data narrowed by the type; that this compiles is the point. */
function wordsOf(webhook: WebhookEvent): string {
  switch (webhook.event) {
    case 'job.completed':
      return `${webhook.data.job_id}: ${webhook.data.video_url ?? 'no video'}`;
    case 'webhook.endpoint_failing':
      return `${webhook.data.name} failed ${webhook.data.consecutive_failures.toFixed()} times`;
    case 'webhook.certificate_expiring':
      return webhook.data.certificate === 'client' ? webhook.data.subject : webhook.data.webhook_ids.join();
    default:
      return webhook.event;
  }
}

const received = (event: string, data: Record<string, unknown>): VerifiedWebhook => ({
  event,
  data,
  timestamp: '2026-01-01T12:00:00Z',
  webhookId: 'webhook_1',
  source: 'streamgank',
  deliveryId: 'd',
  scheme: 'standard',
  payload: {},
});

describe('The event types of the client', () => {
  it.each([
    ['job.completed', { job_id: 'j1' }, 'j1: no video'],
    ['webhook.endpoint_failing', { name: 'App', consecutive_failures: 3 }, 'App failed 3 times'],
    ['job.deleted', {}, 'job.deleted'],
    ['render.queue_full', {}, null],
  ])('narrow the data of a verified webhook by its type: %s', (type, data, words) => {
    const webhook = received(type, data);
    expect(isWebhookEvent(webhook) ? wordsOf(webhook) : null).toBe(words);
  });

  it('agree with the catalogue, as written by `npm run openapi`', async () => {
    const same = kept(CLIENT_TYPES) === (await clientTypes(types));
    expect(same ? 'the same' : remedy(CLIENT_TYPES)).toBe('the same');
  });
});

describe('docs/events.md', () => {
  it('agrees with the catalogue, as written by `npm run openapi`', async () => {
    const same = kept(EVENT_DOCS) === (await eventDocs(types as never));
    expect(same ? 'the same' : remedy(EVENT_DOCS)).toBe('the same');
  });
});
