import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { ConsoleStage } from '../support/console-stage.js';
import { sent } from '../support/gateway-answers.js';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { goWithin } from '../support/go-within.js';
import { LAYOUT_SHIFT } from '../support/layout-shift.js';
import { notified } from '../support/notices.js';
import { pressBound } from '../support/page-keys.js';
import { until } from '../support/until.js';
import type { Receiver } from '../support/receiver.js';

const console = ConsoleStage.forFile();
const { stage } = console;

const LONG_NAME = 'An endpoint whose name says at length what it is for and whom to ask';
const LONG_TYPE = `job.${'a_type_as_long_as_they_may_be_'.repeat(5)}`.slice(0, 128);
const PAGE = 50;
const MANY = 60;

let gateway: GatewayProcess;
let app: Receiver;
beforeAll(async () => {
  const tried = new Set<string>();
  app = await stage.receiver(({ body }) => {
    const { event, data } = JSON.parse(body) as { event: string; data: { job_id: string } };
    const again = event !== 'again.one' || tried.size === tried.add(data.job_id).size;
    return again ? 200 : { status: 500, body: '{"error":"over capacity"}' };
  });
  const sick = await stage.receiver(() => 500);
  const gone = await stage.receiver();
  const silent = gone.url();
  await gone.close();
  gateway = await stage.gateway({ WEBHOOK_BREAKER_FAILURES: '2', WEBHOOK_BREAKER_PAUSE: '1h' });
  const add = async (name: string, url: string, events: string[], more = {}): Promise<void> => {
    const { status } = await gateway.post('/api/webhooks/endpoints', { name, url, events, ...more });
    expect(status).toBe(201);
  };
  const hour = 3_600_000;
  await add('The app', app.url(), ['row.*', 'page.*', 'job.*', 'again.*'], {
    retry_schedule_ms: [400],
    rate_limit: null,
  });
  await add(LONG_NAME, app.url('/paused'), ['wait.*']);
  await add('sick', sick.url(), ['sick.*'], { retry_schedule_ms: [hour] });
  await add('limited', app.url('/limited'), ['limited.*'], { rate_limit: { max: 1, window_ms: hour } });
  await add('gone', silent, ['gone.*'], { max_retries: 0 });
  await gateway.post('/api/webhooks/endpoints/webhook_2/pause', {});
}, START_MS);

const open = async (path: string, look = {}): Promise<Page> => console.visit(gateway.url + path, look);

/** Collects the changes that the page asks of the gateway from now on: `POST /api/webhooks/…`. */
function changesOf(page: Page): string[] {
  const seen: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') seen.push(new URL(request.url()).pathname);
  });
  return seen;
}

const row = (page: Page, job: string): Locator => page.getByRole('row').filter({ hasText: job });
const paused = (page: Page): Locator => page.getByRole('button', { name: 'Resume live updates' });

describe('A row selected by keyboard', () => {
  it('stays selected as others come in above it, and is the one that r redelivers', async () => {
    const id = await sent(gateway, 'row.one', { job_id: 'job-chosen' });
    const page = await open('/deliveries?event=row.*&endpoint=webhook_1');
    await row(page, 'job-chosen').getByText('Delivered').waitFor();
    await pressBound(page, 'j');
    await sent(gateway, 'row.one', { job_id: 'job-later' });
    await row(page, 'job-later').getByText('Delivered').waitFor();
    await page.locator('tr[data-current="true"]').filter({ hasText: 'job-chosen' }).waitFor();
    const changes = changesOf(page);
    await pressBound(page, 'r');
    await page.getByText('Redelivery queued').waitFor();
    expect(changes).toEqual([`/api/webhooks/deliveries/${id}/redeliver`]);
    await pressBound(page, 'k');
    await page.locator('tr[data-current="true"]').filter({ hasText: 'job-later' }).waitFor();
  });

  it('is not affected by keys pressed in a dialog', async () => {
    const page = await open('/deliveries?event=row.*&endpoint=webhook_1');
    await row(page, 'job-chosen').waitFor();
    await pressBound(page, 'j');
    const changes = changesOf(page);
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog').getByText('Next row').waitFor();
    for (const key of ['r', 'j', 'l', 'Enter']) await page.keyboard.press(key);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('tr[data-current="true"]').filter({ hasText: 'job-later' }).waitFor();
    await pressBound(page, 'r');
    await page.getByText('Redelivery queued').waitFor();
    expect(changes).toHaveLength(1);
    expect(await paused(page).count()).toBe(0);
  });
});

describe('A list of more than one page', () => {
  const older = (page: Page): Locator => page.getByRole('button', { name: 'Older' });
  const rows = async (page: Page, n: number): Promise<boolean> =>
    until(`${n} rows`, async () => (await page.locator('tbody tr').count()) === n, 15_000);

  beforeAll(async () => {
    const events = Array.from({ length: MANY }, (_, n) => ({ event: 'page.one', data: { n } }));
    await gateway.post('/api/webhooks/events', { events });
    await app.until((got) => got.filter(({ body }) => body.includes('page.one')).length === MANY);
  });

  it('can be paged back and forth while l pauses live updates', async () => {
    const page = await open('/deliveries?event=page.*');
    await rows(page, PAGE);
    await pressBound(page, 'l');
    await paused(page).waitFor();
    await older(page).click();
    await rows(page, MANY - PAGE);
    await page.getByRole('button', { name: 'Newer' }).click();
    await rows(page, PAGE);
    await gateway.trigger({ event: 'page.one', data: { job_id: 'job-unseen' } });
    await app.until((got) => got.some(({ body }) => body.includes('job-unseen')));
    await pressBound(page, 'l');
    await row(page, 'job-unseen').waitFor();
  });

  it('is still at its page after a visit to a delivery, and after a reload', async () => {
    const page = await open('/deliveries?event=page.*');
    await rows(page, PAGE);
    await older(page).click();
    await rows(page, MANY - PAGE + 1);
    await page.getByRole('link', { name: 'page.one' }).last().click();
    await page.getByRole('heading', { name: 'page.one' }).waitFor();
    await page.goBack();
    await rows(page, MANY - PAGE + 1);
    await page.reload();
    await rows(page, MANY - PAGE + 1);
    await page.getByRole('button', { name: 'Newer' }).click();
    await rows(page, PAGE);
  });
});

describe('The filter', () => {
  const bar = (page: Page): Locator => page.getByRole('group', { name: 'Filter' });
  const search = (page: Page): Record<string, string> =>
    Object.fromEntries(new URL(page.url()).searchParams.entries());

  it('is set by its fields, each of which keeps the focus, and cleared with one click', async () => {
    const page = await open('/deliveries');
    const pick = async (field: string, option: string): Promise<void> => {
      await bar(page).getByLabel(field, { exact: true }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    await pick('State', 'Delivered');
    await page.waitForURL(/state=delivered/);
    await pick('Endpoint', 'The app');
    await page.waitForURL(/endpoint=webhook_1/);
    await pick('Time', 'Last 24 hours');
    await page.waitForURL(/from=/);
    for (const [field, words] of [
      ['Event type', 'row.*'],
      ['Job ID', 'job-later'],
      ['Error text', 'nothing'],
    ] as const) {
      const input = bar(page).getByLabel(field, { exact: true });
      await input.fill(words);
      await input.press('Enter');
      await until(`${field} is asked for`, async () => Object.values(search(page)).includes(words), 15_000);
      await input.and(page.locator(':focus')).waitFor();
    }
    await page.getByText('No delivery matches').waitFor();
    expect(search(page)).toEqual({
      state: 'delivered',
      endpoint: 'webhook_1',
      from: expect.any(String),
      event: 'row.*',
      job_id: 'job-later',
      error: 'nothing',
    });
    await bar(page).getByRole('button', { name: 'Clear' }).click();
    await row(page, 'page.one').first().waitFor();
    expect(search(page)).toEqual({});
    expect(await bar(page).getByLabel('Event type').inputValue()).toBe('');
  });

  it('shows all its parts, including those without a field, and can drop each', async () => {
    const from = '2026-01-01T00:00:00.000Z';
    const part =
      'event_id=an-event&to=2026-01-02T00:00:00.000Z&state=failed,cancelled&endpoint=webhook_1,webhook_3';
    const page = await open(`/deliveries?from=${from}&${part}`);
    const value = async (field: string): Promise<string> =>
      bar(page).getByLabel(field, { exact: true }).inputValue();
    await bar(page).getByRole('button', { name: 'Event ID: an-event' }).waitFor();
    expect(await value('State')).toBe('Failed or cancelled');
    expect(await value('Endpoint')).toBe('2 endpoints');
    await bar(page).getByRole('button', { name: 'Event ID: an-event' }).click();
    await page.waitForURL((url) => !url.searchParams.has('event_id'));
    await bar(page)
      .getByRole('button', { name: /^Until .*2026/ })
      .click();
    await page.waitForURL((url) => !url.searchParams.has('to'));
    expect(search(page)['state']).toBe('failed,cancelled');
  });
});

describe('A pending delivery', () => {
  it('is one click from the overview, and can be cancelled with all others once they were counted', async () => {
    for (let n = 0; n < 3; n++) await gateway.trigger({ event: 'wait.many', data: { n } });
    const page = await open('/');
    await page.getByRole('link', { name: /^Queued\s*[1-9]/ }).click();
    await row(page, 'wait.many').first().waitFor();
    expect(await page.getByRole('combobox', { name: 'State' }).inputValue()).toBe('Pending or sending');
    await goWithin(page, '/deliveries?state=pending&event=wait.*');
    await page.getByRole('button', { name: 'Cancel matching' }).click();
    await page.getByRole('button', { name: 'Cancel 3 deliveries' }).click();
    await page.getByText('3 deliveries cancelled. Done.').waitFor();
    await row(page, 'wait.many').first().waitFor({ state: 'detached' });
  });

  it('can be cancelled on its page', async () => {
    const page = await open(`/deliveries/${await sent(gateway, 'wait.one')}`);
    await page.getByText('its deliveries are kept until it is resumed').waitFor();
    await page.getByRole('button', { name: 'Cancel delivery' }).click();
    await page.getByText('An operator cancelled the delivery.').waitFor();
  });

  it('says that its circuit is open, and the time of the next probe in the viewer’s time zone', async () => {
    for (let n = 0; n < 3; n++) await gateway.trigger({ event: 'sick.one', data: { n } });
    await gateway.statusWhere(({ endpoints }) => endpoints[2].breaker === 'open');
    const page = await open(`/deliveries/${await sent(gateway, 'sick.two')}`, { zone: 'Asia/Kathmandu' });
    const verdict = page.locator('.note').filter({ hasText: 'The circuit of the endpoint is open' });
    await verdict.getByText(/Probe in (59 min|1 h)/).waitFor();
    expect(await verdict.locator('time').getAttribute('title')).toMatch(/GMT\+5:45$/);
    await page
      .getByRole('listitem')
      .filter({ hasText: 'On hold' })
      .getByText(/in (59 min|1 h)/)
      .waitFor();
    expect(await page.getByRole('main').innerText()).not.toMatch(/\d{4}-\d\d-\d\dT/);
  });

  it('says that the rate limit of its endpoint holds it', async () => {
    await sent(gateway, 'limited.one');
    const page = await open(`/deliveries/${await sent(gateway, 'limited.one')}`);
    await page.getByText(/rate limit of the endpoint is used up/).waitFor();
  });
});

describe('A delivery with attempts', () => {
  it('shows the waits between attempts, and bodies indented or as received', async () => {
    const id = await sent(gateway, 'again.one', { job_id: 'again' });
    const page = await open(`/deliveries/${id}`);
    await page.getByText(/responded in .* · queued \d/).waitFor();
    const accepted = page.getByRole('listitem').filter({ hasText: 'Accepted' });
    await accepted.getByText(/^\d\d:\d\d:\d\d · (now|\d+ s ago)$/).waitFor();
    await page.getByRole('button', { name: /^Attempt 1: HTTP 500/ }).click();
    await page.getByText('"error": "over capacity"').waitFor();
    await page.getByRole('radiogroup', { name: 'Body format' }).getByText('Raw').click();
    await page.getByText('{"error":"over capacity"}').waitFor();
  });

  it('shows no response where there was none', async () => {
    const id = await sent(gateway, 'gone.one');
    const page = await open(`/deliveries/${id}`);
    await page.getByText('Failed permanently').waitFor();
    await page.getByText('No response.').waitFor();
    expect(await page.getByText('The response had no body.').count()).toBe(0);
    await page.route('**/redeliver', (route) => route.abort());
    await page.getByRole('button', { name: 'Redeliver' }).and(page.locator(':enabled')).waitFor();
    await pressBound(page, 'r');
    await notified(page, 'The gateway does not answer. Check that it runs, then try again.');
  });

  it('offers no retry where it does not exist', async () => {
    const page = await open('/deliveries/00000000-0000-7000-8000-000000000000');
    await page.getByText('Something went wrong').waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  });
});

describe('A long text', () => {
  beforeAll(async () => {
    await gateway.trigger({ event: LONG_TYPE, data: { job_id: 'job-long' } });
    await gateway.trigger({ event: 'wait.long', data: { job_id: 'job-wait' } });
  });

  it('stays within its column, and is shown in full on hover', async () => {
    const page = await open('/deliveries');
    await page.getByTitle(LONG_TYPE).first().waitFor();
    await row(page, 'job-wait').getByTitle(LONG_NAME).waitFor();
    const last = await page.getByRole('columnheader', { name: 'Accepted' }).boundingBox();
    expect(last!.x + last!.width).toBeLessThanOrEqual(1280);
    await expectNothingOverlaps(page);
  });

  it('shows the end of a job id, by which ids differ, and is copied in full', async () => {
    const id = `job_1795888${'8'.repeat(30)}_001_a6f2gu`;
    await gateway.trigger({ event: 'row.id', data: { job_id: id } });
    const page = await open('/');
    for (const width of [1440, 1280, 768, 380]) {
      await goWithin(page, '/');
      await page.setViewportSize({ width, height: 900 });
      await goWithin(page, '/deliveries?event=row.id');
      const link = page.getByRole('link', { name: id, exact: true });
      await link.waitFor();
      expect(await link.locator('.middle').getAttribute('title')).toBe(id);
      const [inside, text, cut] = await page.evaluate<unknown[]>(`(() => {
        const id = document.querySelector('td .middle');
        const tail = document.createRange();
        tail.selectNodeContents(id.lastChild);
        const head = id.querySelector('.middle-head');
        const right = tail.getBoundingClientRect().right;
        return [
          right <= id.closest('td').getBoundingClientRect().right,
          id.textContent,
          head.scrollWidth > head.clientWidth,
        ];
      })()`);
      expect([width, inside, text, cut]).toEqual([width, true, id, true]);
    }
  });

  it('is whole where it is no longer than those of the job server, in a window of 1280 px', async () => {
    const types = ['job.extraction_completed', 'job.completed_with_issues'];
    const id = 'job_1704123456789_abc123';
    for (const event of types) await gateway.trigger({ event, data: { job_id: id } });
    const page = await open(`/deliveries?job_id=${id}`);
    for (const event of types) await page.getByTitle(event).first().waitFor();
    const cut = await page.evaluate(`[...document.querySelectorAll('td :is(.clip, .middle-head)')]
      .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.innerText)`);
    expect(cut).toEqual([]);
  });

  it.each([768, 380])('is shown with the job and the response in a card of %i px', async (width) => {
    const page = await open('/deliveries?event=row.id', { width });
    const card = row(page, 'a6f2gu').first();
    await card.getByText('HTTP 200').waitFor();
    expect(await card.getByText('HTTP 200').isVisible()).toBe(true);
    expect(await card.getByRole('link', { name: /a6f2gu$/ }).isVisible()).toBe(true);
    await expectNothingOverlaps(page);
  });

  it('overlaps nothing on a phone', async () => {
    const page = await open('/deliveries', { width: 380 });
    await page.getByTitle(LONG_NAME).first().waitFor();
    await expectNothingOverlaps(page);
  });
});

/** No cell of a table holds more than it has room for. */
async function expectNothingOverlaps(page: Page): Promise<void> {
  const over = await page.evaluate(`[...document.querySelectorAll('tbody td')]
    .filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.innerText)`);
  expect(over).toEqual([]);
}

describe('The search', () => {
  it('is reached with /, also where that key needs Shift', async () => {
    const page = await open('/deliveries');
    await row(page, 'job-long').waitFor();
    await page.locator('body').dispatchEvent('keydown', { key: '/', code: 'Digit7', shiftKey: true });
    await page.locator('input:focus[aria-label^="Find anything"]').waitFor();
  });
});

describe('The overview', () => {
  it('sums up an hour, a day and a week: deliveries, rate and latency', async () => {
    const page = await open('/');
    const figure = (label: string, value: RegExp): Locator =>
      page.locator('.figure').filter({ hasText: label }).filter({ hasText: value });
    const seconds = /\d (ms|s)/;
    await figure('Delivered', /[\d.]+ a minute/).waitFor();
    for (const [name, range] of [
      ['24 hours', '24h'],
      ['7 days', '7d'],
    ] as const) {
      await page.getByRole('radiogroup', { name: 'Time range' }).getByText(name).click();
      await page.waitForURL(`**/?range=${range}`);
      await figure('Delivered', /a minute/).waitFor();
      await figure('Latency p95', seconds).waitFor();
    }
    await page
      .getByText(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) /)
      .first()
      .waitFor();
  });

  it('does not shift when there are many concerns: those without room are one click away', async () => {
    for (const name of ['webhook_1', 'webhook_5']) {
      await gateway.post(`/api/webhooks/endpoints/${name}/disable`, {
        reason: 'HTTP 410: the target is gone',
      });
    }
    const page = await console.open(`${gateway.url}/`);
    const concerns = page.getByRole('region', { name: 'Needs attention' });
    await concerns.getByRole('button', { name: /^Show \d more$/ }).waitFor();
    expect(await page.evaluate<number>(LAYOUT_SHIFT)).toBeLessThan(0.01);
    await concerns.getByRole('button', { name: /^Show \d more$/ }).click();
    await concerns.getByText('gone is disabled').waitFor();
    await concerns.getByText('limited is at its rate limit').waitFor();
    await concerns.getByText(`${LONG_NAME} is paused`).waitFor();
    const cut = `[...document.querySelectorAll('.attention, .attention .clamp')]
      .filter((one) => one.scrollHeight > one.clientHeight + 1).length`;
    expect(await page.evaluate<number>(cut)).toBe(0);
    await gateway.post('/api/webhooks/endpoints/webhook_1/enable', {});
  });
});

describe('A gateway that streams but refuses to answer', () => {
  it('is reported with the reason, until it answers again', async () => {
    const page = await console.open(`${gateway.url}/`);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('cell', { name: 'The app' }).first().waitFor();
    const refuse = /api\/webhooks\/(deliveries|status|stats|endpoints)/;
    await page.route(refuse, async (route) =>
      route.fulfill({ status: 503, json: { success: false, code: 'busy', message: 'The store is away.' } }),
    );
    const old = page.getByRole('alert').filter({ hasText: 'data may be out of date. The store is away.' });
    const noise = setInterval(() => void gateway.trigger({ event: 'row.noise', data: {} }), 300);
    await old.waitFor().finally(() => clearInterval(noise));
    expect(await page.getByText('Live', { exact: true }).count()).toBe(0);
    // The console asks at intervals, too: its report may be gone at the key press, which then does nothing.
    await old.getByRole('button', { name: 'Try again' }).focus();
    await page.unroute(refuse);
    await page.keyboard.press('Enter');
    await old.waitFor({ state: 'detached' });
    await page.getByText('Live', { exact: true }).waitFor();
  });
});
