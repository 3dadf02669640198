import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { holds, violations, violationsInDark } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';
import { endpointOf } from '../support/gateway-answers.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { notified } from '../support/notices.js';
import type { Receiver } from '../support/receiver.js';

const console = ConsoleStage.forFile();
const { stage } = console;

let gateway: GatewayProcess;
let chat: Receiver;
let app: Receiver;
const [SLACK, APP] = ['webhook_1', 'webhook_2'];
beforeAll(async () => {
  [chat, app] = [await stage.receiver(() => ({ status: 200, body: 'ok' })), await stage.receiver()];
  gateway = await stage.gateway({});
  const slack = { name: '#films', url: `slack+${chat.url('/services/T/B/x')}`, events: ['job.*'] };
  await gateway.post('/api/webhooks/endpoints', slack);
  await gateway.post('/api/webhooks/endpoints', { name: 'The app', url: app.url(), events: ['app.*'] });
});

const open = async (id: string, width = 1440): Promise<Page> =>
  console.open(`${gateway.url}/endpoints/${id}/message`, { width });

const title = (page: Page): Locator => page.getByRole('textbox', { name: 'Title', exact: true });
const message = (page: Page): Locator => page.getByRole('figure', { name: 'The message in Slack' });
const banner = (page: Page): Locator => page.getByRole('figure', { name: 'The notification on a phone' });
const saved = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Save' }).click();
  await notified(page, 'Changes are live');
  await page.getByText('No unsaved changes').waitFor();
};

/** Waits until a part of the page has a text. */
async function says(part: Locator, text: string): Promise<void> {
  await part.filter({ hasText: text }).waitFor();
}

describe('The editor of messages', () => {
  it('shows built-in texts as placeholders, and each change in the message and its banner', async () => {
    const page = await open(SLACK);
    await says(message(page), 'Video ready: Netflix');
    expect(await title(page).getAttribute('placeholder')).toBe('Video ready');
    await title(page).fill('{{ data.parameters.genre | genre }} film');
    await says(message(page), 'Action film: Netflix');
    await says(banner(page), 'Action film: Netflix');
    await page.getByRole('button', { name: 'Use the built-in title' }).click();
    await says(message(page), 'Video ready: Netflix');
    await page.getByRole('button', { name: 'Edit the built-in title' }).click();
    expect(await title(page).inputValue()).toBe('Video ready');
    await page.getByText('No unsaved changes').waitFor({ state: 'detached' });
  });

  it('suggests values with those of the event, filters and tags, by keyboard', async () => {
    const page = await open(SLACK);
    await says(message(page), 'Video ready');
    await title(page).pressSequentially('Film {{ data.parameters.gen');
    const option = page.getByRole('option', { name: 'data.parameters.genre' });
    expect(await option.textContent()).toContain('action');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await title(page).inputValue()).toBe('Film {{ data.parameters.genre }}');
    for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.type(' | upc');
    await page.getByRole('option', { name: 'upcase' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await title(page).inputValue()).toBe('Film {{ data.parameters.genre | upcase }}');
    await says(message(page), 'Film ACTION');
    await page.keyboard.press('End');
    await page.keyboard.press('Control+Space');
    await page.getByRole('listbox', { name: 'Values' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    expect(await title(page).inputValue()).not.toContain('upcase');
  });

  it('shows the message of a job as it is posted, edited and announced, where the endpoint edits one', async () => {
    const made = await gateway.post('/api/webhooks/endpoints', {
      name: '#live',
      url: 'discord+https://chat.example.test/api/webhooks/1/x',
      conversation: 'live',
    });
    const page = await open(made.body.endpoint.webhook_id);
    const drawn = page.getByRole('figure', { name: 'The message in Discord' });
    await says(drawn, 'Video ready');
    await says(banner(page), 'Video ready: Netflix');
    await page.getByText('Sends this message once to #live, marked as a test.').waitFor();
    await page.getByText('Edited', { exact: true }).click();
    await says(drawn, 'script ready');
    await page.getByText('Devices show no notification of this message.').waitFor();
    await page.getByText('it sends the first message of the job to #live, once').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByText('Announcement', { exact: true }).click();
    await says(banner(page), 'Video ready: Netflix');
    await drawn.filter({ hasNotText: 'script ready' }).waitFor();
  });

  it('underlines a fault at its place, keeps the built-in text in the preview, and saves nothing', async () => {
    const page = await open(SLACK);
    await title(page).fill('Film\n{{ data.status | upcas }}');
    await page
      .getByText('Line 2, column 18: There is no filter upcas. Did you mean upcase?', { exact: true })
      .waitFor();
    await says(page.locator('.code-fault'), 'upcas');
    await says(message(page), 'Video ready');
    await page.getByText('Built-in text is shown in its place').waitFor();
    await page.getByText('Fix 1 fault to save').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await holds(page, 'document.activeElement?.getAttribute("aria-invalid") === "true"');
    expect(await violations(page)).toEqual([]);
    expect(await violationsInDark(page)).toEqual([]);
    expect((await endpointOf(gateway, SLACK)).message.title).toBeNull();
    await title(page).fill('{{ data.titel }} film');
    await page.getByText('No known job.completed event has data.titel').waitFor();
    await says(page.locator('.code-warning'), 'data.titel');
    await page.getByRole('combobox', { name: 'Time zone' }).waitFor();
    await page
      .getByRole('textbox', { name: 'Locale' })
      .or(page.getByRole('combobox', { name: 'Locale' }))
      .fill('no such');
    await page
      .getByText(/locale is/i)
      .first()
      .waitFor();
  });

  it('draws the message light and dark, wide and as narrow as a phone, of samples and stored events', async () => {
    await gateway.trigger({
      event: 'job.completed',
      data: { job_id: 'job_stored', parameters: { country: 'de', genre: 'drama' } },
    });
    await gateway.settled();
    const page = await open(SLACK);
    const width = async (): Promise<number> => (await message(page).boundingBox())!.width;
    await message(page).waitFor();
    expect(await width()).toBeGreaterThan(400);
    await page.getByText('Phone', { exact: true }).click();
    expect(await width()).toBeLessThanOrEqual(380);
    await page.getByText('Dark', { exact: true }).click();
    await page.locator('figure[data-scheme="dark"]').first().waitFor();
    await page.getByRole('combobox', { name: 'Event to preview' }).click();
    await page
      .getByRole('group', { name: 'Latest of this endpoint' })
      .getByRole('option', { name: /job_stored/ })
      .click();
    await says(message(page), 'Drama');
    await page.getByRole('combobox', { name: 'Event to preview' }).click();
    await page.getByRole('option', { name: 'A job that failed' }).first().click();
    await says(message(page), 'Render failed');
    await page.getByText('Request and limits').click();
    await page.getByRole('tab', { name: 'Limits' }).click();
    await page
      .getByText(/ of \d/)
      .first()
      .waitFor();
  });

  it('keeps unsaved texts over a reload, asks before they are left, and sends them as a test', async () => {
    const page = await open(SLACK);
    await title(page).fill('Premiere');
    await says(message(page), 'Premiere');
    await page.reload();
    expect(await title(page).inputValue()).toBe('Premiere');
    await page.getByText('1 unsaved change').waitFor();
    await page.getByRole('link', { name: 'Overview', exact: true }).last().click();
    await page.getByRole('button', { name: 'Stay' }).click();
    await says(message(page), 'Premiere');
    const before = chat.requests.length;
    await page.getByRole('button', { name: 'Send as test' }).click();
    await page.getByText('Test delivered').waitFor();
    expect((await chat.count(before + 1)).at(-1)!.body).toContain('Test: Premiere');
    expect((await endpointOf(gateway, SLACK)).message.title).toBeNull();
  });

  it('saves texts, detail, fields and labels, which the next message has', async () => {
    const page = await open(SLACK);
    await title(page).fill('{{ data.parameters.genre | genre }} tonight');
    await page.getByText('All fields', { exact: true }).click();
    await page.getByRole('combobox', { name: 'Hide' }).fill('status');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add a label' }).click();
    await page.getByRole('combobox', { name: 'Field of label 1' }).fill('creatomate_id');
    await page.getByLabel('Label 1', { exact: true }).fill('Render job');
    await says(message(page), 'Render job');
    await saved(page);
    expect((await endpointOf(gateway, SLACK)).message).toMatchObject({
      detail: 'full',
      title: '{{ data.parameters.genre | genre }} tonight',
      fields: { hide: ['status'], labels: { creatomate_id: 'Render job' } },
    });
    const before = chat.requests.length;
    await gateway.trigger({
      event: 'job.completed',
      data: { job_id: 'job_new', parameters: { genre: 'horror' } },
    });
    expect((await chat.count(before + 1)).at(-1)!.body).toContain('Horror tonight');
    await page.reload();
    expect(await title(page).inputValue()).toContain('tonight');
  });

  it('is usable at 380 px, with the preview below the form', async () => {
    const page = await open(SLACK, 380);
    await message(page).waitFor();
    await holds(page, 'document.documentElement.scrollWidth <= 380');
    expect((await message(page).boundingBox())!.y).toBeGreaterThan((await title(page).boundingBox())!.y);
    expect(await violations(page)).toEqual([]);
  });
});

describe('The editor of payloads', () => {
  it('makes the request from a JSON template, with faults at their place in it', async () => {
    const page = await open(APP);
    await page.getByText('Own JSON template').click();
    const body = page.getByRole('textbox', { name: 'Body', exact: true });
    await body.fill('{\n  "job": "{{ data.job_id }}",\n}');
    await page.getByText('Line 3, column 1: Not valid JSON').waitFor();
    await body.fill('{\n  "job": "{{ data.job_id | upcas }}"\n}');
    await page.getByText('Line 2, column 28: There is no filter upcas').waitFor();
    await says(page.locator('.code-fault'), 'upcas');
    expect(await violations(page)).toEqual([]);
    await body.fill('{\n  "job": "{{ data.job_id }}",\n  "progress": "{{ data.progress }}"\n}');
    await says(page.getByRole('region', { name: 'body' }), '"job": "job_');
    await page.getByText('PUT', { exact: true }).click();
    await saved(page);
    await gateway.trigger({ event: 'app.done', data: { job_id: 'j7', progress: 3 } });
    const [sent] = await app.count(1);
    expect({ method: sent!.method, body: JSON.parse(sent!.body) }).toEqual({
      method: 'PUT',
      body: { job: 'j7', progress: 3 },
    });
    await page.getByText('Gateway envelope').click();
    await saved(page);
    expect((await endpointOf(gateway, APP)).payload).toBe('gateway');
  });
});
