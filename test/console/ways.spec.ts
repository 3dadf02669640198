import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ConsoleStage } from '../support/console-stage.js';
import { lowPort } from '../support/low-port.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { notified } from '../support/notices.js';
import { pressBound } from '../support/page-keys.js';
import type { Receiver } from '../support/receiver.js';

const console = ConsoleStage.forFile();
const { stage } = console;

let gateway: GatewayProcess;
let app: Receiver;
let slack: Receiver;
let broken = true;
beforeAll(async () => {
  app = await stage.receiver(() => (broken ? { status: 500, body: '{"error":"over capacity"}' } : 200));
  slack = await stage.receiver(() => ({ status: 200, body: 'ok' }));
  gateway = await stage.gateway({
    WEBHOOK_URLS: app.url('/app'),
    WEBHOOK_EVENTS: '*',
    WEBHOOK_MAX_RETRIES: '1',
    WEBHOOK_BREAKER_FAILURES: '0',
  });
});

const open = async (path: string): Promise<Page> => console.visit(gateway.url + path);

describe('A new operator', () => {
  it('can add a Slack channel, preview its messages, and test it', async () => {
    const page = await open('/endpoints');
    await page.getByRole('link', { name: 'Add an endpoint' }).click();
    const url = page.getByLabel('URL', { exact: true });
    await url.fill('hooks.slack.com/services/T0/B0/x');
    await page.getByRole('button', { name: 'Add https:// in front' }).waitFor();
    await url.fill(`slack+${slack.url('/services/T000/B000/a-secret')}`);
    await page.getByText('Receives a Block Kit message').waitFor();
    expect(await url.getAttribute('type')).toBe('password');
    expect(await page.locator('main').innerText()).not.toContain('a-secret');
    await page.getByLabel('Name').fill('#video-jobs');
    await page.getByRole('button', { name: 'Next: events' }).click();
    await page.getByRole('button', { name: 'Next: preview' }).click();

    const message = page.getByRole('figure', { name: 'The message in Slack' });
    await message.getByText('Video ready').waitFor();
    await message.getByText('Watch video').waitFor();
    await page.getByRole('tab', { name: 'Limits' }).click();
    await page.getByText(/of 50$/).waitFor();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('Test delivered').waitFor();
    expect(slack.requests).toHaveLength(1);

    await page.getByRole('button', { name: 'Add endpoint' }).click();
    await page.getByRole('heading', { name: '#video-jobs' }).waitFor();
    await page.getByRole('link', { name: 'Settings' }).waitFor();
  });

  it('can send an event from the playground and follow its deliveries', async () => {
    const page = await open('/playground');
    await page.getByText('Goes to 2 endpoints').waitFor();
    await page.getByRole('button', { name: '#video-jobs' }).click();
    await page.getByRole('figure', { name: 'The message in Slack' }).getByText('Video ready').waitFor();
    await page.getByRole('button', { name: 'Send the event' }).click();
    const outcome = page.getByRole('status').filter({ hasText: 'Stored. Deliveries:' });
    await outcome.getByText('Delivered').waitFor();
    await outcome.getByText('Failed').waitFor();
  });

  it('sees on the overview what failed, finds the reason, and repairs it', async () => {
    const page = await open('/');
    const concerns = page.getByRole('region', { name: 'Needs attention' });
    await concerns
      .getByRole('link', { name: /deliveries failed/ })
      .first()
      .click();
    await page.waitForURL(/\/incidents\//);
    await page.getByRole('link', { name: 'Open delivery' }).first().click();
    await page.getByText('Failed permanently', { exact: true }).waitFor();
    await page.getByText('over capacity').waitFor();
    await page.getByRole('tab', { name: 'Request' }).click();
    await page.getByText('X-StreamGank-Event').waitFor();
    broken = false;
    await pressBound(page, 'r');
    await page.getByRole('main').getByText('Delivered').first().waitFor();
  });
});

describe('The overview', () => {
  it('shows and charts queued and held deliveries, with help beside them', async () => {
    await gateway.post('/api/webhooks/endpoints/webhook_1/pause', {});
    await gateway.trigger({ event: 'job.late', data: {} });
    const page = await open('/');
    await page.getByRole('link', { name: /^Queued\s*1\s*1 held/ }).waitFor();
    await page.getByRole('radiogroup', { name: 'What to show' }).getByText('Queue').click();
    await page.getByRole('img', { name: /peak [1-9]\d* queued/ }).waitFor();
    await page
      .getByRole('region', { name: 'Needs attention' })
      .getByRole('button', { name: 'Resume' })
      .click();
    await page.getByRole('link', { name: /^Queued\s*0/ }).waitFor();
  });
});

describe('The list of deliveries', () => {
  it('shows deliveries live, and can be paused', async () => {
    const page = await open('/deliveries?event=job.live');
    await page.getByText('No delivery matches').waitFor();
    await gateway.trigger({ event: 'job.live', data: { job_id: 'job-live-1' } });
    await page.getByRole('link', { name: 'job-live-1' }).waitFor();
    await page.getByRole('button', { name: 'Pause live updates' }).click();
    await gateway.trigger({ event: 'job.live', data: { job_id: 'job-live-2' } });
    await gateway.settled();
    await page.getByRole('button', { name: 'Resume live updates' }).click();
    await page.getByRole('link', { name: 'job-live-2' }).waitFor();
  });

  it('can be navigated with j and k, opened with Enter, and left for the job', async () => {
    const page = await open('/deliveries?event=job.live');
    await page.getByRole('link', { name: 'job.live' }).first().waitFor();
    await pressBound(page, 'j');
    await pressBound(page, 'j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/deliveries\/[0-9a-f-]{36}$/);
    await page.getByRole('link', { name: 'job-live-1' }).click();
    await page.getByRole('heading', { name: 'job-live-1' }).waitFor();
    await page.getByText('webhook_1').first().waitFor();
  });

  it('redelivers all that a filter matches, once they were counted and confirmed', async () => {
    broken = true;
    for (let n = 0; n < 7; n++) await gateway.trigger({ event: 'bulk.one', data: { n } });
    await gateway.settled();
    broken = false;
    const before = app.requests.length;
    const page = await open('/deliveries?state=failed&event=bulk.*');
    await page.getByRole('button', { name: 'Redeliver matching' }).click();
    await page.getByRole('button', { name: 'Redeliver 7 deliveries' }).click();
    await page.getByText('7 queued: 7 delivered. Done.').waitFor();
    await app.count(before + 7);
  });

  it('finds a job, a delivery and an event by their ids', async () => {
    const { deliveries } = await gateway.trigger({ event: 'job.found', id: 'event-found', data: {} });
    const page = await open('/deliveries');
    const find = async (id: string): Promise<void> => {
      await pressBound(page, '/');
      await page.getByRole('combobox', { name: /^Find anything/ }).fill(id);
      await page.keyboard.press('Enter');
    };
    await page.getByRole('link', { name: 'job.found' }).waitFor();
    await find(deliveries[0].delivery_id);
    await page.waitForURL(`**/deliveries/${deliveries[0].delivery_id}`);
    await find('event-found');
    await page.waitForURL(/\/events\?q=id(%3A|:)event-found/);
    await find('job-live-2');
    await page.waitForURL('**/jobs/job-live-2');
    await find('nobody-knows');
    await page.getByText('No event matches').waitFor();
  });
});

describe('An endpoint', () => {
  it('can be paused, resumed, changed, and deleted after an explanation', async () => {
    const page = await open('/endpoints');
    await page.getByRole('link', { name: '#video-jobs' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('main').getByText('queued until you resume').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('main').getByText('queued until you resume').waitFor({ state: 'detached' });

    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Filter').fill('{"data.parameters.country": {"$where": "1"}}');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').filter({ hasText: '$where' }).waitFor();
    await page.getByLabel('Filter').fill('{"data.parameters.country": "fr"}');
    await page.getByRole('button', { name: 'Save' }).click();
    await notified(page, 'Changes are live');

    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByText('Its history is kept').waitFor();
    await page.getByRole('button', { name: 'Delete endpoint' }).click();
    await page.waitForURL('**/endpoints');
    await page.getByRole('link', { name: '#video-jobs' }).waitFor({ state: 'detached' });
  });

  it('from the environment shows where it is configured, and how to verify signatures', async () => {
    const page = await open('/endpoints/webhook_1/settings');
    await page.getByText('change it there').waitFor();
    await page.getByRole('link', { name: 'Payload' }).click();
    await page.getByRole('tab', { name: 'Verify' }).click();
    await page.getByText('timingSafeEqual').first().waitFor();
    await page.getByRole('tab', { name: 'Python' }).click();
    await page.getByText('compare_digest').waitFor();
  });
});

describe('A gateway that stops answering', () => {
  it('is reported, and the page continues by itself when it is back', async () => {
    const env = { DATABASE_URL: 'sqlite:./data/other.db', PORT: String(await lowPort()) };
    const other = await stage.gateway(env);
    const page = await console.open(`${other.url}/deliveries`);
    await page.getByText('No deliveries yet').waitFor();
    await other.end('SIGKILL');
    await page.getByText('data may be out of date').waitFor();
    await stage.gateway(env);
    await page.getByText('data may be out of date').waitFor({ state: 'detached' });
  });
});
