import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { holds, settled, violations, violationsInDark } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';
import { endpointOf } from '../support/gateway-answers.js';
import type { ApiAnswer, GatewayProcess } from '../support/gateway-process.js';
import { goWithin } from '../support/go-within.js';
import { notified } from '../support/notices.js';
import type { Receiver } from '../support/receiver.js';

type Json = ApiAnswer['body'];

const console = ConsoleStage.forFile();
const { stage } = console;

let gateway: GatewayProcess;
let app: Receiver;
/** The server to which a test moves the app. */
let elsewhere: Receiver;
beforeAll(async () => {
  [app, elsewhere] = [await stage.receiver(), await stage.receiver()];
  gateway = await stage.gateway({});
  await gateway.post('/api/webhooks/endpoints', {
    name: 'The app',
    url: app.url('/a-secret-of-the-path'),
    events: ['app.*', 'job.failed'],
    headers: { 'X-First': 'first-secret', 'X-Second': 'second-secret' },
    max_retries: 7,
  });
});

const open = async (path: string): Promise<Page> => console.open(gateway.url + path);
const visit = async (path: string, width = 1280): Promise<Page> =>
  console.visit(gateway.url + path, { width });

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save' }).click();
  await notified(page, 'Changes are live');
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

const focused = async (page: Page, selector: string): Promise<void> =>
  holds(page, `document.activeElement?.matches(${JSON.stringify(selector)}) === true`);

describe('The settings of an endpoint', () => {
  it('show the names of headers, keep unchanged ones, and hide typed values', async () => {
    const page = await visit('/endpoints/webhook_1/settings');
    await page.getByRole('button', { name: 'Remove X-Second' }).click();
    await page.getByRole('button', { name: 'Add a header' }).click();
    await page.getByLabel('Name of header 2').fill('X-Third');
    const value = page.getByLabel('Value of X-Third', { exact: true });
    await value.fill('third-secret');
    expect(await value.getAttribute('type')).toBe('password');
    expect(await page.getByLabel('URL', { exact: true }).getAttribute('type')).toBe('password');
    expect(await page.getByLabel('Name of header 1').inputValue()).toBe('X-First');
    await save(page);
    await gateway.trigger({ event: 'app.headers' });
    await app.count(1);
    const { headers } = app.requests.at(-1)!;
    expect(headers).toMatchObject({ 'x-first': 'first-secret', 'x-third': 'third-secret' });
    expect(headers).not.toHaveProperty('x-second');
  });

  it('report a half-filled field, and save nothing', async () => {
    const page = await open('/endpoints/webhook_1/settings');
    const before = await endpointOf(gateway, 'webhook_1');
    await page.getByLabel('Rate limit: seconds').fill('');
    await page.getByLabel('Rate limit: requests').fill('5');
    await page.getByRole('button', { name: 'Add a header' }).click();
    await page.getByLabel(/^Value of header/).fill('a value without a name');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A rate limit needs both').waitFor();
    await page.getByText('A header needs a name').waitFor();
    expect(await endpointOf(gateway, 'webhook_1')).toMatchObject({ updated_at: before.updated_at });
  });

  it('ask again for the headers and the secret where the URL goes to another server', async () => {
    const page = await visit('/endpoints/webhook_1/settings');
    await page.getByLabel('URL', { exact: true }).fill(elsewhere.url('/moved'));
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByText(/^secret must be sent anew/)
      .first()
      .waitFor();
    await page
      .getByText(/^headers\.X-First must be sent anew/)
      .first()
      .waitFor();
    expect(await endpointOf(gateway, 'webhook_1')).toMatchObject({ url: app.url('/a-secret-of-the-path') });
    await page.getByLabel('Signing secret', { exact: true }).fill('a-secret-for-the-new-server');
    await page.getByLabel('Value of X-First', { exact: true }).fill('first-of-the-new-server');
    await page.getByLabel('Value of X-Third', { exact: true }).fill('third-of-the-new-server');
    await save(page);
    await gateway.trigger({ event: 'app.moved' });
    await elsewhere.count(1);
    expect(elsewhere.requests[0]!.headers).toMatchObject({ 'x-first': 'first-of-the-new-server' });
  });

  it('return to the configured value when a field is emptied', async () => {
    const page = await visit('/endpoints/webhook_1/settings');
    const retries = page.getByLabel('Max retries');
    expect(await retries.inputValue()).toBe('7');
    await retries.fill('');
    await save(page);
    await holds(page, 'document.querySelector("form input[placeholder=\'as configured\']") !== null');
    expect(await endpointOf(gateway, 'webhook_1')).toMatchObject({ max_retries: 3 });
  });
});

describe('Unsaved settings', () => {
  const path = '/endpoints/webhook_1/settings';
  const FILTER = '{"event": "app.kept"}';

  it('survive a reload, without secrets, and are asked about before they are left', async () => {
    const page = await open(path);
    const filter = page.getByLabel('Filter');
    await filter.fill(FILTER);
    await page.getByLabel('URL', { exact: true }).fill('https://app.invalid/a-secret-of-the-path');
    await page.reload();
    await page.getByText('Your unsaved changes are restored').waitFor();
    expect(await filter.inputValue()).toBe(FILTER);
    expect(await page.getByLabel('URL', { exact: true }).inputValue()).toBe('');
    expect(await page.evaluate<string>('JSON.stringify(sessionStorage)')).not.toContain('a-secret');
    await page.getByRole('link', { name: 'Events', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
    await page.goBack();
    await page.getByText('Your unsaved changes are restored').waitFor();
    expect(await filter.inputValue()).toBe(FILTER);
    await page.getByRole('button', { name: 'Discard' }).click();
    expect(await filter.inputValue()).toBe('');
    await page.reload();
    expect(await filter.inputValue()).toBe('');
  });

  it('survive changes that somebody else makes, and are not saved over them without a word', async () => {
    const page = await open(path);
    const [name, filter] = [page.getByLabel('Name', { exact: true }), page.getByLabel('Filter')];
    await filter.fill(FILTER);
    await name.fill('My name');
    const theirs = { name: 'Their name', max_retries: 9 };
    await gateway.request('PATCH', '/api/webhooks/endpoints/webhook_1', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(theirs),
    });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody else has changed this endpoint meanwhile: name.').waitFor();
    expect(await endpointOf(gateway, 'webhook_1')).toMatchObject({ ...theirs, filter: null });
    expect(await page.getByLabel('Max retries').inputValue()).toBe('9');
    expect([await name.inputValue(), await filter.inputValue()]).toEqual(['My name', FILTER]);
    await save(page);
    expect(await endpointOf(gateway, 'webhook_1')).toMatchObject({
      name: 'My name',
      max_retries: 9,
      filter: { event: 'app.kept' },
    });
    await holds(page, 'document.querySelector("form button[type=submit]").disabled');
    await name.fill('The app');
    await filter.fill('');
    await page.getByLabel('Max retries').fill('');
    await save(page);
  });
});

describe('Retries, TTL and the filter', () => {
  const id = 'webhook_1';

  it('can be set in the form: a schedule in place of a number, and back', async () => {
    const page = await visit(`/endpoints/${id}/settings`);
    const mode = async (name: string): Promise<void> => {
      await page.getByRole('combobox', { name: 'Retries' }).click();
      await page.getByRole('option', { name }).click();
    };
    await mode('Fixed schedule');
    const schedule = page.getByLabel('Retry schedule');
    await schedule.fill('5s, soon');
    await page.getByLabel('Time to live (TTL)').fill('36');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Give the waits with their units').waitFor();
    await page.getByText('Give a time with its unit').waitFor();
    await schedule.fill('5s, 1m, 2h');
    await page.getByLabel('Time to live (TTL)').fill('36h');
    await save(page);
    expect(await endpointOf(gateway, id)).toMatchObject({
      retry_schedule_ms: [5_000, 60_000, 7_200_000],
      ttl_ms: 129_600_000,
    });
    await page.reload();
    expect(await schedule.inputValue()).toBe('5s, 1m, 2h');
    await mode('Exponential backoff');
    await page.getByLabel('Max retries').fill('4');
    await page.getByLabel('Time to live (TTL)').fill('');
    await save(page);
    expect(await endpointOf(gateway, id)).toMatchObject({
      retry_schedule_ms: null,
      max_retries: 4,
      ttl_ms: null,
    });
  });

  it('cause a warning before saving when the filter matches nothing', async () => {
    const data = { parameters: { country: 'us' } };
    for (let n = 0; n < 3; n++) await gateway.trigger({ event: 'app.filtered', data });
    const page = await open(`/endpoints/${id}/settings`);
    const filter = page.getByLabel('Filter');
    await filter.fill('{"parameters.country": "us"}');
    await page.getByText(/^Matches 0 of the last \d+ events/).waitFor();
    await page
      .getByText(/data\.parameters\.country/)
      .last()
      .waitFor();
    await filter.fill('{"data.parameters.country": "us"}');
    await page.getByText(/^Matches 3 of the last \d+ events/).waitFor();
  });
});

describe('The form for a new endpoint', () => {
  it('accepts a pasted URL, and offers https:// where it is missing', async () => {
    const page = await open('/endpoints/new');
    const url = page.getByLabel('URL', { exact: true });
    await url.fill(`"<${app.url('/pasted')}>", `);
    await url.blur();
    expect(await url.inputValue()).toBe(app.url('/pasted'));
    await page.getByRole('button', { name: 'Next: events' }).and(page.locator(':enabled')).waitFor();
    await url.fill('hooks.slack.com/services/T000/B000/XXXXXXXXXXXX');
    await page.getByRole('button', { name: 'Add https:// in front' }).click();
    expect(await url.inputValue()).toBe('https://hooks.slack.com/services/T000/B000/XXXXXXXXXXXX');
  });

  it('leaves the ordering to the adapter unless one is chosen', async () => {
    const page = await visit('/endpoints/new');
    const orders: string[] = [];
    for (const wanted of ['', 'None']) {
      if (wanted !== '') await goWithin(page, '/endpoints/new');
      await page.getByLabel('URL', { exact: true }).fill(`slack+${app.url('/services/T/B')}`);
      await page.getByRole('button', { name: 'Next: events' }).click();
      await page.getByRole('button', { name: /^Timeout, retries/ }).click();
      const order = page.getByRole('combobox', { name: 'Ordering' });
      expect(await order.inputValue()).toBe('');
      if (wanted !== '') {
        await order.click();
        await page.getByRole('option', { name: wanted }).click();
      }
      await page.getByRole('button', { name: 'Next: preview' }).click();
      await page.getByRole('button', { name: 'Add endpoint' }).click();
      await page.getByRole('heading', { name: 'webhook_', level: 1 }).waitFor();
      orders.push((await endpointOf(gateway, page.url().split('/').at(-1)!)).ordering);
    }
    expect(orders).toEqual(['job', 'none']);
  });

  it('has the focus in its first field, and returns to the step with an error', async () => {
    const page = await open('/endpoints/new');
    await page.getByText('Slack channel: an incoming webhook').waitFor();
    await page.keyboard.type(app.url('/typed'));
    expect(await page.getByLabel('URL', { exact: true }).inputValue()).toBe(app.url('/typed'));
    const name = page.getByLabel('Name');
    expect(await name.getAttribute('maxlength')).toBe('80');
    await name.fill('no\u007fname');
    await page.getByRole('button', { name: 'Next: events' }).click();
    await page.getByRole('button', { name: 'Next: preview' }).click();
    await page.getByText('name is a text of one line, 1 to 80 characters').waitFor();
    await page.getByText('Display name').waitFor();
  });
});

/** Parts of the page that open one after the other, each with the step that opens it. */
const LOOKS: Record<string, [string, (page: Page) => Promise<unknown>]> = {
  menu: [
    '[role=menu]',
    async (page) => {
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Delete…' }).hover();
    },
  ],
  question: ['[role=dialog]', async (page) => page.getByRole('menuitem', { name: 'Delete…' }).click()],
  replay: [
    '[role=dialog]',
    async (page) => {
      await page.keyboard.press('Escape');
      await choose(page, 'Replay events…');
    },
  ],
  secret: [
    '[role=dialog]',
    async (page) => {
      await page.keyboard.press('Escape');
      await choose(page, 'Rotate signing secret…');
      await page.getByRole('button', { name: 'Rotate', exact: true }).click();
      await page.getByRole('region', { name: 'secret' }).waitFor();
    },
  ],
  message: [
    '[role=alert]',
    async (page) => {
      await page.getByRole('button', { name: 'Done' }).click();
      await page.getByLabel('Max retries').fill('6');
      await save(page);
      // Stays while somebody points at it.
      await page.getByText('Changes are live').hover();
    },
  ],
  help: ['[role=dialog]', async (page) => page.getByRole('button', { name: 'Keyboard shortcuts' }).click()],
  choice: [
    'section[aria-label=Preview]',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Payload' }).click();
      await page.getByRole('combobox', { name: 'Event to preview' }).click();
      await page.getByRole('option').first().waitFor();
    },
  ],
};

describe('Dialogs and menus', () => {
  it('focus the safe answer, and return the focus to where it was', async () => {
    const page = await visit('/endpoints/webhook_1');
    for (const [item, safe] of [
      ['Delete…', 'Cancel'],
      ['Rotate signing secret…', 'Cancel'],
    ] as const) {
      await choose(page, item);
      await page.getByRole('button', { name: safe }).waitFor();
      await focused(page, '[role=dialog] [data-autofocus]');
      expect(await page.evaluate('document.activeElement.textContent')).toBe(safe);
      await page.keyboard.press('Enter');
      await focused(page, '[aria-label=More]');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await choose(page, 'Replay events…');
    await page.getByRole('dialog').getByText('oldest first').waitFor();
    await page.keyboard.press('Escape');
    await focused(page, '[aria-label=More]');
  });

  it('meet WCAG 2.2 AA in light and dark mode', async () => {
    const page = await visit('/endpoints/webhook_1/settings');
    await page.getByLabel('Max retries').waitFor();
    const found: Record<string, string[]> = {};
    for (const [name, [part, look]] of Object.entries(LOOKS)) {
      await page.emulateMedia({ colorScheme: 'light' });
      await look(page);
      await page.locator(part).first().waitFor();
      await settled(page);
      found[`${name}, light`] = await violations(page, part);
      found[`${name}, dark`] = await violationsInDark(page, part);
    }
    expect(Object.entries(found).filter(([, list]) => list.length > 0)).toEqual([]);
  });

  it('close with their button and with Escape on a phone', async () => {
    const page = await visit('/', 380);
    const seen = 'document.querySelector(".nav-link").getBoundingClientRect().right > 0';
    for (const close of [
      async () => page.getByRole('button', { name: 'Menu' }).click(),
      async () => page.keyboard.press('Escape'),
    ]) {
      await page.getByRole('button', { name: 'Menu' }).click();
      await holds(page, seen);
      await close();
      await holds(page, `!(${seen})`);
      expect(await page.getByRole('button', { name: 'Menu' }).isVisible()).toBe(true);
    }
  });
});

/** A name that turns round what stands behind it, unless it is kept from that. */
const TURNING = '\u202egnp.exe';

describe('A name with direction marks', () => {
  it('does not change the direction of text around it, where an earlier version has stored it', async () => {
    const { body } = await gateway.post('/api/webhooks/endpoints', {
      name: 'turning',
      url: app.url('/turning'),
      events: ['turning.*'],
    });
    await gateway.end();
    stage.write(`update definitions set settings = replace(settings, '"turning"', '"${TURNING}"')`);
    gateway = await stage.gateway({});
    const page = await open(`/endpoints/${body.endpoint.webhook_id}`);
    await page.getByRole('heading', { level: 1 }).locator('bdi', { hasText: TURNING }).waitFor();
    await choose(page, 'Delete…');
    await page.getByRole('heading', { name: 'Delete \\u202egnp.exe?' }).waitFor();
    await page.getByRole('button', { name: 'Delete endpoint' }).click();
    await notified(page, '\\u202egnp.exe is deleted');
    expect(await page.title()).not.toContain('\u202e');
  });
});

describe('The preview', () => {
  let oldest: Json;
  beforeAll(async () => {
    await gateway.post('/api/webhooks/endpoints', {
      name: '#discord',
      url: `discord+${app.url('/api/webhooks/1/a-secret-of-the-path')}`,
      events: ['app.*', 'job.failed'],
    });
    const error = Array.from({ length: 300 }, (_, n) => `line ${n}`).join(' ');
    oldest = await gateway.trigger({
      event: 'job.failed',
      id: 'the-oldest',
      data: { job_id: 'job_21', error },
    });
    const events = Array.from({ length: 20 }, (_, n) => ({
      event: 'later.one',
      data: { job_id: `later_${n}` },
    }));
    await gateway.post('/api/webhooks/events', { events });
  });

  const id = async (): Promise<string> => {
    const { endpoints } = (await gateway.get('/api/webhooks/endpoints')).body;
    return endpoints.find(({ name }: Json) => name === '#discord').webhook_id;
  };

  it('begins with a sample that the endpoint subscribes to', async () => {
    const page = await visit(`/endpoints/${await id()}/message`);
    await page.getByRole('figure', { name: 'The message in Discord' }).getByText('Render failed').waitFor();
    const choice = page.getByRole('combobox', { name: 'Event to preview' });
    expect(await choice.inputValue()).toBe('A job that failed');
  });

  it.each(['job.failed', 'job_21', 'the-oldest'])(
    'finds any stored event, by its type, job or id: %s',
    async (words) => {
      const page = await visit(`/endpoints/${await id()}/message`);
      const choice = page.getByRole('combobox', { name: 'Event to preview' });
      await choice.fill(words);
      await page.getByRole('option', { name: /^job\.failed, job_21, .* 20\d\d, / }).click();
      await page.getByRole('figure', { name: 'The message in Discord' }).getByText('line 7').waitFor();
      expect(await choice.inputValue()).toContain('job_21');
    },
  );

  it('is linked from a delivery, and shows the used part of the limits', async () => {
    const delivery = oldest.deliveries.at(-1).delivery_id;
    const page = await visit(`/deliveries/${delivery}`);
    await page.getByRole('link', { name: 'Show the message' }).click();
    await page.getByRole('figure', { name: 'The message in Discord' }).getByText('line 7').waitFor();
    await page.getByText('Request and limits').click();
    await page.getByRole('tab', { name: 'Limits' }).click();
    expect(await page.getByText(/ of 6,000$/).innerText()).toMatch(/^[1-9]\d of 6,000$/);
  });

  it('shows how to verify signatures in each language', async () => {
    const page = await visit('/endpoints/webhook_1/message');
    await page.getByRole('tab', { name: 'Verify' }).click();
    for (const [language, words] of [
      ['Go', 'hmac.Equal'],
      ['PHP', 'hash_equals'],
      ['curl', 'openssl'],
    ] as const) {
      await page.getByRole('tab', { name: language, exact: true }).click();
      const code = page.getByRole('region', { name: `the ${language} code` });
      expect(await code.innerText()).toContain(words);
    }
  });

  it('loads the Slack renderer after the page is shown', async () => {
    const page = await open('/endpoints/webhook_2/message');
    await page.getByRole('figure', { name: 'The message in Slack' }).getByText('Video ready').waitFor();
    const [painted, loaded] = await page.evaluate<[number, number]>(`[
      performance.getEntriesByName('first-contentful-paint')[0].startTime,
      performance.getEntriesByType('resource').find(({ name }) => name.includes('slack.preview')).startTime,
    ]`);
    expect(loaded).toBeGreaterThan(painted);
  });
});

describe('An endpoint', () => {
  it('hides its secrets in the list and on its page', async () => {
    const { url } = await endpointOf(gateway, 'webhook_2');
    expect(url).toContain('***');
    const page = await visit('/');
    for (const path of ['/endpoints', '/endpoints/webhook_2']) {
      await goWithin(page, path);
      await page.getByText(url).first().waitFor();
      expect(await page.content()).not.toContain('/services/T/B');
    }
  });

  it('is disabled after a warning of what is skipped, and offered a replay of it when it is enabled', async () => {
    const page = await visit('/endpoints/webhook_1');
    await choose(page, 'Disable…');
    const question = page.getByRole('dialog');
    await question.getByText('New events are skipped').waitFor();
    expect(await endpointOf(gateway, 'webhook_1')).toMatchObject({ state: 'enabled' });
    await question.getByRole('button', { name: 'Disable endpoint' }).click();
    await notified(page, 'The app is disabled');
    expect(await endpointOf(gateway, 'webhook_1')).toMatchObject({ state: 'disabled' });
    await gateway.trigger({ event: 'app.skipped', data: { n: 1 } });
    await choose(page, 'Enable');
    const offer = page.getByRole('dialog');
    await offer.getByRole('heading', { name: 'Replay skipped events to The app?' }).waitFor();
    await offer.getByRole('button', { name: 'Replay 1 event' }).click();
    await offer.getByText('1 queued').waitFor();
    const { url } = await endpointOf(gateway, 'webhook_1');
    const receiver = String(url).startsWith(elsewhere.url('/')) ? elsewhere : app;
    await receiver.until((got) => got.some(({ body }) => body.includes('app.skipped')));
  });

  it('can be paused in place of being disabled', async () => {
    const page = await visit('/endpoints/webhook_1');
    await choose(page, 'Disable…');
    await page.getByRole('button', { name: 'Pause instead' }).click();
    await page.getByText('queued until you resume').first().waitFor();
    expect(await endpointOf(gateway, 'webhook_1')).toMatchObject({ state: 'paused' });
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
  });

  it('gets a replay of earlier events', async () => {
    const events = [1, 2, 3].map((n) => ({ event: 'replayed.one', data: { n } }));
    await gateway.post('/api/webhooks/events', { events });
    const { body } = await gateway.post('/api/webhooks/endpoints', {
      name: 'A latecomer',
      url: app.url('/latecomer'),
      events: ['replayed.*'],
    });
    const page = await visit(`/endpoints/${body.endpoint.webhook_id}`);
    await choose(page, 'Replay events…');
    await page.getByRole('button', { name: 'Replay 3 events' }).click();
    await page.getByRole('dialog').getByText('3 queued').waitFor();
    await gateway.settled();
    expect(app.requests.filter(({ path }) => path === '/latecomer')).toHaveLength(3);
    await page.keyboard.press('Escape');
    await gateway.trigger({ event: 'replayed.one', data: { n: 4 } });
    await choose(page, 'Replay events…');
    const again = page.getByRole('dialog');
    await again.getByText('4 events are skipped: the endpoint has a delivery of them').waitFor();
    expect(await again.getByRole('button', { name: 'Replay', exact: true }).isDisabled()).toBe(true);
  });

  it('says what becomes of new events where it is paused and disabled, and what deleting does to what is being sent', async () => {
    const slow = await stage.receiver(() => 'handled');
    const { body } = await gateway.post('/api/webhooks/endpoints', {
      name: 'Both',
      url: slow.url(),
      events: ['both.*'],
      concurrency: 1,
    });
    const { id } = body.endpoint;
    await gateway.post(`/api/webhooks/endpoints/${id}/pause`, {});
    await gateway.post(`/api/webhooks/endpoints/${id}/disable`, {});
    const page = await visit(`/endpoints/${body.endpoint.webhook_id}`);
    await choose(page, 'Enable');
    await page.getByText('The endpoint is still paused. New events are queued').waitFor();
    await gateway.post(`/api/webhooks/endpoints/${id}/resume`, {});
    for (let n = 0; n < 3; n++) await gateway.trigger({ event: 'both.one', data: { n } });
    await slow.count(1);
    await choose(page, 'Delete…');
    const question = page.getByRole('dialog');
    await question.getByText('No deliveries are queued. 3 are being sent: those whose requests').waitFor();
    await question.getByRole('button', { name: 'Delete endpoint' }).click();
    await page.getByText('Its history is kept.', { exact: true }).waitFor();
  });

  it('says so where somebody else has deleted it meanwhile, and offers no redelivery to it any more', async () => {
    const refusing = await stage.receiver(() => 400);
    const { body } = await gateway.post('/api/webhooks/endpoints', {
      name: 'Shared',
      url: refusing.url(),
      events: ['shared.*'],
      max_retries: 0,
    });
    const { id, webhook_id: webhook } = body.endpoint;
    const sent = await gateway.trigger({ event: 'shared.one', data: { job_id: 'shared-job' } });
    await gateway.settled();
    const page = await visit(`/endpoints/${webhook}`);
    await choose(page, 'Delete…');
    await gateway.request('DELETE', `/api/webhooks/endpoints/${id}`);
    await page.getByRole('button', { name: 'Delete endpoint' }).click();
    await notified(page, 'Somebody else has deleted it meanwhile.');
    await page.waitForURL('**/endpoints');
    await goWithin(page, `/deliveries/${sent.deliveries[0].delivery_id}`);
    await page.getByText('The endpoint is deleted, so the delivery cannot be sent again.').waitFor();
    expect(await page.getByRole('button', { name: 'Redeliver' }).count()).toBe(0);
    await goWithin(page, '/jobs/shared-job');
    await page.getByRole('button', { name: 'More' }).waitFor();
    expect(await page.getByRole('button', { name: /^Redeliver/ }).count()).toBe(0);
  });

  it('shows on a phone the used part of its rate limit, and the last 24 hours', async () => {
    const page = await visit('/endpoints', 380);
    const card = page.getByRole('row').filter({ hasText: 'The app' });
    await card.getByText(/^\d+ of 100 sent in 1 min$/).waitFor();
    await card.getByRole('img', { name: 'Attempts to The app in 24 hours' }).waitFor();
  });
});

describe('The console', () => {
  it('switches between dark and light mode', async () => {
    const page = await open('/');
    for (const scheme of ['Dark', 'Light']) {
      await page.getByRole('button', { name: `${scheme} mode` }).click();
      await holds(page, `document.documentElement.dataset.mantineColorScheme === '${scheme.toLowerCase()}'`);
    }
    expect(await page.getByRole('button', { name: 'Dark mode' }).isVisible()).toBe(true);
  });

  it('says under an unknown address that no page is found', async () => {
    const page = await open('/nothing/here');
    await page.getByRole('heading', { name: 'Page not found', level: 1 }).waitFor();
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    expect(await page.title()).toBe('Page not found · Webhook gateway');
    await page.getByRole('link', { name: 'Go to the overview' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
  });
});

describe('The playground', () => {
  it('keeps edited data when the type becomes a known one, and explains an invalid type', async () => {
    const page = await open('/playground');
    const [type, data] = [page.getByRole('combobox', { name: 'Type' }), page.getByLabel('Data')];
    await holds(page, 'document.querySelector("textarea")?.value.includes("job_id") === true');
    await type.fill('job.failed');
    await holds(page, 'document.querySelector("textarea")?.value.includes("failed") === true');
    await data.fill('{"mine": 1}');
    await type.fill('job.');
    await page.getByText('An event type is lower-case words').waitFor();
    await type.fill('job.completed');
    await page.getByText('An event type is lower-case words').waitFor({ state: 'detached' });
    expect(await data.inputValue()).toBe('{"mine": 1}');
  });

  it('asks for each preview once, and loads the Slack renderer with the first Slack message', async () => {
    const asked: string[] = [];
    const prepare = async (page: Page): Promise<void> => {
      page.on('request', (request) => {
        if (request.url().endsWith('/preview')) asked.push(request.postData() ?? '');
      });
    };
    const page = await console.open(`${gateway.url}/playground`, { prepare });
    await page.getByRole('button', { name: /^Slack webhook_2/ }).waitFor();
    await page.getByRole('region', { name: 'body' }).waitFor();
    const loaded =
      'performance.getEntriesByType("resource").some(({ name }) => name.includes("slack.preview"))';
    expect(await page.evaluate(loaded)).toBe(false);
    const { endpoints } = (await gateway.get('/api/webhooks/endpoints')).body;
    expect(asked).toHaveLength(endpoints.length);
    expect(new Set(asked).size).toBe(1);
    expect(asked[0]).toContain('job_1704123456789_abc123');
    await page.getByRole('button', { name: /^Slack webhook_2/ }).click();
    await page.getByRole('figure', { name: 'The message in Slack' }).waitFor();
  });
});
