import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ConsoleStage } from '../support/console-stage.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';

const console = ConsoleStage.forFile();
const { stage } = console;

let gateway: GatewayProcess;
let discord: Receiver;
beforeAll(async () => {
  discord = await stage.receiver(() => ({ status: 200, body: '{}' }));
  gateway = await stage.gateway({});
  await gateway.post('/api/webhooks/endpoints', {
    name: 'The app',
    url: discord.url('/app'),
    events: ['job.*'],
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
    const { endpoint } = (await gateway.get('/api/webhooks/endpoints/webhook_2')).body;
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
