import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { ConsoleStage } from '../support/console-stage.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { pressBound } from '../support/page-keys.js';
import type { Receiver } from '../support/receiver.js';
import { until } from '../support/until.js';

/** Tasks with the clicks that the docs count. */
const documented = new Map(
  [
    ...readFileSync(join(import.meta.dirname, '../../docs/console.md'), 'utf8').matchAll(
      /^\| ([^|]+?) +\| [^|]+ \| (\d+) click/gm,
    ),
  ].map(([, task = '', clicks]) => [task, Number(clicks)]),
);

const console = ConsoleStage.forFile();
const { stage } = console;
const BROKEN = { status: 500, body: '{"error":"over capacity"}' };
let gateway: GatewayProcess;
let slack: Receiver;
let repaired = false;

/** A gateway with an endpoint whose deliveries have failed, and one whose circuit is open. */
beforeAll(async () => {
  slack = await stage.receiver(() => ({ status: 200, body: 'ok' }));
  const app = await stage.receiver(() => (repaired ? 200 : BROKEN));
  gateway = await stage.gateway({
    WEBHOOK_MAX_RETRIES: '0',
    WEBHOOK_BREAKER_FAILURES: '3',
    WEBHOOK_BREAKER_PAUSE: '1h',
  });
  const add = (name: string) =>
    gateway.post('/api/webhooks/endpoints', { name, url: app.url(`/${name}`), events: [`${name}.*`] });
  for (const name of ['billing', 'crm']) await add(name);
  await gateway.trigger({ event: 'billing.paid', data: { job_id: 'job_1704123456789_a6f2gu' } });
  const lead = (n: number) => gateway.trigger({ event: 'crm.lead', data: { job_id: `lead_${n}` } });
  for (const n of [1, 2, 3]) await lead(n);
  await gateway.statusWhere(
    ({ deliveries: { failed }, endpoints }) => failed === 4 && endpoints[1].breaker === 'open',
  );
  await lead(4);
  await gateway.statusWhere(({ deliveries: { pending } }) => pending === 1);
  repaired = true;
});

/** Does a task from a page on, and returns the clicks that it takes. */
async function clicksOf(
  path: string,
  task: (page: Page, click: (target: Locator) => Promise<void>) => Promise<unknown>,
): Promise<number> {
  const page = await console.visit(gateway.url + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  let clicks = 0;
  await task(page, async (target) => {
    clicks++;
    await target.click();
  });
  return clicks;
}

const button = (within: Page | Locator, name: string): Locator =>
  within.getByRole('button', { name, exact: true });

/** The incident of an endpoint on the overview. */
const incident = (page: Page, title: RegExp): Locator =>
  page.getByRole('region', { name: 'Needs attention' }).locator('.incident-row').filter({ hasText: title });

const TASKS = {
  'Add a Slack channel, with a test': () =>
    clicksOf('/endpoints', async (page, click) => {
      await click(page.getByRole('link', { name: 'Add an endpoint' }));
      await page.getByLabel('URL', { exact: true }).fill(`slack+${slack.url('/services/T000/B000/secret')}`);
      await click(button(page, 'Next: events'));
      await click(button(page, 'Next: preview'));
      await click(button(page, 'Send a test'));
      await page.getByText('Test delivered').waitFor();
      await click(button(page, 'Add endpoint'));
      await page.getByRole('link', { name: 'Settings' }).waitFor();
    }),
  'Find out why deliveries failed, and send them again': () =>
    clicksOf('/', async (page, click) => {
      const failed = incident(page, /^billing: deliveries failed/);
      await failed.getByText('The receiver failed while it processed the request.').waitFor();
      await click(button(failed, 'Retry all'));
      await failed.waitFor({ state: 'detached' });
    }),
  'Resume an endpoint that was repaired': () =>
    clicksOf('/', async (page, click) => {
      await click(button(incident(page, /^crm has been failing/), 'Probe now'));
      await gateway.statusWhere(({ deliveries: { pending } }) => pending === 0);
    }),
  'Find a job by half of its id': () =>
    clicksOf('/', async (page) => {
      await pressBound(page, 'Control+k');
      await page.getByRole('combobox', { name: /^Find anything/ }).fill('a6f2gu');
      await page
        .getByRole('option', { name: /job_1704123456789_a6f2gu/ })
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/jobs/job_1704123456789_a6f2gu');
    }),
  'Change a filter and see its effect before it is saved': () =>
    clicksOf('/endpoints', async (page, click) => {
      await click(page.getByRole('link', { name: 'crm', exact: true }));
      await click(page.getByRole('link', { name: 'Settings' }));
      await page.getByLabel('Filter').fill('{"data.job_id": "lead_1"}');
      await page.getByText('1 of the last 4 events would be sent, 3 fewer than now.').waitFor();
      await click(button(page, 'Save'));
      await until('the filter is saved', async () => {
        const { endpoint } = (await gateway.get('/api/webhooks/endpoints/webhook_2')).body;
        return endpoint.filter !== null;
      });
    }),
};

describe('Tasks of an operator', () => {
  it('are those that the docs count', () => {
    expect([...documented.keys()]).toEqual(Object.keys(TASKS));
  });

  it.each(Object.entries(TASKS))('take as many clicks as the docs say: %s', async (task, clicks) => {
    expect(await clicks()).toBe(documented.get(task));
  });
});
