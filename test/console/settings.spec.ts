import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { holds, inDark, settled, violations } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';
import type { GatewayProcess, Json } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';

const console = ConsoleStage.forFile();
const { stage } = console;

let gateway: GatewayProcess;
let app: Receiver;
beforeAll(async () => {
  app = await stage.receiver();
  gateway = await stage.gateway({});
  await gateway.post('/api/webhooks/endpoints', {
    name: 'The app',
    url: app.url('/a-secret-of-the-path'),
    events: ['app.*', 'job.failed'],
    headers: { 'X-First': 'first-secret', 'X-Second': 'second-secret' },
    max_retries: 7,
  });
});

const open = async (path: string, width = 1280): Promise<Page> => console.open(gateway.url + path, { width });

const endpoint = async (id: string): Promise<Json> =>
  (await gateway.get(`/api/webhooks/endpoints/${id}`)).body.endpoint;

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('It holds from now on').waitFor();
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

const focused = async (page: Page, selector: string): Promise<void> =>
  holds(page, `document.activeElement?.matches(${JSON.stringify(selector)}) === true`);

describe('The settings of an endpoint', () => {
  it('show which headers there are, keep those that are left alone, and hide what is typed', async () => {
    const page = await open('/endpoints/webhook_1');
    await page.getByRole('button', { name: 'Take X-Second away' }).click();
    await page.getByRole('button', { name: 'Add a header' }).click();
    await page.getByLabel('Name of header 2').fill('X-Third');
    const value = page.getByLabel('Value of X-Third', { exact: true });
    await value.fill('third-secret');
    expect(await value.getAttribute('type')).toBe('password');
    expect(await page.getByLabel('New URL').getAttribute('type')).toBe('password');
    expect(await page.getByLabel('Name of header 1').inputValue()).toBe('X-First');
    await save(page);
    await gateway.trigger({ event: 'app.headers' });
    await app.count(1);
    const { headers } = app.requests.at(-1)!;
    expect(headers).toMatchObject({ 'x-first': 'first-secret', 'x-third': 'third-secret' });
    expect(headers).not.toHaveProperty('x-second');
  });

  it('say so where half of something was written, and save nothing', async () => {
    const page = await open('/endpoints/webhook_1');
    const before = await endpoint('webhook_1');
    await page.getByLabel('Window').fill('');
    await page.getByLabel('At most').fill('5');
    await page.getByRole('button', { name: 'Add a header' }).click();
    await page.getByLabel(/^Value of header/).fill('a value without a name');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A rate limit needs both').waitFor();
    await page.getByText('A header needs a name').waitFor();
    expect(await endpoint('webhook_1')).toMatchObject({ updated_at: before.updated_at });
  });

  it('go back to what is configured when a field is emptied', async () => {
    const page = await open('/endpoints/webhook_1');
    const retries = page.getByLabel('Retries');
    expect(await retries.inputValue()).toBe('7');
    await retries.fill('');
    await save(page);
    await holds(page, 'document.querySelector("form input[placeholder=\'as configured\']") !== null');
    expect(await endpoint('webhook_1')).toMatchObject({ max_retries: 3 });
  });
});

describe('Adding an endpoint', () => {
  it('leaves the order to the kind of target unless one is chosen', async () => {
    const page = await open('/endpoints/new');
    const orders: string[] = [];
    for (const wanted of ['', 'As it comes']) {
      if (wanted !== '') await page.goto(`${gateway.url}/endpoints/new`);
      await page.getByLabel('URL', { exact: true }).fill(`slack+${app.url('/services/T/B')}`);
      await page.getByRole('button', { name: 'Choose the events' }).click();
      await page.getByRole('button', { name: /^Deadline, retries/ }).click();
      const order = page.getByRole('combobox', { name: 'Order' });
      expect(await order.inputValue()).toBe('');
      if (wanted !== '') {
        await order.click();
        await page.getByRole('option', { name: wanted }).click();
      }
      await page.getByRole('button', { name: 'See what it gets' }).click();
      await page.getByRole('button', { name: 'Add the endpoint' }).click();
      await page.getByRole('heading', { name: 'webhook_', level: 1 }).waitFor();
      orders.push((await endpoint(page.url().split('/').at(-1)!)).ordering);
    }
    expect(orders).toEqual(['job', 'none']);
  });

  it('can be typed at once, and goes back to the step where a fault is', async () => {
    const page = await open('/endpoints/new');
    await page.getByText('A Slack channel').waitFor();
    await page.keyboard.type(app.url('/typed'));
    expect(await page.getByLabel('URL', { exact: true }).inputValue()).toBe(app.url('/typed'));
    const name = page.getByLabel('Name');
    expect(await name.getAttribute('maxlength')).toBe('80');
    await name.fill('no\u007fname');
    await page.getByRole('button', { name: 'Choose the events' }).click();
    await page.getByRole('button', { name: 'See what it gets' }).click();
    await page.getByText('name is a text of one line, 1 to 80 characters').waitFor();
    await page.getByText('What people call it').waitFor();
  });
});

describe('What opens over a page', () => {
  it('has the safe answer under the finger, and gives the focus back where it came from', async () => {
    const page = await open('/endpoints/webhook_1');
    for (const [item, safe] of [
      ['Delete', 'Keep it'],
      ['New signing secret', 'Leave it'],
    ] as const) {
      await choose(page, item);
      await page.getByRole('button', { name: safe }).waitFor();
      await focused(page, '[role=dialog] [data-autofocus]');
      expect(await page.evaluate('document.activeElement.textContent')).toBe(safe);
      await page.keyboard.press('Enter');
      await focused(page, '[aria-label=More]');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await choose(page, 'Send earlier events');
    await page.getByRole('dialog').getByText('oldest first').waitFor();
    await page.keyboard.press('Escape');
    await focused(page, '[aria-label=More]');
  });

  it('is WCAG 2.2 AA too, in light and in dark', async () => {
    const page = await open('/endpoints/webhook_1');
    await page.getByRole('region', { name: 'body' }).waitFor();
    const looks: Record<string, () => Promise<void>> = {
      menu: async () => {
        await page.getByRole('button', { name: 'More' }).click();
        await page.getByRole('menuitem', { name: 'Delete' }).hover();
      },
      question: async () => page.getByRole('menuitem', { name: 'Delete' }).click(),
      replay: async () => {
        await page.keyboard.press('Escape');
        await choose(page, 'Send earlier events');
      },
      secret: async () => {
        await page.keyboard.press('Escape');
        await choose(page, 'New signing secret');
        await page.getByRole('button', { name: 'Make it' }).click();
        await page.getByRole('region', { name: 'secret' }).waitFor();
      },
      toast: async () => {
        await page.getByRole('button', { name: 'I have it' }).click();
        await page.getByLabel('Retries').fill('4');
        await save(page);
      },
      help: async () => page.getByRole('button', { name: 'Keyboard shortcuts' }).click(),
      choice: async () => {
        await page.keyboard.press('Escape');
        await page.getByRole('combobox', { name: 'The event to preview' }).click();
        await page.getByRole('option').first().waitFor();
      },
    };
    const found: Record<string, string[]> = {};
    for (const [name, look] of Object.entries(looks)) {
      await page.emulateMedia({ colorScheme: 'light' });
      await look();
      await settled(page);
      found[`${name}, light`] = await violations(page);
      await inDark(page);
      found[`${name}, dark`] = await violations(page);
    }
    expect(Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))).toEqual({});
  });

  it('on a telephone, the menu is closed by its button and by Escape', async () => {
    const page = await open('/', 380);
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
