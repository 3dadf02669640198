import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ConsoleStage } from '../support/console-stage.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { notified } from '../support/notices.js';
import type { Receiver } from '../support/receiver.js';
import { TempFolder } from '../support/temp-folder.js';

const console = ConsoleStage.forFile();
const { stage } = console;

let gateway: GatewayProcess;
let discord: Receiver;
let sick: string;
beforeAll(async () => {
  discord = await stage.receiver(() => ({ status: 200, body: '{}' }));
  gateway = await stage.gateway({});
});

describe('The console of a new gateway', () => {
  it('leads from the first endpoint to the first event as it is delivered, and keeps what is typed over a reload', async () => {
    const fresh = await stage.gateway({ DATABASE_URL: 'sqlite:./data/fresh.db' });
    const page = await console.open(fresh.url);
    const steps = page.getByRole('region', { name: 'First steps' });
    await steps.getByText('No keys are set').waitFor();
    await steps.getByText(`curl -X POST '${fresh.url}/api/webhooks/trigger'`).waitFor();
    await steps.getByRole('link', { name: 'Add your first endpoint' }).click();
    await page.getByText('Slack channel: an incoming webhook').waitFor();
    const url = `slack+${discord.url('/services/T000/B000/first')}`;
    await page.getByLabel('URL', { exact: true }).fill(url);
    await page.getByLabel('Name').fill('#first');
    await page.reload();
    await page.getByText('Your input is restored').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('#first');
    expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('B000');
    await page.getByLabel('URL', { exact: true }).fill(url);
    await page.getByRole('button', { name: 'Next: events' }).click();
    await page.getByRole('button', { name: 'Next: preview' }).click();
    await page.getByRole('button', { name: 'Add endpoint' }).click();
    await steps.getByText('Waiting for the first event').waitFor();
    expect(await page.evaluate('sessionStorage.getItem("new-endpoint")')).toBeNull();
    await steps.getByRole('button', { name: 'Send a sample from here' }).click();
    await steps.getByText('arrived for').waitFor();
    await steps.getByRole('link', { name: '#first' }).getByText('Delivered').waitFor();
    await steps.getByRole('button', { name: 'Done' }).click();
    await steps.waitFor({ state: 'detached' });
  });

  it('shows a command that writes keys to the file which the gateway reads', async () => {
    // Nobody has added anything to it yet.
    const page = await console.open(gateway.url);
    const command = await page.getByText('WEBHOOK_ADMIN_KEYS=%s').innerText();
    using folder = new TempFolder();
    const made = 'openssl() { echo "$1-$2-$3-0123456789abcdef"; }';
    await promisify(execFile)('sh', ['-c', `${made}\n${command}`], { cwd: folder.path });
    expect(readFileSync(folder.file('.env'), 'utf8')).toBe(
      'WEBHOOK_EMIT_KEYS=rand--hex-32-0123456789abcdef\nWEBHOOK_ADMIN_KEYS=rand--hex-32-0123456789abcdef\n',
    );
  });

  it('says which key its command takes, where keys are set', async () => {
    const key = 'admin-key-0123456789abcdef';
    const keyed = await stage.gateway({ DATABASE_URL: 'sqlite:./data/keyed.db', WEBHOOK_ADMIN_KEYS: key });
    const page = await console.signIn(keyed.url, '/', key);
    const steps = page.getByRole('region', { name: 'First steps' });
    await steps.getByText('with a key in place of $WEBHOOK_EMIT_KEY').waitFor();
    await steps.getByRole('link', { name: 'Keys' }).click();
    await page.getByRole('button', { name: 'New key…' }).waitFor();
  });
});

/** Once there is something to be seen. */
async function addEndpoints(): Promise<void> {
  await gateway.post('/api/webhooks/endpoints', {
    name: 'The app',
    url: discord.url('/app'),
    events: ['job.*'],
  });
  const busy = await stage.receiver(() => 500);
  await gateway.post('/api/webhooks/endpoints', {
    name: '#sick',
    url: `slack+${busy.url('/services/T000/B000/a-secret')}`,
    events: ['sick.*'],
    retry_schedule_ms: [3_600_000],
  });
  const { deliveries } = await gateway.trigger({ event: 'sick.one', data: {} });
  sick = deliveries[0].delivery_id;
  await busy.count(1);
}

describe('A failing endpoint', () => {
  beforeAll(addEndpoints);

  it('is listed with its health, the reason, the next attempt and the used part of its rate limit', async () => {
    const page = await console.visit(`${gateway.url}/endpoints`);
    const row = page.getByRole('row').filter({ hasText: '#sick' });
    await row.getByText('Degraded').waitFor();
    await row
      .getByText(/next attempt in (59 min|1 h)/)
      .first()
      .waitFor();
    await row.getByRole('cell', { name: /^1 \/ / }).waitFor();
    await row.getByRole('img', { name: 'Attempts to #sick in the last 24 hours' }).waitFor();
  });

  it('has deliveries that show the next step and its time, to the millisecond in the viewer’s time zone', async () => {
    const page = await console.visit(`${gateway.url}/deliveries/${sick}`);
    const next = page.getByRole('listitem').filter({ hasText: 'Next attempt' });
    await next.getByText(/ · in (59 min|1 h.*)$/).waitFor();
    expect(await next.locator('time').getAttribute('title')).toMatch(/\d:\d\d:\d\d\.\d{3} \S+$/);
    await page.getByText(/Next attempt in (59 min|1 h.*)\.$/).waitFor();
  });

  it('has requests that can be copied as curl, without the secret', async () => {
    const page = await console.visit(`${gateway.url}/deliveries/${sick}`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const command = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(command).toMatch(/^curl -X POST 'http:[^']*\*\*\*'/);
    expect(command).not.toContain('a-secret');
  });
});

describe('The preview', () => {
  it('has a dark and a light theme, independent of the console’s', async () => {
    const page = await console.visit(`${gateway.url}/endpoints/webhook_2/message`);
    const message = page.getByRole('figure', { name: 'The message in Slack' });
    await message.getByText('Video ready').waitFor();
    const colours = page.getByRole('radiogroup', { name: 'Preview theme' });
    for (const scheme of ['Dark', 'Light']) {
      await colours.getByText(scheme).click();
      await page.locator(`figure.slack[data-scheme="${scheme.toLowerCase()}"]`).waitFor();
    }
  });
});

describe('The Slack preview', () => {
  const error = 'Renderer crashed at 2024-01-01T12:09:00Z :12: :constructor: [::1]:8080';
  const step = 'from 12:09:00 to 12:19:30';
  let event: string;
  beforeAll(async () => {
    await gateway.post('/api/webhooks/endpoints', {
      name: '#truth',
      url: `slack+${discord.url('/services/T000/B000/truth')}`,
      events: ['truth.*'],
    });
    const data = { job_id: 'job_9', error, current_step: step };
    event = (await gateway.trigger({ event: 'truth.told', data })).event_id;
  });

  const message = async (locale: string, width = 1280) => {
    const { endpoints } = (await gateway.get('/api/webhooks/endpoints')).body;
    const { webhook_id: id } = endpoints.find(({ name }: { name: string }) => name === '#truth');
    const page = await console.visit(`${gateway.url}/endpoints/${id}/message?event=${event}`, {
      locale,
      width,
    });
    const figure = page.getByRole('figure', { name: 'The message in Slack' });
    await figure.getByText('Renderer crashed').waitFor();
    return figure;
  };

  it('keeps the colons of times and other text that is no emoji', async () => {
    const shown = (await (await message('en-GB')).innerText()).replaceAll('\u00a0', ' ');
    for (const text of [error, step]) expect(shown).toContain(text);
  });

  it.each([
    ['en-GB', /today \d\d:\d\d$/m],
    ['en-US', /today \d{1,2}:\d\d\s[AP]M$/m],
  ])('writes the time of day as usual in %s', async (locale, clock) => {
    expect(await (await message(locale)).innerText()).toMatch(clock);
  });
});

/** Opens a page at the width of a phone. */
const open = async (path: string): Promise<Page> => console.visit(gateway.url + path, { width: 380 });

describe('The console on a phone', () => {
  it('has a menu of pages that opens and works', async () => {
    const page = await open('/');
    const menu = page.getByRole('button', { name: 'Menu' });
    for (const name of ['Deliveries', 'Endpoints', 'Playground', 'Operations', 'Audit log']) {
      await menu.click();
      await page.getByRole('navigation').getByRole('link', { name }).click();
      await page.getByRole('heading', { name, level: 1 }).waitFor();
      await expectNothingSideways(page);
      if (name === 'Playground') await fieldsAreExplained(page);
    }
    await menu.click();
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await page.getByRole('dialog').getByText('Next row').waitFor();
    await expectNothingSideways(page);
  });

  it('shows endpoints on the overview with full names and figures, and nothing cut off', async () => {
    const page = await open('/');
    const name = page.getByRole('main').getByRole('link', { name: 'The app', exact: true });
    await name.waitFor();
    await page
      .getByText(/^\d+ attempts?, .+ errors, .+ queued$/)
      .first()
      .waitFor();
    const cut = await page.evaluate<string[]>(`
      [...document.querySelectorAll('main table a, main table td')]
        .filter((part) => part.scrollWidth > part.clientWidth || part.getBoundingClientRect().right > 380 - 12)
        .map((part) => part.textContent)`);
    expect(cut).toEqual([]);
  });

  it('adds a Discord channel with the options of Discord, and shows errors beside their fields', async () => {
    const page = await open('/endpoints/new');
    await page.getByLabel('URL', { exact: true }).fill(`discord+${discord.url('/api/webhooks/1/x')}`);
    await page.getByText('Receives an embed').waitFor();
    await page.getByRole('button', { name: 'Next: events' }).click();
    await page.getByLabel('Username').fill('discord bot');
    await page.getByLabel('Avatar URL').fill('nonsense');
    await page.getByRole('button', { name: 'Next: preview' }).click();
    await page.getByText('must not contain "clyde" or "discord"').waitFor();
    await page.getByText('avatar_url must be a URL address').waitFor();
    await expectNothingSideways(page);
    await page.getByLabel('Username').fill('Render bot');
    await page.getByLabel('Avatar URL').fill('https://example.com/bot.png');
    await page.getByRole('button', { name: 'Next: preview' }).click();
    const message = page.getByRole('figure', { name: 'The message in Discord' });
    await message.getByText('Render bot').waitFor();
    await expectNothingSideways(page);
    await page.getByRole('button', { name: 'Add endpoint' }).click();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Username').waitFor();
    expect(await page.getByLabel('Username').inputValue()).toBe('Render bot');

    await page.getByLabel('Username').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await notified(page, 'Changes are live');
    const { endpoint } = (await gateway.get('/api/webhooks/endpoints/webhook_4')).body;
    expect(endpoint.options).toEqual({ avatar_url: 'https://example.com/bot.png' });
  });

  it('adds a channel with texts of its own, which are previewed, and shows a fault at its place', async () => {
    const page = await open('/endpoints/new');
    await page.getByLabel('URL', { exact: true }).fill(`slack+${discord.url('/services/T1/B1/own-texts')}`);
    await page.getByRole('button', { name: 'Next: events' }).click();
    await page.getByRole('button', { name: 'Next: preview' }).click();
    await page.getByRole('button', { name: 'Write your own texts' }).click();
    const title = page.getByLabel('Title', { exact: true });
    await title.fill('Film {{ data.job_id | upcas }}');
    await page.getByText(/There is no filter upcas/).waitFor();
    await title.fill('Film {{ data.job_id | upcase }}');
    const message = page.getByRole('figure', { name: 'The message in Slack' });
    await message.getByText(/Film JOB_/).waitFor();
    await expectNothingSideways(page);
    await page.getByRole('button', { name: 'Add endpoint' }).click();
    await page.waitForURL(/\/endpoints\/webhook_\d+$/);
    const id = page.url().split('/').at(-1)!;
    const { endpoint } = (await gateway.get(`/api/webhooks/endpoints/${id}`)).body;
    expect(endpoint.message.title).toBe('Film {{ data.job_id | upcase }}');
    await gateway.request('DELETE', `/api/webhooks/endpoints/${id}`, {});
  });

  it('has a menu of an endpoint that opens and works, and says what deleting does to pending deliveries', async () => {
    await gateway.post('/api/webhooks/endpoints/webhook_1/pause', {});
    for (let n = 0; n < 3; n++) await gateway.trigger({ event: 'job.completed', data: { n } });
    const page = await open('/endpoints');
    await page.getByRole('link', { name: 'The app' }).click();
    const choose = async (item: string): Promise<void> => {
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await choose('Replay events…');
    await page.getByRole('dialog').getByText('oldest first').waitFor();
    await expectNothingSideways(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await choose('Rotate signing secret…');
    await page.getByRole('button', { name: 'Rotate', exact: true }).click();
    await page.getByRole('region', { name: 'secret' }).waitFor();
    await expectNothingSideways(page);
    await page.getByRole('button', { name: 'Done' }).click();
    await choose('Delete…');
    await page.getByText('3 queued deliveries are cancelled').waitFor();
    await page.getByRole('button', { name: 'Delete endpoint' }).click();
    await page.getByText('3 queued deliveries cancelled').waitFor();
  });
});

async function expectNothingSideways(page: Page): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(380);
}

async function fieldsAreExplained(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Fields that messages show' }).click();
  await page.getByText('processing_duration_ms', { exact: true }).waitFor();
  await expectNothingSideways(page);
}
