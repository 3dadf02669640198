import { beforeAll, describe, expect, it } from '@jest/globals';
import { violations, violationsInDark } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { notified } from '../support/notices.js';
import { until } from '../support/until.js';

const console = ConsoleStage.forFile();
const { stage } = console;

const JOB = 'job_of_the_pages';
let gateway: GatewayProcess;
beforeAll(async () => {
  const chat = await stage.receiver(() => ({ status: 200, body: 'ok' }));
  const broken = await stage.receiver(() => 500);
  gateway = await stage.gateway({ WEBHOOK_MAX_RETRIES: '1', WEBHOOK_RETRY_DELAY: '50' });
  const add = (endpoint: object) => gateway.post('/api/webhooks/endpoints', endpoint);
  await add({ name: '#jobs', url: `slack+${chat.url('/services/T/B/x')}`, events: ['job.*'] });
  await add({ name: 'Broken', url: broken.url('/hook'), events: ['job.completed'] });
  const parameters = (country: string) => ({ parameters: { country, platform: 'netflix', genre: 'action' } });
  await gateway.trigger({ event: 'job.script_completed', data: { job_id: JOB, ...parameters('us') } });
  await gateway.trigger({
    event: 'job.completed',
    data: { job_id: JOB, ...parameters('us'), video_url: 'https://cdn.example/v.mp4' },
  });
  await gateway.trigger({ event: 'job.completed', data: { job_id: 'job_other', ...parameters('de') } });
  await until('the deliveries have failed', async () => {
    const { body } = await gateway.get('/api/webhooks/deliveries?state=failed');
    return body.deliveries.length === 2;
  });
});

describe('The page of a job', () => {
  it('tells what the job is, and what every endpoint made of it, by pointer and by keyboard', async () => {
    const page = await console.visit(`${gateway.url}/jobs/${JOB}`);
    await page
      .getByRole('heading', { name: /Video ready/ })
      .first()
      .waitFor();
    await page.getByText('Succeeded').waitFor();
    await page.getByText('United States').first().waitFor();
    expect(await page.getByRole('link', { name: 'Watch video' }).getAttribute('href')).toBe(
      'https://cdn.example/v.mp4',
    );
    const chart = page.getByRole('group', { name: /Timeline by endpoint/ });
    await chart.getByText('Broken').waitFor();
    await chart.getByRole('button', { name: 'Event job.script_completed' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('1 of 2 deliveries delivered').waitFor();
    await chart.getByRole('button', { name: /Attempt 2: HTTP 500/ }).hover();
    await page.getByText('The receiver failed while it processed the request.').first().waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/deliveries/*');
  });

  it('redelivers what failed of the job alone, and mutes the job until somebody ends that', async () => {
    const page = await console.visit(`${gateway.url}/jobs/${JOB}`);
    await page.getByRole('button', { name: 'Redeliver 1 failed…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Redeliver 1 delivery' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Mute job…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('No endpoint sends new messages about this job').waitFor();
    expect(await violations(page, '[role=dialog]')).toEqual([]);
    await dialog.getByRole('button', { name: 'Mute' }).click();
    await page.getByText(/New messages of the job job_of_the_pages are dropped/).waitFor();
    await page.getByRole('button', { name: 'End mute' }).click();
    await notified(page, 'The mute has ended');
    await page.getByRole('button', { name: 'End mute' }).waitFor({ state: 'detached' });
  });

  it('tells only the end of a job of which nothing earlier is known', async () => {
    const page = await console.visit(`${gateway.url}/jobs/job_other`);
    await page.getByText('Ended', { exact: true }).waitFor();
    expect(await page.getByText(/^(Started|Start to end)$/).count()).toBe(0);
  });

  it('lists on a phone what every endpoint made of it', async () => {
    const page = await console.visit(`${gateway.url}/jobs/${JOB}`, { width: 380 });
    await page.getByRole('link', { name: 'Attempt 1: HTTP 500' }).waitFor();
    expect(await page.getByRole('group', { name: /Timeline by endpoint/ }).isVisible()).toBe(false);
  });
});

describe('The time axis of a chart', () => {
  it.each(['1h', '24h', '7d'])(
    'has labels that do not overlap on a phone whose language counts twelve hours (%s)',
    async (range) => {
      const page = await console.visit(`${gateway.url}/?range=${range}`, { width: 380, locale: 'en-US' });
      const labels = page.locator('.recharts-xAxis-tick-labels text');
      await labels.filter({ hasText: /[AP]M/ }).nth(2).waitFor();
      const gaps = await labels.evaluateAll((all) => {
        const boxes = (all as unknown as { getBoundingClientRect(): { left: number; right: number } }[]).map(
          (label) => label.getBoundingClientRect(),
        );
        return boxes.slice(1).map(({ left }, at) => left - boxes[at]!.right);
      });
      expect(Math.min(...gaps)).toBeGreaterThan(0);
    },
  );
});

describe('The tabs of an endpoint', () => {
  it('show its errors over time, its deliveries by state, and who changed it', async () => {
    const page = await console.visit(`${gateway.url}/endpoints/webhook_2`);
    await page.getByRole('img', { name: 'Failed attempts by error: HTTP_500 4.' }).waitFor();
    await page.getByRole('img', { name: 'Error rate: 100 % of attempts.' }).waitFor();
    await page
      .getByRole('navigation', { name: 'Endpoint' })
      .getByRole('link', { name: 'Deliveries' })
      .click();
    await page.getByRole('combobox', { name: 'State' }).click();
    await page.getByRole('option', { name: 'Delivered' }).click();
    await page.getByText('No delivery is in this state').waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByText('Endpoint added').waitFor();
    expect(await page.getByText('Audit log').count()).toBeGreaterThan(0);
  });
});

describe('A change in the settings', () => {
  it('is told by what it would do to stored events, side by side, before it is saved', async () => {
    const page = await console.visit(`${gateway.url}/endpoints/webhook_1/settings`);
    await page.getByLabel('Filter').fill('{"data.parameters.country": "us"}');
    const changes = page.getByRole('region', { name: 'What this changes' });
    await changes.getByText('2 of the last 3 events would be sent, 1 fewer than now.').waitFor();
    await changes.getByRole('button', { name: /job_other/ }).click();
    await changes.getByRole('group', { name: 'Now' }).getByText('Video ready').first().waitFor();
    await changes.getByText('Skipped: The filter does not match.').waitFor();
    const found = [await violations(page, '.change-check'), await violationsInDark(page, '.change-check')];
    expect(found).toEqual([[], []]);
    const { endpoint } = (await gateway.get('/api/webhooks/endpoints/webhook_1')).body;
    expect(endpoint.filter).toBeNull();
    await page.getByRole('button', { name: 'Discard' }).click();
    await changes.waitFor({ state: 'detached' });
  });

  it('is told by the messages that a digest would combine events in', async () => {
    const page = await console.visit(`${gateway.url}/endpoints/webhook_1/settings`);
    await page.getByRole('combobox', { name: 'Summaries' }).click();
    await page.getByRole('option', { name: 'On a schedule' }).click();
    const changes = page.getByRole('region', { name: 'What this changes' });
    await changes.getByText('Combined: 3 events in 1 message (now: 3 events in 3 messages).').waitFor();
    expect(await changes.getByText('No stored event is treated differently').count()).toBe(0);
    await page.getByRole('button', { name: 'Discard' }).click();
  });

  it('applies to the texts of messages too', async () => {
    const page = await console.visit(`${gateway.url}/endpoints/webhook_1/message`);
    await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Film ready');
    const changes = page.getByRole('region', { name: 'What this changes' });
    await changes.getByText('3 messages would differ').waitFor();
    await changes.getByRole('button', { name: /job_other/ }).click();
    await changes.getByRole('group', { name: 'With your changes' }).getByText('Film ready').first().waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
  });
});
