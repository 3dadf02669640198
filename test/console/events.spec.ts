import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { holds, violations, violationsInDark } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { notified } from '../support/notices.js';
import { pressBound } from '../support/page-keys.js';
import { until } from '../support/until.js';
import type { Receiver } from '../support/receiver.js';

const console = ConsoleStage.forFile();
const { stage } = console;

let gateway: GatewayProcess;
let late: Receiver;
beforeAll(async () => {
  const app = await stage.receiver();
  late = await stage.receiver();
  gateway = await stage.gateway({});
  const add = (name: string, url: string, events: string[]) =>
    gateway.post('/api/webhooks/endpoints', { name, url, events, max_retries: 0 });
  await add('CRM', app.url(), ['job.*']);
  for (const [n, country] of ['fr', 'de'].entries())
    await gateway.trigger({
      event: 'job.completed',
      id: `order-${n}`,
      data: { job_id: `job_1704067200${n}_a6f2gu${n}`, parameters: { country } },
    });
  await gateway.trigger({ event: 'lost.one', data: { job_id: 'job_lost' } });
  await add('Late one', late.url(), ['job.*']);
}, START_MS);

const open = async (path: string, look = {}): Promise<Page> => console.open(gateway.url + path, look);
const field = (page: Page): Locator => page.getByRole('combobox', { name: 'Query of events' });
const row = (page: Page, job: string): Locator => page.getByRole('row').filter({ hasText: job });
const option = (page: Page, name: string | RegExp): Locator => page.getByRole('option', { name });
/** Opens a page whose keys are bound: its frame is there. */
const openWithKeys = async (path: string): Promise<Page> => {
  const page = await open(path);
  await page.getByRole('button', { name: /^Search…/ }).waitFor();
  return page;
};
const palette = (page: Page): Locator => page.getByRole('combobox', { name: /^Find anything/ });

describe('The query of events', () => {
  it('is written with suggestions, and limits the list', async () => {
    const page = await open('/events');
    await row(page, 'job_lost').waitFor();
    await field(page).fill('data.parameters.cou');
    await option(page, /^data\.parameters\.country:/).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await option(page, 'fr').click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=data\.parameters\.country(%3A|:)fr/);
    await row(page, 'job_lost').waitFor({ state: 'detached' });
    await row(page, 'job_17040672000_a6f2gu0').waitFor();
    await page.getByText(/^1 event, /).waitFor();
  });

  it('names the place of a fault', async () => {
    const page = await open('/events?q=statsu:429');
    await page.getByText('At character 1: There is no field statsu. Did you mean status?').waitFor();
  });

  it('is saved as a view, which is chosen and deleted', async () => {
    const page = await open('/events?q=unrouted:yes');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save this view…' }).click();
    await page.getByLabel('Name').fill('Nobody’s');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('button', { name: 'Nobody’s' }).waitFor();
    const other = await open('/events');
    await other.getByRole('button', { name: 'Views' }).click();
    await other.getByRole('menuitem', { name: /^Nobody’s/ }).click();
    await other.waitForURL(/q=unrouted(%3A|:)yes/);
    await other.getByRole('button', { name: 'Nobody’s' }).click();
    await other.getByRole('menuitem', { name: /^Delete/ }).click();
    await other.getByRole('button', { name: 'Delete view' }).click();
    await other.getByRole('button', { name: 'Views' }).waitFor();
  });
});

describe('The details of an event', () => {
  it('lead to the playground with its type and data', async () => {
    const page = await open('/events?q=job:job_lost');
    // The details of the only event are open.
    await page.getByRole('link', { name: 'Open in playground' }).click();
    const data = page.getByRole('textbox', { name: 'Data' });
    await data.waitFor();
    expect(await page.getByRole('combobox', { name: 'Type' }).inputValue()).toBe('lost.one');
    expect(JSON.parse(await data.inputValue())).toEqual({ job_id: 'job_lost' });
  });
});

describe('Chosen events', () => {
  it('are replayed to an endpoint once they were counted', async () => {
    const page = await open('/events');
    await page.getByRole('checkbox', { name: /a6f2gu1/ }).check();
    await page.getByRole('region', { name: 'Selected rows' }).getByText('1 event selected').waitFor();
    await page.getByRole('button', { name: 'Replay…' }).click();
    await page.getByRole('dialog').getByPlaceholder('Choose an endpoint').click();
    await option(page, 'Late one').click();
    await page.getByRole('button', { name: 'Replay 1 event' }).click();
    await late.count(1);
    expect(late.requests[0]!.body).toContain('a6f2gu1');
  });
});

describe('Chosen deliveries', () => {
  it('are redelivered once they were counted', async () => {
    const page = await open('/deliveries?state=delivered');
    await page
      .getByRole('checkbox', { name: /job_17040672000_a6f2gu0/ })
      .first()
      .check();
    await page.getByRole('button', { name: 'Redeliver 1…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Redeliver 1 delivery' }).click();
    await page
      .getByRole('dialog')
      .getByText(/1 queued|1 delivered/)
      .first()
      .waitFor();
  });
});

describe('Rows that were chosen', () => {
  it('stay so as others take their place, and the dialog stays while what it does empties the list', async () => {
    let works = false;
    const shop = await stage.receiver(() => (works ? 200 : 500));
    const added = { name: 'Shop', url: shop.url(), events: ['shop.*'], max_retries: 0 };
    const { body } = await gateway.post('/api/webhooks/endpoints', added);
    for (let n = 0; n < 4; n++) await gateway.trigger({ event: 'shop.one', data: { job_id: `shop_${n}` } });
    await gateway.statusWhere(({ deliveries }) => deliveries.failed === 4);
    works = true;
    const page = await open('/deliveries?state=failed&event=shop.*');
    const bar = page.getByRole('region', { name: 'Selected rows' });
    await page.getByRole('checkbox', { name: /shop_3/ }).check();
    await page.getByRole('checkbox', { name: /shop_1/ }).click({ modifiers: ['Shift'] });
    await bar.getByText('3 deliveries selected').waitFor();
    // One of them is repaired by somebody else.
    const { deliveries } = (await gateway.get('/api/webhooks/deliveries?job_id=shop_2')).body;
    await gateway.post(`/api/webhooks/deliveries/${deliveries[0].id}/redeliver`, {});
    await bar.getByText('3 deliveries selected, 1 not in this list any more').waitFor();
    await page.getByRole('checkbox', { name: /shop_0/ }).check();
    await bar.getByRole('button', { name: 'Redeliver 4…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Redeliver 3 deliveries' }).click();
    await dialog.getByText('3 queued: 3 delivered. Done.').waitFor();
    await page.getByText('No delivery matches').waitFor();
    await bar.waitFor({ state: 'detached' });
    await gateway.request('DELETE', `/api/webhooks/endpoints/${body.endpoint.webhook_id}`);
  });

  it('are chosen and opened by keyboard', async () => {
    const page = await open('/events?q=type:job.completed');
    await row(page, 'a6f2gu1').waitFor();
    await pressBound(page, 'j');
    await pressBound(page, 'x');
    await pressBound(page, 'j');
    await pressBound(page, 'x');
    await page.getByText('2 events selected').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Hide details of job\.completed order-0/ }).waitFor();
  });
});

describe('The palette', () => {
  it('finds a job by the end of its id, and remembers it', async () => {
    const page = await open('/', { width: 380 });
    await page.getByRole('button', { name: 'Search and actions' }).click();
    await palette(page).fill('a6f2gu0');
    await option(page, /^job_17040672000_a6f2gu0/).click();
    await page.waitForURL('**/jobs/job_17040672000_a6f2gu0');
    await pressBound(page, 'Control+k');
    await page.getByRole('group', { name: 'Recent' }).getByRole('option').first().waitFor();
  });

  it('leads to saved views, to the tabs of endpoints and to open incidents', async () => {
    const view = { page: 'events', name: 'French films', q: 'data.parameters.country:fr' };
    await gateway.post('/api/webhooks/views', view);
    const down = await stage.receiver(() => 500);
    const sick = { name: 'Sick', url: down.url(), events: ['sick.*'], max_retries: 0 };
    const { body } = await gateway.post('/api/webhooks/endpoints', sick);
    await gateway.trigger({ event: 'sick.one', data: {} });
    const page = await openWithKeys('/');
    const follow = async (words: string, line: RegExp, to: string): Promise<void> => {
      await pressBound(page, 'Control+k');
      await palette(page).fill(words);
      await option(page, line).click();
      await page.waitForURL(to);
    };
    await follow('french', /^French films/, '**/events?q=data.parameters.country%3Afr');
    await follow('crm settings', /^CRM: settings/, '**/endpoints/webhook_1/settings');
    await follow('sick http 500', /^Sick: deliveries failed/, '**/incidents/*');
    await pressBound(page, 'Control+k');
    await palette(page).fill('HTTP 500');
    await page.getByRole('group', { name: 'Errors' }).getByText('sick.one to Sick').waitFor();
    await gateway.request('DELETE', `/api/webhooks/endpoints/${body.endpoint.webhook_id}`);
  });

  it('pauses and resumes an endpoint, and asks before it silences one', async () => {
    const page = await openWithKeys('/');
    const act = async (words: string, line: string): Promise<void> => {
      await pressBound(page, 'Control+k');
      await palette(page).fill(words);
      await option(page, line).and(page.locator('[aria-selected="true"]')).waitFor();
      await page.getByText('Searching…').waitFor({ state: 'detached' });
      await page.keyboard.press('Enter');
    };
    await act('pause crm', 'Pause CRM');
    await notified(page, 'CRM is paused');
    await act('resume crm', 'Resume CRM');
    await notified(page, 'CRM is resumed');
    await act('mute crm', 'Mute CRM…');
    await page
      .getByRole('dialog', { name: 'Mute CRM' })
      .getByText('The endpoint sends no new messages')
      .waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect((await gateway.get('/api/webhooks/mutes')).body.mutes).toEqual([]);
    await act('retry failed crm', 'Redeliver failed deliveries of CRM…');
    await page.getByText('No finished delivery matches this filter.').waitFor();
    await page.keyboard.press('Escape');
    await act('replay crm', 'Replay events to CRM…');
    await page.getByRole('dialog', { name: 'Replay events to CRM' }).waitFor();
  });

  it('rotates the secret of an endpoint and deletes it, after a question each', async () => {
    const leaver = { name: 'Leaver', url: late.url('/leaver'), events: ['leaver.*'] };
    const { body: made } = await gateway.post('/api/webhooks/endpoints', leaver);
    const page = await openWithKeys('/');
    const act = async (words: string, line: string): Promise<void> => {
      await pressBound(page, 'Control+k');
      await palette(page).fill(words);
      await option(page, line).click();
    };
    const before = page.getByRole('link', { name: 'Operations' });
    for (const [words, line] of [
      ['delete leaver', 'Delete Leaver…'],
      ['replay leaver', 'Replay events to Leaver…'],
      ['retry leaver', 'Redeliver failed deliveries of Leaver…'],
    ] as const) {
      await before.focus();
      await act(words, line);
      await page.getByRole('dialog').getByRole('button').last().waitFor();
      await page.keyboard.press('Escape');
      await holds(page, `document.activeElement?.textContent === 'Operations'`);
    }
    await act('rotate leaver', 'Rotate the signing secret of Leaver…');
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate', exact: true }).click();
    await page
      .getByRole('region', { name: 'secret' })
      .getByText(/^whsec_/)
      .waitFor();
    await page.getByRole('dialog', { name: 'Signing secret of Leaver' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await act('delete leaver', 'Delete Leaver…');
    await page.getByRole('dialog').getByText('No deliveries are queued.').waitFor();
    await page.getByRole('button', { name: 'Delete endpoint' }).click();
    await notified(page, 'Leaver is deleted');
    const { status } = await gateway.get(`/api/webhooks/endpoints/${made.endpoint.webhook_id}`);
    expect(status).toBe(404);
  });
});

describe('Accessibility', () => {
  it('holds for the events page with suggestions, details and chosen rows', async () => {
    const page = await open('/events');
    await row(page, 'job_lost')
      .getByRole('button', { name: /^Show details/ })
      .click();
    await page.getByText('Not subscribed to lost.one').first().waitFor();
    await page.getByRole('checkbox', { name: /job_lost/ }).check();
    await field(page).fill('sta');
    await option(page, /^status:/).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await violationsInDark(page)).toEqual([]);
  });

  it('holds for the palette', async () => {
    const page = await openWithKeys('/');
    await pressBound(page, '/');
    await palette(page).fill('crm');
    await option(page, /^Pause/).waitFor();
    await page.getByText('Searching…').waitFor({ state: 'detached' });
    expect(await violations(page)).toEqual([]);
    expect(await violationsInDark(page)).toEqual([]);
  });
});

describe('The events that arrive', () => {
  it('are listed at once; counting them over time, and asking whether the gateway is new, is not repeated for each', async () => {
    const page = await open('/');
    await page.getByRole('heading', { name: 'Recently closed incidents' }).waitFor();
    const asked: string[] = [];
    const requests = (part: string): number => asked.filter((url) => url.includes(part)).length;
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('link', { name: 'Events', exact: true }).click();
    await page.getByText('per bar').waitFor();
    await gateway.trigger({ event: 'lost.two', data: { job_id: 'job_arrives' } });
    await row(page, 'job_arrives').waitFor();
    expect([requests('/event-counts'), requests('q=-type')]).toEqual([1, 0]);
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { name: 'Recently closed incidents' }).waitFor();
    const before = requests('/status');
    await gateway.trigger({ event: 'job.completed', data: { job_id: 'job_arrives_too' } });
    await until('the stream has told of it', () => requests('/status') > before);
    expect(requests('q=-type')).toBeLessThanOrEqual(1);
  });
});
