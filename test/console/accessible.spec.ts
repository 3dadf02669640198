import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { holds, violations, violationsInDark } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';
import { LAYOUT_SHIFT } from '../support/layout-shift.js';
import { DiscordChannel } from '../support/discord-channel.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { until } from '../support/until.js';

const console = ConsoleStage.forFile();
const { stage } = console;

let gateway: GatewayProcess;
let pages: Record<string, [string, (page: Page) => Promise<unknown>]>;
beforeAll(async () => {
  const [good, bad] = [
    await stage.receiver(),
    await stage.receiver(() => ({ status: 500, body: '{"no":1}' })),
  ];
  const chat = await stage.receiver(() => ({ status: 200, body: 'ok' }));
  gateway = await stage.gateway({
    WEBHOOK_URLS: [
      good.url(),
      bad.url('/a-rather-long-path/that-goes-on/and-on/and-on/to-the-end-of-the-line'),
      `slack+${chat.url('/services/T/B')}`,
      `discord+${chat.url('/api/webhooks/1/x')}`,
    ].join(','),
    WEBHOOK_EVENTS: '*',
    WEBHOOK_MAX_RETRIES: '1',
  });
  const data = { job_id: 'job_1704123456789_a-job-with-a-long-name-that-has-no-end', error: 'x'.repeat(400) };
  const { deliveries } = await gateway.trigger({ event: 'job.completed', data });
  await gateway.settled();
  await gateway.post('/api/webhooks/deliveries/redeliver', { filter: { state: 'failed' } });
  await gateway.post('/api/webhooks/endpoints/webhook_4/pause', {});
  await liveJob('job-live');
  await gateway.post('/api/webhooks/mutes', { for: '1h', filter: { job_id: 'job-live' } });
  const text = (words: string | RegExp) => async (page: Page) => page.getByText(words).first().waitFor();
  pages = {
    overview: ['/', text('1 hour')],
    endpoints: ['/endpoints', text('#live-jobs')],
    'a new endpoint': ['/endpoints/new', text('Next: events')],
    'a failing endpoint': ['/endpoints/webhook_2', text('The receiver failed while it processed')],
    'the deliveries of an endpoint': ['/endpoints/webhook_2/deliveries', text('job.completed')],
    'the settings of a Slack channel': ['/endpoints/webhook_3/settings', text('change it there')],
    'the history of an endpoint': ['/endpoints/webhook_4/history', text('Endpoint paused')],
    'the payload of an application': ['/endpoints/webhook_1/message', text('Verify')],
    'the messages of a Slack channel': ['/endpoints/webhook_3/message', text('Watch video')],
    deliveries: ['/deliveries', text('webhook_2')],
    delivery: [`/deliveries/${deliveries[1].delivery_id}`, text('Failed permanently')],
    job: [`/jobs/${data.job_id}`, text('Timeline by endpoint')],
    'a job with a live message': ['/jobs/job-live', text('Open latest delivery')],
    playground: ['/playground', text('Goes to 4 endpoints')],
    'event types': ['/event-types', text('job.timeout')],
    'an event type': ['/event-types/job.completed', text('Watch video')],
    incidents: ['/incidents', text('More')],
    'an incident': [`/incidents/${await incident()}`, text('Timeline')],
    operations: ['/operations', text('1 queued')],
    'the audit log': ['/audit', text('Endpoint paused')],
    keys: ['/keys', text('No keys yet')],
    login: ['/login', text('Sign in')],
    'no endpoint': ['/endpoints/nobody', text('There is no such endpoint')],
    'no delivery': ['/deliveries/nobody', text('Something went wrong')],
  };
});

/** The id of the incident of what failed. */
async function incident(): Promise<string> {
  return until('an incident is open', async () => {
    const { body } = await gateway.get('/api/webhooks/incidents?state=open');
    return body.incidents[0]?.id as string | undefined;
  });
}

/** Runs a job whose message in a channel is edited. */
async function liveJob(job: string): Promise<void> {
  const channel = new DiscordChannel();
  const receiver = await stage.receiver(channel.behaviour);
  const events = ['job.extraction_completed', 'job.timeout'];
  await gateway.post('/api/webhooks/endpoints', {
    name: '#live-jobs',
    url: DiscordChannel.url(receiver.url('')),
    events,
    conversation: 'live',
  });
  for (const event of events) await gateway.trigger({ event, data: { job_id: job, error: 'Too late' } });
  await until('the message tells of the end', () =>
    channel.posted.some(({ said }) => said.length > 1 || said[0]?.includes('timed out')),
  );
}

/** A tenth of what counts as good: of what a slow line shifts by much, a fast machine shifts a little. */
const SHIFT_MAX = 0.01;

const PAGES = [
  'overview',
  'endpoints',
  'a new endpoint',
  'a failing endpoint',
  'the deliveries of an endpoint',
  'the settings of a Slack channel',
  'the history of an endpoint',
  'the payload of an application',
  'the messages of a Slack channel',
  'deliveries',
  'delivery',
  'job',
  'a job with a live message',
  'playground',
  'event types',
  'an event type',
  'incidents',
  'an incident',
  'operations',
  'the audit log',
  'keys',
  'login',
  'no endpoint',
  'no delivery',
];

async function opened(name: string): Promise<Page> {
  const [path, ready] = pages[name]!;
  const page = await console.open(gateway.url + path, { answersLate: true });
  await loaded(page, ready);
  return page;
}

/** Waits until a page has all of its parts: one that is still on its way would be looked at in one scheme and not in the other. */
async function loaded(page: Page, ready: (page: Page) => Promise<unknown>): Promise<void> {
  await ready(page);
  await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
}

describe('Every page', () => {
  it.each(PAGES)(
    'has no layout shift, also on a phone, meets WCAG 2.2 AA in light and dark mode, and fits into 380 px: %s',
    async (name) => {
      const page = await opened(name);
      expect(await page.evaluate<number>(LAYOUT_SHIFT)).toBeLessThan(SHIFT_MAX);
      const light = await violations(page);
      const dark = await violationsInDark(page);
      expect({ light, dark }).toEqual({ light: [], dark: [] });
      await page.setViewportSize({ width: 380, height: 800 });
      await holds(page, 'document.documentElement.scrollWidth === 380');
      await page.reload();
      await loaded(page, pages[name]![1]);
      expect(await page.evaluate<number>(LAYOUT_SHIFT)).toBeLessThan(SHIFT_MAX);
    },
  );
});
