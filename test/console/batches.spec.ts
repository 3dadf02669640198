import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  batchDraft,
  batchSentence,
  batchValues,
  EMPTY_BATCH,
} from '../../console/src/endpoints/batch-values.js';
import { violations } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';
import { endpointOf } from '../support/gateway-answers.js';
import type { GatewayProcess, Json } from '../support/gateway-process.js';
import { notified } from '../support/notices.js';
import type { Receiver } from '../support/receiver.js';
import { until } from '../support/until.js';

const console = ConsoleStage.forFile();
const { stage } = console;

describe('Batches in the console', () => {
  let gateway: GatewayProcess;
  let app: Receiver;
  beforeAll(async () => {
    app = await stage.receiver();
    gateway = await stage.gateway({});
    await gateway.post('/api/webhooks/endpoints', { name: 'The app', url: app.url(), events: ['app.*'] });
    await gateway.post('/api/webhooks/endpoints', {
      name: 'The chat',
      url: `slack+${app.url('/services/T000/B000/xxxx')}`,
      events: ['chat.*'],
    });
  });

  it('are chosen in the settings of an application, and told by the page of a delivery', async () => {
    const page = await console.open(`${gateway.url}/endpoints/webhook_1/settings`, { width: 1280 });
    await page.getByText('Each event has a request of its own.').waitFor();
    await page.getByLabel('Events per request').fill('50');
    await page.getByLabel('Longest wait').fill('500ms');
    await page
      .getByText('Up to 50 events share a request; an event waits up to 500 ms for others.')
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await notified(page, 'Changes are live');
    expect((await endpointOf(gateway, 'webhook_1')).batch).toEqual({
      max: 50,
      within: '500ms',
      format: 'json',
    });

    const events = [1, 2, 3].map((n) => ({ event: 'app.done', data: { n } }));
    await gateway.post('/api/webhooks/events', { events });
    const { id } = await until('a delivered event', async () => {
      const { deliveries } = (await gateway.get('/api/webhooks/deliveries?state=delivered')).body as {
        deliveries: Json[];
      };
      return deliveries[0] ?? false;
    });
    const delivery = await console.open(`${gateway.url}/deliveries/${id}`, { width: 1280 });
    await delivery.getByText('Attempt 1 went with 2 other events').waitFor();
    await delivery.getByText('The request carried a batch of 3 events').waitFor();
    await delivery.getByRole('tab', { name: 'Request' }).click();
    await delivery.getByText('shown is what it would have been with this event alone').waitFor();
  });

  it('keep numbers within their range, and say what a length of time is', async () => {
    const page = await console.open(`${gateway.url}/endpoints/webhook_1/settings`, { width: 1280 });
    await page.getByLabel('Events per request').fill('1');
    await page.getByLabel('Longest wait').fill('2m');
    expect(await page.getByLabel('Events per request').inputValue()).toBe('2');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('batch.within is a length of time from 0s to 60s').first().waitFor();
  });

  it('are not offered to what takes one event at a time', async () => {
    const page = await console.open(`${gateway.url}/endpoints/webhook_2/settings`, { width: 1280 });
    await page.getByText('Digest', { exact: true }).waitFor();
    expect(await page.getByLabel('Events per request').count()).toBe(0);
  });
});

describe('The values of a batch in the form', () => {
  const batch = { max: 5, within: '100ms', format: 'ndjson' } as const;

  it('make no change as they are, and null where they are emptied', () => {
    for (const stored of [batch, null])
      expect(batchDraft(batchValues(stored), batchValues(stored))).toEqual({});
    expect(batchDraft(EMPTY_BATCH, batchValues(batch))).toEqual({ batch: null });
    expect(batchDraft({ ...EMPTY_BATCH, batch_max: 9 }, EMPTY_BATCH)).toEqual({
      batch: { max: 9, within: null, format: null },
    });
  });

  it('are told as a sentence', () => {
    expect(batchSentence({ ...EMPTY_BATCH, batch_max: 1000 })).toBe(
      'Up to 1,000 events share a request; queued events go together, and no event waits for others.',
    );
  });
});
