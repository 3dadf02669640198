import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ConsoleStage } from '../support/console-stage.js';
import { sent } from '../support/gateway-answers.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { goWithin } from '../support/go-within.js';
import { pressBound } from '../support/page-keys.js';
import type { Receiver } from '../support/receiver.js';

const console = ConsoleStage.forFile();
const { stage } = console;
const HOUR_MS = 3_600_000;

let gateway: GatewayProcess;
let crm: Receiver;
let shop: Receiver;
let [crmWorks, shopWorks] = [false, false];
beforeAll(async () => {
  crm = await stage.receiver(() => (crmWorks ? 200 : 500));
  shop = await stage.receiver(() => (shopWorks ? 200 : 500));
  gateway = await stage.gateway({ WEBHOOK_BREAKER_FAILURES: '3', WEBHOOK_BREAKER_PAUSE: '1h' });
  const add = async (name: string, url: string, events: string[], more: object): Promise<void> => {
    const { status } = await gateway.post('/api/webhooks/endpoints', { name, url, events, ...more });
    expect(status).toBe(201);
  };
  await add('CRM', crm.url(), ['crm.*'], { retry_schedule_ms: [HOUR_MS, HOUR_MS] });
  await add('Shop', shop.url(), ['shop.*'], { max_retries: 0 });
  await add('Later', crm.url('/later'), ['later.*'], { retry_schedule_ms: [HOUR_MS] });
});

const open = async (path: string): Promise<Page> => console.visit(gateway.url + path);

describe('A delivery waiting for its retry', () => {
  it('can be retried now from its page, and with all others that a filter matches', async () => {
    const first = await sent(gateway, 'later.one');
    await sent(gateway, 'later.many', { n: 1 });
    await gateway.statusWhere(({ deliveries }) => deliveries.pending === 2 && deliveries.sending === 0);
    crmWorks = true;
    const page = await open(`/deliveries/${first}`);
    await page.getByText(/Next attempt in (59 min|1 h)/).waitFor();
    await page.getByRole('button', { name: 'Retry now' }).click();
    await page.getByRole('main').getByText('Delivered').first().waitFor();

    await goWithin(page, '/deliveries?state=pending&event=later.*');
    await page.getByRole('button', { name: 'Retry matching' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('No extra attempts are used').waitFor();
    await dialog.getByLabel('Rate (deliveries per second)').fill('5');
    await dialog.getByRole('button', { name: 'Retry 1 delivery' }).click();
    await dialog.getByText('1 queued: 1 delivered. Done.').waitFor();
    crmWorks = false;
  });
});

describe('An endpoint whose circuit is open', () => {
  beforeAll(async () => {
    for (let n = 0; n < 4; n++) await gateway.trigger({ event: 'crm.deal', data: { n } });
    await gateway.statusWhere(({ endpoints }) => endpoints[0].breaker === 'open');
  });

  it('shows in the list what holds its deliveries, none of which is overdue', async () => {
    await sent(gateway, 'crm.held');
    const page = await open('/deliveries?event=crm.held');
    const hold = page.getByText(/held: circuit open, probe in (59 min|1 h)/);
    // However narrow its column is, a time stays on one line.
    const lines = await hold.evaluate((text) => {
      const cell = text as unknown as {
        style: { width: string };
        querySelector(of: 'time'): { getClientRects(): ArrayLike<unknown> };
      };
      return Array.from({ length: 40 }, (_, step) => {
        cell.style.width = `${60 + step * 4}px`;
        return cell.querySelector('time').getClientRects().length;
      });
    });
    expect(Math.max(...lines)).toBe(1);
    await goWithin(page, '/');
    await page.getByRole('link', { name: /^Overdue\s*0/ }).click();
    await page.getByRole('button', { name: 'Overdue only' }).waitFor();
    await page.getByText('No delivery matches').waitFor();
    expect(await page.getByRole('button', { name: /matching…$/ }).count()).toBe(0);
  });

  it('shows its state, its error rate, its queue, and failed attempts in the sparkline', async () => {
    const page = await open('/endpoints');
    const row = page.getByRole('row').filter({ hasText: 'CRM' });
    await row.getByText('Circuit open').waitFor();
    await row.getByRole('cell', { name: '100 %' }).waitFor();
    const heights = await page.evaluate<number[]>(
      `[...document.querySelectorAll('svg[aria-label^="Attempts to CRM"] rect[fill="var(--bad)"]')]
        .map((bar) => Number(bar.getAttribute('height')))`,
    );
    expect(Math.max(...heights)).toBeGreaterThan(1);
  });

  it('is resumed, not probed, from its incident while it is paused', async () => {
    await gateway.post('/api/webhooks/endpoints/webhook_1/pause', {});
    const page = await open('/incidents');
    const incident = page.locator('.incident-row', { hasText: 'CRM has been failing' });
    await incident.getByRole('button', { name: 'Resume' }).waitFor();
    expect(await incident.getByText('next probe').count()).toBe(0);
    await incident.getByRole('button', { name: 'Resume' }).click();
    await incident.getByRole('button', { name: 'Probe now' }).waitFor();
    await incident.getByText('next probe').waitFor();
  });

  it('can be probed from the page of a delivery that its circuit holds', async () => {
    const page = await open('/deliveries?event=crm.held');
    await page.getByRole('link', { name: 'crm.held' }).first().click();
    const attempts = crm.requests.length;
    await page.getByRole('main').getByRole('button', { name: 'Probe now' }).click();
    await crm.count(attempts + 1);
    await gateway.statusWhere(({ endpoints }) => endpoints[0].breaker === 'open');
  });

  it('resumes with a probe once it was fixed, which a successful test offers', async () => {
    crmWorks = true;
    const page = await open('/endpoints/webhook_1');
    await page.getByRole('button', { name: 'Probe now' }).waitFor();
    await page.getByRole('img', { name: /^Queue: peak: [1-9]\d* queued\.$/ }).waitFor();
    await page.getByRole('img', { name: /^Age of the oldest queued delivery: peak: \d/ }).waitFor();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('Test delivered').waitFor();
    await page.getByRole('button', { name: 'Resume now' }).click();
    await gateway.statusWhere(({ endpoints }) => endpoints[0].breaker === 'closed');
    await page.getByRole('button', { name: 'Probe now' }).waitFor({ state: 'detached' });
    await crm.until((got) => got.some(({ body }) => body.includes('crm.held')));
    await pressBound(page, 'Control+k');
    await page.getByRole('combobox', { name: /^Find anything/ }).fill('shop');
    await page.getByRole('option', { name: /^Shop/ }).first().click();
    await page.getByRole('heading', { name: 'Shop', level: 1 }).waitFor();
    expect(await page.getByText('Test delivered').count()).toBe(0);
  });
});

describe('Deliveries that failed', () => {
  it('are an incident on the overview until they are repaired', async () => {
    for (let n = 0; n < 3; n++) await gateway.trigger({ event: 'shop.order', data: { n } });
    await gateway.statusWhere(({ deliveries }) => deliveries.failed === 3);
    shopWorks = true;
    await gateway.post('/api/webhooks/endpoints/webhook_2/probe', { with: 'test' });
    const page = await open('/');
    const concerns = page.getByRole('region', { name: 'Needs attention' });
    const incident = concerns.getByText('Shop: deliveries failed');
    await incident.waitFor();
    await concerns.getByText(/3 failed/).waitFor();
    const acknowledge = async (): Promise<void> => {
      await concerns.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Acknowledge…' }).click();
    };
    await acknowledge();
    const note = page.getByLabel('Note');
    await note.fill('The shop was restarted.');
    await page.reload();
    await acknowledge();
    expect(await note.inputValue()).toBe('The shop was restarted.');
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await concerns.getByText('acknowledged by').waitFor();
    await concerns.getByRole('button', { name: 'Retry all' }).click();
    await incident.waitFor({ state: 'detached' });
    const latest = page.getByRole('region', { name: 'Recently closed incidents' });
    await latest.getByText(/3 failed, 3 repaired/).waitFor();
    await page.getByRole('link', { name: /^Failed\s*\d\s*\d repaired/ }).waitFor();
  });

  it('have an incident whose page shows what happened', async () => {
    const page = await open('/incidents?state=all');
    await page.getByRole('link', { name: /^Shop: closed after/ }).click();
    const failed = page.getByText(/^\d deliver(?:y|ies) failed permanently$/);
    await failed.first().waitFor();
    // Deliveries that fail after the first are told together.
    const counts = (await failed.allTextContents()).map((text) => Number(text[0]));
    expect(counts.reduce((sum, count) => sum + count)).toBe(3);
    await page.getByText('The shop was restarted.').first().waitFor();
    await page.getByText('Incident closed').waitFor();
    await page.getByRole('link', { name: 'Open delivery' }).first().waitFor();
    await goWithin(page, '/operations');
    await page
      .getByRole('cell', { name: /\d queued: \d delivered/ })
      .first()
      .waitFor();
  });
});

describe('An endpoint that fails for two causes', () => {
  it('has an incident for each, which leads to its own deliveries and retries them alone', async () => {
    let answer: number | undefined;
    const odd = await stage.receiver(({ body }) => answer ?? (body.includes('teapot') ? 418 : 422));
    const endpoint = { name: 'Odd', url: odd.url(), events: ['odd.*'], max_retries: 0 };
    await gateway.post('/api/webhooks/endpoints', endpoint);
    await gateway.trigger({ event: 'odd.one', data: { is: 'teapot' } });
    await gateway.trigger({ event: 'odd.two', data: { is: 'request' } });
    const page = await open('/incidents');
    const rows = page.getByRole('main').getByRole('link', { name: 'Odd: deliveries failed' });
    await rows.nth(1).waitFor();
    await rows.first().click();
    await page.getByRole('link', { name: 'Failed deliveries' }).click();
    await page.getByText(/^Incident: /).waitFor();
    const listed = page.getByRole('row', { name: /odd\./ });
    await listed.first().waitFor();
    expect(await listed.count()).toBe(1);
    await page.goBack();
    answer = 200;
    await page.getByRole('button', { name: 'Retry all' }).click();
    await page.getByText('Incident closed').waitFor();
    const { body } = await gateway.get('/api/webhooks/incidents?state=open&cause=HTTP_418,HTTP_422');
    expect(body.incidents).toHaveLength(1);
    expect(odd.requests).toHaveLength(3);

    // The messages of the other one are muted, and sent again.
    const [{ id: other }] = body.incidents;
    await goWithin(page, `/incidents/${other}`);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Mute 1 h' }).click();
    await page.getByText('New messages of this incident are kept until the mute ends').waitFor();
    await page.getByRole('button', { name: 'End mute' }).click();
    await page.getByText('New messages of this incident').waitFor({ state: 'detached' });
    await page.locator('.figures', { hasText: /Notifications\s*Sent/ }).waitFor();

    // The other one closes while somebody writes a note on it.
    const [{ id }] = body.incidents;
    await goWithin(page, `/incidents/${id}`);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Add a note…' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('First line.\nSecond line.');
    await gateway.post('/api/webhooks/deliveries/redeliver', { filter: { incident: id } });
    await page.getByText('Incident closed').waitFor();
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByText('First line.').first().waitFor();
    await page.getByRole('button', { name: 'Add a note…' }).waitFor();
  });
});

describe('An event that no endpoint received', () => {
  it('is counted on the overview, listed with the reason, and found by its id', async () => {
    await gateway.trigger({ event: 'job.finished', id: 'event-lost', data: { job_id: 'job_lost' } });
    const page = await open('/');
    await page.getByRole('link', { name: /^Unrouted\s*1/ }).click();
    await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
    const row = page.getByRole('row').filter({ hasText: 'job.finished' });
    await row.getByText('Unrouted').waitFor();
    await page.locator('dl').getByRole('link', { name: 'CRM' }).waitFor();
    await pressBound(page, '/');
    await page.getByRole('combobox', { name: /^Find anything/ }).fill('event-lost');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/events\?q=id(%3A|:)event-lost/);
    await page.locator('dl').getByRole('link', { name: 'CRM' }).waitFor();
  });
});

describe('An event whose data contradicts its schema', () => {
  it('is listed by itself, with the path and what is accepted there', async () => {
    await gateway.trigger({ event: 'job.timeout', data: { job_id: 'job_odd', progress: 'half' } });
    const page = await open('/events');
    await page.getByText('Schema mismatch', { exact: true }).click();
    await page.waitForURL(/\/events\?q=mismatch/);
    const row = page.getByRole('row').filter({ hasText: 'job.timeout' });
    await row.getByText('Schema mismatch: data.progress must be a number or null.').waitFor();
  });
});
