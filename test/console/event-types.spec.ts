import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { holds, settled, violations, violationsInDark } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { notified } from '../support/notices.js';
import type { Receiver } from '../support/receiver.js';
import { until } from '../support/until.js';

const console = ConsoleStage.forFile();
const { stage } = console;
const PATH = '/api/webhooks/event-types';

let gateway: GatewayProcess;
let chat: Receiver;
beforeAll(async () => {
  chat = await stage.receiver(() => ({ status: 200, body: 'ok' }));
  const app = await stage.receiver();
  const events = { 'job.failed': { headline: 'Film lost', emoji: '🗂️' } };
  writeFileSync(stage.folder.file('gateway.yaml'), JSON.stringify({ events }));
  gateway = await stage.gateway({ WEBHOOK_CONFIG: 'gateway.yaml' });
  const add = (name: string, url: string, types: string[]) =>
    gateway.post('/api/webhooks/endpoints', { name, url, events: types });
  await add('#video-jobs', `slack+${chat.url('/services/T/B/x')}`, ['job.*', 'invoice.*']);
  await add('The app', app.url(), ['*']);
  await gateway.trigger({ event: 'job.completed', data: { job_id: 'j-good' } });
  await gateway.trigger({ event: 'job.completed', data: { job_id: 'j-bad', progress: 'x' } });
});

const open = async (path: string): Promise<Page> => console.open(gateway.url + path);
const visit = async (path: string): Promise<Page> => console.visit(gateway.url + path);
const shown = async (type: string) => (await gateway.get(`${PATH}/${type}`)).body.event_type;
const message = (page: Page) => page.getByRole('figure', { name: 'The message in Slack' });
/** The accessible page in both modes, and within the width of a phone. */
async function isFit(page: Page): Promise<void> {
  await settled(page);
  const light = await violations(page);
  expect({ light, dark: await violationsInDark(page) }).toEqual({ light: [], dark: [] });
  await page.setViewportSize({ width: 380, height: 800 });
  await holds(page, 'document.documentElement.scrollWidth === 380');
}

describe('The list of event types', () => {
  it('says of each type what its message is and where it is defined, and finds types by words', async () => {
    const page = await visit('/event-types');
    const row = (type: string) => page.getByRole('row').filter({ hasText: type });
    expect(await row('job.timeout').innerText()).toMatch(/Job timed out\s+Failure\s+Yes\s+Warn\s+Built-in/);
    expect(
      await row('job.failed ')
        .innerText()
        .catch(() => row('Film lost').innerText()),
    ).toContain('Config file');
    expect(await row('webhook.endpoint_recovered').innerText()).toContain('Not checked');
    await isFit(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByLabel('Search event types').fill('TIME limit');
    await holds(page, 'document.querySelectorAll("tbody tr").length === 2');
    await page.getByLabel('Search event types').fill('nothing like it');
    await page.getByText('No event type found').waitFor();
    await page.getByRole('link', { name: 'Event types' }).waitFor();
  });
});

describe('An event type', () => {
  it('shows its texts, message, data, endpoints and events', async () => {
    const page = await visit('/event-types/job.completed');
    await message(page).getByText('Video ready').waitFor();
    await page.getByText('{{ data.parameters.platform | platform }}').waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'job_id' }).first().innerText()).toMatch(
      /string or integer\s+Yes\s+Id of the job/,
    );
    const endpoints = page.getByRole('region', { name: 'Subscribed endpoints' });
    expect(await endpoints.getByRole('link').allInnerTexts()).toEqual(['#video-jobs', 'The app']);
    const events = page.getByRole('region', { name: 'Latest events' });
    await events.getByText('j-good').waitFor();
    await events.getByText('Schema mismatch', { exact: true }).click();
    await events.getByText('j-good').waitFor({ state: 'detached' });
    await events.getByText(/^Schema mismatch: data\.progress/).waitFor();
    const reset = page.getByRole('button', { name: 'Reset to built-in…' });
    expect(await reset.getAttribute('aria-description')).toMatch(
      /This built-in type has no changes to reset/,
    );
    await isFit(page);
    await events.getByRole('link', { name: 'All events of this type' }).click();
    await holds(page, 'decodeURIComponent(location.search).includes("type:")');
  });

  it('is previewed for another chat, detail and stored event', async () => {
    const page = await visit('/event-types/job.completed');
    await message(page).waitFor();
    await page.getByRole('combobox', { name: 'Channel' }).click();
    await page.getByRole('option', { name: 'Discord (example)' }).click();
    await page.getByRole('figure', { name: 'The message in Discord' }).waitFor();
    await page.getByRole('combobox', { name: 'Event to preview' }).click();
    await page.getByRole('option', { name: /^j-good, / }).click();
    await page.getByRole('figure').getByText('j-good').first().waitFor();
    await page.getByText('Notification text:').waitFor();
  });

  it('is changed, shown in the preview before it is saved, heard of in the chat, and reset', async () => {
    const page = await visit('/event-types/job.completed?edit=true');
    await page.getByLabel('Headline', { exact: true }).fill('Film {{ data.job_id }} ready');
    await message(page).getByText('Film job_1704123456789_abc123 ready').waitFor();
    await page.getByRole('button', { name: 'Remove fact 3' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await notified(page, 'In effect on all gateways');
    expect((await shown('job.completed')).overrides.api).toEqual(['headline', 'facts']);
    await gateway.trigger({ event: 'job.completed', data: { job_id: 'j-film' } });
    await until('the message is there', () =>
      chat.requests.some(({ body }) => body.includes('Film j-film ready')),
    );
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Reset facts' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await until('one field is reset', async () => (await shown('job.completed')).overrides.api.length === 1);
    await page.getByRole('button', { name: 'Reset to built-in…' }).click();
    await page.getByRole('dialog').getByText('The values set by the API are deleted: headline.').waitFor();
    await page.getByRole('button', { name: 'Reset to built-in', exact: true }).click();
    await message(page).getByText('Video ready').waitFor();
    expect(await shown('job.completed')).toMatchObject({ source: 'builtin', headline: 'Video ready' });
  });

  it('keeps unsaved changes over a reload, until they are cancelled', async () => {
    const page = await open('/event-types/job.timeout?edit=true');
    const headline = page.getByLabel('Headline', { exact: true });
    await headline.fill('Too slow');
    await page.reload();
    await message(page).getByText('Too slow').waitFor();
    expect(await headline.inputValue()).toBe('Too slow');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await message(page).getByText('Job timed out').first().waitFor();
    await page.getByRole('link', { name: 'Edit' }).click();
    expect(await headline.inputValue()).toBe('Job timed out');
    expect(await page.evaluate('sessionStorage.getItem("event-type-draft:job.timeout")')).toBeNull();
  });

  it('shows faults at their fields and is not saved with them', async () => {
    const page = await open('/event-types/job.timeout?edit=true');
    const save = page.getByRole('button', { name: 'Save' });
    await page.getByLabel('Fact 2', { exact: true }).fill('a\n{{ data.x | upcas }}');
    await page
      .getByText(/facts\[1\], line 2, column \d+: .*upcase/)
      .first()
      .waitFor();
    await message(page).getByText('Job timed out').first().waitFor();
    expect(await page.getByLabel('Fact 2', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    const schema = page.getByLabel('JSON Schema of the data');
    await schema.fill('{\n  "type": object\n}');
    await page.getByText(/line 2, column 11/).waitFor();
    await page.getByText('2 fields have errors').waitFor();
    await schema.fill('{"type": "objec"}');
    await page
      .getByText(/schema is no JSON Schema/)
      .first()
      .waitFor();
    expect(await save.isDisabled()).toBe(true);
    await isFit(page);
    expect(await shown('job.timeout')).toMatchObject({ source: 'builtin' });
  });

  it('is shown as one of the config file, over which the API wins', async () => {
    const page = await visit('/event-types/job.failed?edit=true');
    await page.getByText('Set by the config file: headline, emoji').waitFor();
    await page.getByLabel('Headline', { exact: true }).fill('Film gone');
    await message(page).getByText('Film gone').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Reset to config file…' }).waitFor();
    expect(await shown('job.failed')).toMatchObject({ source: 'api', headline: 'Film gone', emoji: '🗂️' });
  });

  it('keeps its schema, and says why, where it is the gateway’s own', async () => {
    const page = await visit('/event-types/webhook.endpoint_failing?edit=true');
    await page.getByText('Cannot be changed: the gateway makes these events itself.').first().waitFor();
    expect(await page.getByLabel('JSON Schema of the data').isDisabled()).toBe(true);
    expect(await page.getByLabel('Headline', { exact: true }).isDisabled()).toBe(false);
  });

  it('is added under a name of its own, and deleted', async () => {
    const page = await visit('/event-types');
    await page.getByRole('button', { name: 'Add an event type' }).click();
    const name = page.getByLabel('Event type', { exact: true });
    for (const [text, fault] of [
      ['Invoice', 'lower-case words'],
      ['job.failed', 'is listed already'],
      ['webhook.mine', 'is reserved'],
    ] as const) {
      await name.fill(text);
      await page.getByRole('button', { name: 'Next: texts' }).click();
      await page.getByRole('dialog').getByText(fault).last().waitFor();
    }
    await name.fill('invoice.paid');
    await page.getByRole('button', { name: 'Next: texts' }).click();
    await page.getByLabel('Headline', { exact: true }).fill('Invoice paid');
    await message(page).getByText('Invoice paid').waitFor();
    await page.getByLabel('JSON Schema of the data').fill('{"type": "object", "required": ["id"]}');
    await page.getByLabel('Reject').check();
    await page.getByRole('button', { name: 'Add the event type' }).click();
    await page.getByRole('button', { name: 'Delete…' }).waitFor();
    const { status, body } = await gateway.post('/api/webhooks/trigger', { event: 'invoice.paid', data: {} });
    expect([status, body.errors]).toEqual([422, [expect.objectContaining({ field: 'data.id' })]]);
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('heading', { name: 'Event types' }).waitFor();
    expect((await gateway.get(`${PATH}/invoice.paid`)).status).toBe(404);
  });

  it('asks before typed texts are left', async () => {
    const page = await visit('/event-types/job.cancelled?edit=true');
    await page.getByLabel('Headline', { exact: true }).fill('Half of it');
    await page.getByRole('link', { name: 'Overview', exact: true }).last().click();
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(await page.getByLabel('Headline', { exact: true }).inputValue()).toBe('Half of it');
    await page.getByRole('link', { name: 'Overview', exact: true }).last().click();
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('is not overwritten where somebody else has changed it meanwhile', async () => {
    const page = await open('/event-types/job.cancelled?edit=true');
    await page.getByLabel('Headline', { exact: true }).fill('Mine');
    await message(page).getByText('Mine').waitFor();
    await gateway.request('PUT', `${PATH}/job.cancelled`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ headline: 'Theirs' }),
    });
    // The page knows of the other change, and the form still holds what it was opened with.
    await page.getByText('Set by the API:').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('was changed by another request').first().waitFor();
    expect(await shown('job.cancelled')).toMatchObject({ headline: 'Theirs' });
  });
});
