import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ConsoleStage } from '../support/console-stage.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';

const console = ConsoleStage.forFile();
const { stage } = console;

let gateway: GatewayProcess;
let discord: Receiver;
let sick: string;
beforeAll(async () => {
  discord = await stage.receiver(() => ({ status: 200, body: '{}' }));
  gateway = await stage.gateway({});
});

describe('A new gateway', () => {
  it('says where to begin', async () => {
    const page = await console.open(gateway.url);
    await page.getByRole('link', { name: 'Add your first endpoint' }).click();
    await page.getByText('A Slack channel').waitFor();
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

describe('What an operator is told of an endpoint that fails', () => {
  beforeAll(addEndpoints);

  it('stands in the list: how it is, why, when it is tried again, how much of its limit is used', async () => {
    const page = await console.open(`${gateway.url}/endpoints`);
    const row = page.getByRole('row').filter({ hasText: '#sick' });
    await row.getByText('Failing').waitFor();
    await row
      .getByText(/HTTP 500 response, next try in (59 min|1 h)/)
      .first()
      .waitFor();
    await row.getByRole('cell', { name: /^1 \/ / }).waitFor();
    await row.getByRole('img', { name: 'Deliveries of #sick in the last 24 hours' }).waitFor();
  });

  it('stands with its delivery: what comes next and when, to the millisecond in the viewer’s zone', async () => {
    const page = await console.open(`${gateway.url}/deliveries/${sick}`);
    const next = page.getByRole('listitem').filter({ hasText: 'Next attempt' });
    await next.getByText(/^in (59 min|1 h.*)$/).waitFor();
    expect(await next.locator('time').getAttribute('title')).toMatch(/\d:\d\d:\d\d\.\d{3} \S+$/);
    await page.getByText(/^It is tried again\. Next try in (59 min|1 h.*)\.$/).waitFor();
  });

  it('can be tried in a shell, with the secret left out', async () => {
    const page = await console.open(`${gateway.url}/deliveries/${sick}`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const command = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(command).toMatch(/^curl -X POST 'http:[^']*\*\*\*'/);
    expect(command).not.toContain('a-secret');
  });
});

describe('The preview', () => {
  it('is looked at in dark and in light, whatever the console is in', async () => {
    const page = await console.open(`${gateway.url}/endpoints/webhook_2`);
    const message = page.getByRole('figure', { name: 'The message in Slack' });
    await message.getByText('Job Completed').waitFor();
    const colours = page.getByRole('radiogroup', { name: 'Colours of the preview' });
    for (const scheme of ['Dark', 'Light']) {
      await colours.getByText(scheme).click();
      await page.locator(`figure[data-scheme="${scheme.toLowerCase()}"]`).waitFor();
    }
  });
});

/** A page as a telephone shows it. */
const open = async (path: string): Promise<Page> => console.open(gateway.url + path, { width: 380 });

describe('On a telephone', () => {
  it('the menu of pages is opened and used', async () => {
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

  it('a Discord channel is added with what Discord alone knows, its faults beside their fields', async () => {
    const page = await open('/endpoints/new');
    await page.getByLabel('URL', { exact: true }).fill(`discord+${discord.url('/api/webhooks/1/x')}`);
    await page.getByText('Gets an embed').waitFor();
    await page.getByRole('button', { name: 'Choose the events' }).click();
    await page.getByLabel('Username').fill('discord bot');
    await page.getByLabel('Avatar URL').fill('nonsense');
    await page.getByRole('button', { name: 'See what it gets' }).click();
    await page.getByText('must not contain "clyde" or "discord"').waitFor();
    await page.getByText('avatar_url must be a URL address').waitFor();
    await expectNothingSideways(page);
    await page.getByLabel('Username').fill('Render bot');
    await page.getByLabel('Avatar URL').fill('https://example.com/bot.png');
    await page.getByRole('button', { name: 'See what it gets' }).click();
    const message = page.getByRole('figure', { name: 'The message in Discord' });
    await message.getByText('Render bot').waitFor();
    await expectNothingSideways(page);
    await page.getByRole('button', { name: 'Add the endpoint' }).click();
    await page.getByLabel('Username').waitFor();
    expect(await page.getByLabel('Username').inputValue()).toBe('Render bot');

    await page.getByLabel('Username').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It holds from now on').waitFor();
    const { endpoint } = (await gateway.get('/api/webhooks/endpoints/webhook_3')).body;
    expect(endpoint.options).toEqual({ avatar_url: 'https://example.com/bot.png' });
  });

  it('the menu of an endpoint is opened and used, and deleting says what it does to what waits', async () => {
    await gateway.post('/api/webhooks/endpoints/webhook_1/pause', {});
    for (let n = 0; n < 3; n++) await gateway.trigger({ event: 'job.completed', data: { n } });
    const page = await open('/endpoints');
    await page.getByRole('link', { name: 'The app' }).click();
    const choose = async (item: string): Promise<void> => {
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await choose('Send earlier events');
    await page.getByRole('dialog').getByText('oldest first').waitFor();
    await expectNothingSideways(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await choose('New signing secret');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('region', { name: 'secret' }).waitFor();
    await expectNothingSideways(page);
    await page.getByRole('button', { name: 'I have it' }).click();
    await choose('Delete');
    await page.getByText('What waits for it, 3 deliveries, is cancelled').waitFor();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByText('3 waiting deliveries cancelled').waitFor();
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
