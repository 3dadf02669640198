import { beforeAll, describe, expect, it } from '@jest/globals';
import { holds, violations } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { notified } from '../support/notices.js';
import { TelegramBot } from '../support/telegram-bot.js';

const console = ConsoleStage.forFile();

let gateway: GatewayProcess;
beforeAll(async () => {
  gateway = await console.stage.gateway({ WEBHOOK_URLS: '', WEBHOOK_ALLOW_NETWORKS: 'loopback' });
});

describe('The mute of an endpoint', () => {
  it('is set from the menu, is shown with its end and reason, and is ended from the note', async () => {
    const { body } = await gateway.post('/api/webhooks/endpoints', { url: 'https://app.example.test/hook' });
    const id = body.endpoint.webhook_id as string;
    const page = await console.open(`${gateway.url}/endpoints/${id}`);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Mute…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Event type').fill('Not A Type');
    await dialog.getByLabel('Hold messages').check();
    await dialog.getByLabel('Reason').fill('the farm moves');
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Mute' }).click();
    await dialog
      .getByText(/event type/i)
      .last()
      .waitFor();
    await dialog.getByLabel('Event type').fill('job.*');
    await dialog.getByLabel('Error').fill('Render node 17 does not answer');
    await dialog.getByRole('button', { name: 'Mute' }).click();
    await page
      .getByText(/New messages of job\.\* .*Render node … does not answer.* are kept until .*the farm moves/)
      .waitFor();
    await page.getByText('Some messages are muted').waitFor();
    const { body: listed } = await gateway.get('/api/webhooks/mutes');
    expect(listed.mutes).toMatchObject([
      {
        active: true,
        type: 'job.*',
        error: 'Render node … does not answer',
        then: 'hold',
        reason: 'the farm moves',
      },
    ]);
    await page.getByRole('button', { name: 'End mute' }).click();
    await notified(page, 'The mute has ended');
    await page.getByRole('button', { name: 'End mute' }).waitFor({ state: 'detached' });
    expect((await gateway.get('/api/webhooks/mutes')).body.mutes).toMatchObject([{ active: false }]);
  });
});

describe('The mute of a job', () => {
  it('is no note at an endpoint, unlike one of all endpoints', async () => {
    const { body } = await gateway.post('/api/webhooks/endpoints', { url: 'https://job.example.test/hook' });
    const mute = (filter: object) => gateway.post('/api/webhooks/mutes', { for: '1h', filter });
    await mute({ job_id: 'job_muted' });
    const { id } = (await mute({ type: 'job.progress' })).body.mute;
    const page = await console.open(`${gateway.url}/endpoints/${body.endpoint.webhook_id}`);
    await page.getByText('Some messages are muted at all endpoints').waitFor();
    expect(await page.getByRole('button', { name: 'End mute' }).count()).toBe(1);
    await gateway.request('DELETE', `/api/webhooks/mutes/${id}`);
    await gateway.request('DELETE', `/api/webhooks/endpoints/${body.endpoint.id}`);
  });
});

describe('A refused mute', () => {
  it('is explained beside the fields that the form has, and below them for the others', async () => {
    const job = 'job_of_a_refused_mute';
    const receiver = await console.stage.receiver();
    const { body } = await gateway.post('/api/webhooks/endpoints', { url: receiver.url() });
    await gateway.post('/api/webhooks/trigger', { event: 'job.failed', data: { job_id: job } });
    const page = await console.open(`${gateway.url}/jobs/${job}`);
    // The gateway refuses an end that has passed, and a name of a job that is too long.
    await page.route('**/api/webhooks/mutes', async (route) => {
      const sent = route.request().postDataJSON() as object;
      const filter = { job_id: 'j'.repeat(201), error: 'x'.repeat(1_001) };
      await route.continue({ postData: JSON.stringify({ ...sent, filter }) });
    });
    await page.route('**/mute', async (route) => {
      const sent = route.request().postDataJSON() as object;
      await route.continue({ postData: JSON.stringify({ ...sent, until: '2020-01-01T00:00:00Z' }) });
    });
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Mute job…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Mute' }).click();
    await dialog.getByRole('alert').getByText('filter.job_id').waitFor();
    await dialog.getByText(/^filter\.error/).waitFor();
    await page.goto(`${gateway.url}/endpoints/${body.endpoint.webhook_id}`);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Mute…' }).click();
    await dialog.getByRole('button', { name: 'Mute' }).click();
    await dialog.getByText(/^until is a time from now on/).waitFor();
  });
});

describe('An endpoint with native buttons', () => {
  it('says whether presses are received, by which gateway, and what is wrong, as it changes', async () => {
    const bot = await TelegramBot.start(console.stage, '123456789:TELEGRAMTOKENabcdefghijklmnopqrstuvwx');
    const options = { native_buttons: true, button_users: '4711' };
    const { body } = await gateway.post('/api/webhooks/endpoints', { url: bot.url(), options });
    const page = await console.open(`${gateway.url}/endpoints/${body.endpoint.webhook_id}`);
    await page.getByText('Button presses: received by this gateway').waitFor();
    bot.refuse(401, { ok: false, error_code: 401, description: 'Unauthorized' });
    await page.getByText(/BotFather.* The gateway has been retrying since \d\d:/i).waitFor();
    await page.getByText('Button presses: not received').waitFor();
    await page.setViewportSize({ width: 380, height: 900 });
    await holds(page, 'document.documentElement.scrollWidth === 380');
    expect(await violations(page)).toEqual([]);
  });
});
