import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { holds, violations, violationsInDark } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { until } from '../support/until.js';

const console = ConsoleStage.forFile();
const { stage } = console;
const JOB = 'job_1704123456789_of_the_phone';
let gateway: GatewayProcess;
let works = false;

/** A job that failed at one endpoint, is delivered to another, and queued at a third, which is paused. */
beforeAll(async () => {
  const [good, bad] = [await stage.receiver(), await stage.receiver(() => (works ? 200 : 500))];
  gateway = await stage.gateway({
    WEBHOOK_URLS: [good.url('/good'), bad.url('/bad'), good.url('/paused')].join(','),
    WEBHOOK_EVENTS: '*',
    WEBHOOK_MAX_RETRIES: '0',
    WEBHOOK_BREAKER_FAILURES: '0',
  });
  await gateway.post('/api/webhooks/endpoints/webhook_3/pause', {});
  await gateway.trigger({ event: 'job.completed', data: { job_id: JOB } });
  await gateway.statusWhere(({ deliveries }) => deliveries.failed === 1);
});

const open = (path: string, width = 380): Promise<Page> => console.open(gateway.url + path, { width });

/** The number of rows that the actions of a page take. */
const ROWS = `new Set([...document.querySelectorAll('.page-actions > *')]
  .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().top)).size`;

describe('A page on a phone', () => {
  it.each([
    ['/deliveries?state=failed', 'Redeliver matching…'],
    ['/events', 'Replay matching…'],
    [`/jobs/${JOB}`, 'Redeliver 1 failed…'],
    ['/endpoints/webhook_2', 'Pause'],
    ['/audit', 'Export'],
  ])('has its actions in one row: %s', async (path, action) => {
    const page = await open(path);
    await page.getByRole('button', { name: action }).first().waitFor();
    await holds(page, `${ROWS} === 1`);
  });

  it.each([380, 1280])('holds the longest names, as a window of %i px does', async (width) => {
    const [type, job, name] = [`job.${'x'.repeat(110)}`, 'j'.repeat(200), 'W'.repeat(80)];
    const other = await stage.gateway({ DATABASE_URL: `sqlite:./data/names-${width}.db` });
    const receiver = await stage.receiver(() => 400);
    const url = `slack+${receiver.url('/services/T/B/x')}`;
    await other.post('/api/webhooks/endpoints', { name, url, events: ['job.*'], max_retries: 0 });
    for (const event of [type, 'job.completed']) await other.trigger({ event, data: { job_id: job } });
    await other.statusWhere(({ deliveries }) => deliveries.failed === 2);
    const page = await console.open(other.url, { width });
    for (const path of [
      '',
      'deliveries',
      'events',
      'event-types/job.completed',
      `jobs/${job}`,
      'endpoints',
      'endpoints/webhook_1',
      'endpoints/webhook_1/message',
      'endpoints/webhook_1/settings',
      'incidents',
      'audit',
    ]) {
      await page.goto(`${other.url}/${path}`);
      await page
        .locator('main')
        .getByText(path.startsWith('event-types') ? /jjj/ : /WWW|xxx/)
        .filter({ visible: true })
        .first()
        .waitFor();
      await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
      expect([path, await page.evaluate('document.documentElement.scrollWidth - innerWidth')]).toEqual([
        path,
        0,
      ]);
    }
  });

  it('holds the longest names in dialogs, in the details of an event, and beside the id of a job', async () => {
    const other = await stage.gateway({ DATABASE_URL: 'sqlite:./data/long.db' });
    const receiver = await stage.receiver(() => 500);
    const endpoint = { name: 'W'.repeat(80), url: receiver.url(), events: ['job.*'], max_retries: 0 };
    await other.post('/api/webhooks/endpoints', endpoint);
    await other.trigger({ event: 'job.completed', data: { job_id: JOB } });
    await other.statusWhere(({ deliveries }) => deliveries.failed === 1);
    const page = await console.open(`${other.url}/endpoints/webhook_1`, { width: 380 });
    // No element has more in it than fits, unless it clips or scrolls.
    const spills = (within: string): Promise<string[]> =>
      page.evaluate(`[...document.querySelectorAll('${within} *')]
        .filter((one) => getComputedStyle(one).display !== 'inline' && getComputedStyle(one).overflowX === 'visible')
        .filter(({ clientWidth, scrollWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
        .map(({ tagName, innerText }) => tagName + ' ' + innerText)`);
    await page.getByRole('button', { name: 'More', exact: true }).first().click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete endpoint' }).waitFor();
    expect(await spills('[role=dialog]')).toEqual([]);
    const view = { page: 'events', name: 'W'.repeat(60), q: 'type:job.*' };
    await other.post('/api/webhooks/views', view);
    await page.goto(`${other.url}/events?q=type:job.*`);
    await page.getByRole('button', { name: /^WWW/ }).click();
    await page.getByRole('menuitem', { name: /^Delete/ }).waitFor();
    expect(await spills('[role=menu]')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByText('Received: the endpoint has a delivery of this event.').waitFor();
    expect(await spills('main table')).toEqual([]);
    await page.goto(`${other.url}/deliveries`);
    await page.locator('.middle-head').first().waitFor();
    await holds(
      page,
      `(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)(document.querySelector('.middle-head'))`,
    );
  });

  it('shows the newest of what a job did at each endpoint, and the rest when it is asked', async () => {
    const other = await stage.gateway({ DATABASE_URL: 'sqlite:./data/busy.db' });
    const receiver = await stage.receiver(() => 500);
    const endpoint = { name: 'Busy', url: receiver.url(), events: ['busy.*'], max_retries: 0 };
    await other.post('/api/webhooks/endpoints', endpoint);
    for (let n = 0; n < 5; n++) await other.trigger({ event: 'busy.one', data: { job_id: 'busy' } });
    await other.statusWhere(({ deliveries }) => deliveries.failed === 5);
    const page = await console.open(`${other.url}/jobs/busy`, { width: 380 });
    const lane = page.getByRole('region', { name: 'Timeline by endpoint' });
    // A delivery that waited for a moment has an entry for that, too.
    await lane.getByText('Failed permanently').nth(1).waitFor();
    expect(await lane.getByRole('listitem').count()).toBe(6);
    await lane.getByRole('button', { name: /^Show \d+ earlier$/ }).click();
    await lane.getByText('Failed permanently').nth(4).waitFor();
    expect(await lane.getByRole('listitem').count()).toBeGreaterThanOrEqual(10);
  });

  it.each([380, 1280])('holds the longest name in its dialogs, as a window of %i px does', async (width) => {
    const name = 'W'.repeat(80);
    const endpoint = { name, url: 'https://long.invalid/hook', events: ['long.*'] };
    const { body } = await gateway.post('/api/webhooks/endpoints', endpoint);
    const page = await open(`/endpoints/${body.endpoint.webhook_id}/settings`, width);
    for (const action of ['Disable…', 'Mute…', 'Replay events…', 'Delete…']) {
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: action }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button').first().waitFor();
      const over = await page.evaluate(
        `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('[role=dialog]'))`,
      );
      expect([action, over]).toEqual([action, 0]);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
  });

  it('shows all tabs of an endpoint', async () => {
    const page = await open('/endpoints/webhook_1/message');
    await page.getByRole('link', { name: 'Payload' }).waitFor();
    const [needs, has] = await page.evaluate<[number, number]>(
      `(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])(document.querySelector('.tabs'))`,
    );
    expect(needs).toBe(has);
  });

  it('has the rarer actions of a job in a menu, by keyboard too', async () => {
    const page = await open(`/jobs/${JOB}`);
    const more = page.getByRole('button', { name: 'More', exact: true });
    await more.focus();
    await page.keyboard.press('Enter');
    const menu = page.getByRole('menu');
    // The numbers of its deliveries are counted as it opens.
    await menu.getByRole('menuitem', { name: 'Cancel 1 pending…' }).waitFor();
    const items = ['Retry 1 pending now…', 'Cancel 1 pending…', 'Mute job…', 'Erase data…'];
    expect(await menu.getByRole('menuitem').allInnerTexts()).toEqual(items);
    expect([await violations(page), await violationsInDark(page)]).toEqual([[], []]);
    await until('the action has the focus', async () => {
      await page.keyboard.press('ArrowDown');
      return page.evaluate<boolean>(`document.activeElement.innerText === 'Cancel 1 pending…'`);
    });
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancel 1 delivery' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await holds(page, `document.activeElement.ariaLabel === 'More'`);
  });
});

describe('The open incidents', () => {
  it('are counted on every page, one click away, until they are closed', async () => {
    const wide = await open('/keys', 1280);
    const counted = wide.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /Incidents/ });
    await counted.getByLabel('1 open').waitFor();
    const phone = await open('/audit');
    await phone.getByRole('link', { name: '1 open incident' }).click();
    await phone.getByRole('link', { name: /webhook_2: deliveries failed/ }).waitFor();
    works = true;
    await gateway.post('/api/webhooks/deliveries/redeliver', { filter: { state: 'failed' } });
    await phone.getByText('No open incidents').waitFor();
    await phone.getByRole('link', { name: '1 open incident' }).waitFor({ state: 'detached' });
    await counted.getByLabel('1 open').waitFor({ state: 'detached' });
    await phone.getByText('Closed', { exact: true }).click();
    await phone.getByRole('link', { name: /webhook_2: closed after/ }).waitFor();
    expect(await until('the address names the state', () => new URL(phone.url()).search)).toBe(
      '?state=closed',
    );
  });
});
