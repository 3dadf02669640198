import { beforeAll, describe, expect, it } from '@jest/globals';
import { ConsoleStage } from '../support/console-stage.js';
import { lowPort } from '../support/low-port.js';
import { sized, tellSize } from '../support/long-run.js';
import { until } from '../support/until.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';

const console = ConsoleStage.forFile();
const { stage } = console;

/** Deliveries that are repaired: in a quick run, in a long one and in a full one. */
const SIZES = [1_000, 10_000, 2_500] as const;
const ALL = sized(...SIZES);
const ENDPOINTS = 10;
const EVENTS = ALL / ENDPOINTS;
/** Their number as the console shows it. */
const COUNT = ALL.toLocaleString('en-GB');
/** Ten thousand deliveries on a machine that has other things to do, ms. */
const LONG_MS = 180_000;

let gateway: GatewayProcess;
let receiver: Receiver;
beforeAll(async () => {
  tellSize('Deliveries of a repair', ...SIZES);
  const port = await lowPort();
  gateway = await stage.gateway({
    WEBHOOK_URLS: Array.from({ length: ENDPOINTS }, (_, n) => `http://127.0.0.1:${port}/${n}`).join(','),
    WEBHOOK_EVENTS: '*',
    WEBHOOK_MAX_RETRIES: '0',
    WEBHOOK_BREAKER_FAILURES: '0',
    WEBHOOK_RATE_LIMIT_MAX: '1000000',
  });
  const events = Array.from({ length: EVENTS }, (_, n) => ({ event: 'bulk.many', data: { n } }));
  const { body } = await gateway.post('/api/webhooks/events', { events });
  expect(body).toMatchObject({ accepted: EVENTS });
  await gateway.statusWhere(({ deliveries }) => deliveries.failed === ALL, LONG_MS);
  receiver = await stage.receiver(() => 200, port);
}, LONG_MS);

describe('A repair of thousands of failed deliveries', () => {
  it(
    'is counted, confirmed, watched and completed, and every delivery arrives',
    async () => {
      const page = await console.open(`${gateway.url}/deliveries?state=failed&event=bulk.*`);
      await page.getByRole('link', { name: 'bulk.many' }).first().waitFor();
      await page.getByRole('button', { name: 'Redeliver matching' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(`${COUNT} deliveries will be sent again`).waitFor();
      expect(receiver.requests).toHaveLength(0);
      await dialog.getByRole('button', { name: `Redeliver ${COUNT} deliveries` }).click();
      await dialog.getByRole('progressbar', { name: 'Progress' }).waitFor();
      await dialog.getByText(`${COUNT} queued: ${COUNT} delivered. Done.`).waitFor({ timeout: LONG_MS });
      await dialog.getByRole('link', { name: 'All operations' }).click();
      await page.getByRole('cell', { name: `${COUNT} queued: ${COUNT} delivered` }).waitFor();
      await receiver.count(ALL, LONG_MS);
      const ids = new Set(receiver.requests.map(({ headers }) => headers['x-streamgank-delivery']));
      expect(ids.size).toBe(ALL);
    },
    LONG_MS,
  );
});

describe('The page of operations', () => {
  it('shows the progress of a running operation, and stops it', async () => {
    const page = await console.open(`${gateway.url}/operations`);
    await page.getByRole('heading', { name: 'Operations' }).waitFor();
    await gateway.post('/api/webhooks/deliveries/redeliver', { filter: { state: 'delivered' }, rate: 5 });
    const row = page.getByRole('row').filter({ hasText: 'Running' });
    await row.getByText('at most 5 per second').waitFor();
    const progress = row.getByText(` of ${COUNT}`);
    const seen = await progress.innerText();
    await until('it goes on', async () => (await progress.innerText()) !== seen, 15_000);
    await row.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('row').filter({ hasText: 'Stopped' }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
  });
});

describe('The audit log', () => {
  it('shows who did it, with a link to the result', async () => {
    await gateway.post('/api/webhooks/endpoints/webhook_2/disable', {});
    const page = await console.open(gateway.url);
    await page.getByRole('link', { name: 'Audit log' }).click();
    const entry = page.getByRole('row').filter({ hasText: 'Endpoint disabled' });
    await entry.getByText('local (no key)').waitFor();
    const bulk = page.getByRole('row').filter({ hasText: 'Deliveries redelivered in bulk' }).first();
    await bulk.getByText('filter').waitFor();
    await entry.getByRole('link', { name: 'webhook_2' }).click();
    await page.getByRole('heading', { name: 'webhook_2' }).waitFor();
    await page.goBack();
    await bulk.getByRole('link').click();
    await page.getByRole('heading', { name: 'Operations' }).waitFor();
  });
});
