import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { holds, violations, violationsInDark } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { goWithin } from '../support/go-within.js';
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

const open = (path: string, width = 380): Promise<Page> => console.visit(gateway.url + path, { width });

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

describe('A page full of long names', () => {
  const NAME = 'W'.repeat(80);
  const LONG_JOB = 'j'.repeat(200);
  const PATHS = [
    '/',
    '/deliveries',
    '/events',
    '/event-types/job.completed',
    `/jobs/${LONG_JOB}`,
    '/endpoints',
    '/endpoints/webhook_1',
    '/endpoints/webhook_1/message',
    '/endpoints/webhook_1/settings',
    '/incidents',
    '/audit',
  ];
  let other: GatewayProcess;

  beforeAll(async () => {
    other = await stage.gateway({ DATABASE_URL: 'sqlite:./data/names.db' });
    const [refusing, failing] = [await stage.receiver(() => 400), await stage.receiver(() => 500)];
    const add = (name: string, url: string, type: string) =>
      other.post('/api/webhooks/endpoints', { name, url, events: [type], max_retries: 0 });
    await add(NAME, `slack+${refusing.url('/services/T/B/x')}`, 'job.*');
    await add(NAME, failing.url(), 'film.*');
    await other.post('/api/webhooks/views', { page: 'events', name: 'W'.repeat(60), q: 'type:film.*' });
    await add('Busy', failing.url(), 'busy.*');
    for (const event of [`job.${'x'.repeat(110)}`, 'job.completed'])
      await other.trigger({ event, data: { job_id: LONG_JOB } });
    await other.trigger({ event: 'film.completed', data: { job_id: JOB } });
    for (let n = 0; n < 5; n++) await other.trigger({ event: 'busy.one', data: { job_id: 'busy' } });
    await other.statusWhere(({ deliveries }) => deliveries.failed === 8);
  }, START_MS);

  it.each([380, 1280])('holds the longest names, as a window of %i px does', async (width) => {
    const page = await console.visit(other.url, { width });
    for (const path of PATHS) {
      await goWithin(page, path);
      await page
        .locator('main')
        .getByText(path.startsWith('/event-types') ? /jjj/ : /WWW|xxx/)
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
    const page = await console.visit(`${other.url}/endpoints/webhook_2`, { width: 380 });
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
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await goWithin(page, '/events?q=type:film.*');
    await page.getByRole('button', { name: /^WWW/ }).click();
    await page.getByRole('menuitem', { name: /^Delete/ }).waitFor();
    expect(await spills('[role=menu]')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByText('Received: the endpoint has a delivery of this event.').waitFor();
    expect(await spills('main table')).toEqual([]);
    await goWithin(page, '/deliveries?event=film.*');
    await page.getByRole('heading', { name: 'Deliveries', level: 1 }).waitFor();
    await page.locator('.middle-head').first().waitFor();
    await holds(
      page,
      `(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)(document.querySelector('.middle-head'))`,
    );
  });

  it('shows the newest of what a job did at each endpoint, and the rest when it is asked', async () => {
    const page = await console.visit(`${other.url}/jobs/busy`, { width: 380 });
    const lane = page.getByRole('region', { name: 'Timeline by endpoint' });
    // A delivery that waited for a moment has an entry for that, too.
    await lane.getByText('Failed permanently').nth(1).waitFor();
    expect(await lane.getByRole('listitem').count()).toBe(6);
    await lane.getByRole('button', { name: /^Show \d+ earlier$/ }).click();
    await lane.getByText('Failed permanently').nth(4).waitFor();
    expect(await lane.getByRole('listitem').count()).toBeGreaterThanOrEqual(10);
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
