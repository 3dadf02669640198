import { beforeAll, describe, expect, it } from '@jest/globals';
import { ConsoleStage } from '../support/console-stage.js';
import { DiscordChannel } from '../support/discord-channel.js';
import type { GatewayProcess } from '../support/gateway-process.js';

const console = ConsoleStage.forFile();
const { stage } = console;

describe('The console of a gateway with live messages', () => {
  const channel = new DiscordChannel();
  let gateway: GatewayProcess;

  beforeAll(async () => {
    const app = await stage.receiver();
    gateway = await stage.gateway({ WEBHOOK_URLS: app.url(), WEBHOOK_EVENTS: 'job.*' });
    const receiver = await stage.receiver(channel.behaviour);
    const url = DiscordChannel.url(receiver.url(''));
    const live = { name: '#live-jobs', url, events: ['job.*'], conversation: 'live' };
    expect((await gateway.post('/api/webhooks/endpoints', live)).status).toBe(201);
    const report = async (type: string, job: string) => {
      await gateway.trigger({ event: `job.${type}`, data: { job_id: job, error: 'No space' } });
    };
    await report('extraction_completed', 'job-1');
    await gateway.settled();
    // The first of these waits for the edit, and the second ends the job.
    await report('script_completed', 'job-1');
    await report('failed', 'job-1');
    await report('extraction_completed', 'job-2');
    await gateway.settled();
    channel.delete(
      channel.messages.find(({ said }) => said.some((text) => /extracted/.test(text)) && said.length === 1)!,
    );
    await report('script_completed', 'job-2');
    await gateway.settled();
  });

  it('shows the message of a job as it stands, and how it came to it', async () => {
    const page = await console.open(`${gateway.url}/jobs/job-1`);
    const panel = page.getByRole('region', { name: 'Message in #live-jobs' });
    await panel.getByText('The message shows how the job ended.').waitFor();
    await panel.getByText('First posted').waitFor();
    const steps = panel.getByRole('list', { name: 'Steps so far' }).getByRole('listitem');
    const told = (await steps.allInnerTexts()).map((text) => text.split('\n')[0]);
    expect(told).toEqual(['Movies extracted', 'Script ready', 'Render failed · failure']);
    await panel.getByRole('figure').getByText('No space').waitFor();
    await page.getByText('Delivered · superseded by a newer event').waitFor();
    await panel.getByRole('link', { name: 'Open latest delivery' }).click();
    await page.getByRole('heading', { name: 'job.failed' }).waitFor();
  });

  it('says that a message was deleted, and what became of the deliveries', async () => {
    const page = await console.open(`${gateway.url}/jobs/job-2`);
    const panel = page.getByRole('region', { name: 'Message in #live-jobs' });
    await panel.getByText('The message was deleted. The end of the job is posted anew.').waitFor();
    await panel.getByText('1 time').waitFor();
    await page.getByText('Cancelled · message deleted').click();
    await page.getByText('Redeliver to post the message again.').waitFor();
  });

  it('names the reason in the list of deliveries', async () => {
    const page = await console.open(`${gateway.url}/deliveries`);
    await page.getByText('Superseded by a newer event').waitFor();
    await page.getByText('Message deleted').waitFor();
  });

  it('offers the messages of a job only where the target can edit or continue them', async () => {
    const page = await console.open(`${gateway.url}/endpoints/webhook_2/settings`);
    await page.getByRole('combobox', { name: 'Messages of a job' }).click();
    expect(await page.getByRole('option').allInnerTexts()).toEqual([
      'One per event',
      'One, edited live',
      'One thread',
    ]);
    await page.getByRole('combobox', { name: 'Announce edits' }).waitFor();
    await page.goto(`${gateway.url}/endpoints/new`);
    await page.getByLabel('URL', { exact: true }).fill('https://app.example/hook');
    await page.getByRole('button', { name: 'Next: events' }).click();
    await page.getByRole('button', { name: /Timeout, retries/ }).click();
    await page.getByRole('combobox', { name: 'Ordering' }).waitFor();
    expect(await page.getByRole('combobox', { name: /Messages of a job|Announce edits/ }).count()).toBe(0);
  });
});
