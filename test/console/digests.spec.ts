import { beforeAll, describe, expect, it } from '@jest/globals';
import { holds, violations, violationsInDark } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';
import { endpointOf } from '../support/gateway-answers.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { notified } from '../support/notices.js';
import { until } from '../support/until.js';

const console = ConsoleStage.forFile();
const { stage } = console;
let gateway: GatewayProcess;
let [chat, app] = ['', ''];
beforeAll(async () => {
  const slack = await stage.receiver(() => ({ status: 200, body: 'ok' }));
  gateway = await stage.gateway({ WEBHOOK_PUBLIC_URL: 'https://gateway.example' });
  const add = async (endpoint: object): Promise<string> =>
    (await gateway.post('/api/webhooks/endpoints', endpoint)).body.endpoint.webhook_id as string;
  chat = await add({ name: '#jobs', url: `slack+${slack.url('/services/T/B/x')}`, events: ['job.*'] });
  app = await add({ name: 'App', url: slack.url('/app'), events: ['app.*'] });
});

describe('The digest of an endpoint', () => {
  it('is chosen in the settings of a chat, told in words, and refused beside the field that is wrong', async () => {
    const page = await console.visit(`${gateway.url}/endpoints/${chat}/settings`);
    await page.getByText('Up to 30 messages in 5 min are sent one by one.').waitFor();
    await page.getByRole('combobox', { name: 'Summaries' }).click();
    await page.getByRole('option', { name: 'On a schedule' }).click();
    await page.getByRole('textbox', { name: 'At', exact: true }).fill('25:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('digest.at is a time of day').first().waitFor();
    await page.getByRole('textbox', { name: 'At', exact: true }).fill('08:30');
    await page.getByText(/combined into one summary once a day at 08:30/).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await notified(page, 'Changes are live');
    await page.getByRole('region', { name: 'What this changes' }).waitFor({ state: 'detached' });
    expect(await violations(page)).toEqual([]);
    expect(await violationsInDark(page)).toEqual([]);
    expect((await endpointOf(gateway, chat)).digest).toMatchObject({ every: '1d', at: '08:30' });
  });

  it('is not offered where the adapter takes none', async () => {
    const page = await console.visit(`${gateway.url}/endpoints/${app}/settings`);
    await page.getByText('Quiet hours', { exact: true }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Summaries' }).count()).toBe(0);
    await page.getByRole('combobox', { name: 'Messages in quiet hours' }).click();
    await page.getByRole('option', { name: 'Drop' }).waitFor();
    expect(await page.getByRole('option', { name: 'One summary' }).count()).toBe(0);
  });

  it('lists what it has gathered on the page of its delivery', async () => {
    for (const n of [1, 2]) await gateway.trigger({ event: 'job.failed', data: { job_id: `job_${n}` } });
    let id = '';
    await until('both are gathered', async () => {
      const { deliveries } = (await gateway.get('/api/webhooks/deliveries?state=pending')).body;
      const gathered = deliveries.filter(({ grouped_in: digest }: { grouped_in: string | null }) => digest);
      id = gathered[0]?.grouped_in ?? '';
      return gathered.length === 2;
    });
    const page = await console.visit(`${gateway.url}/deliveries/${id}`, { width: 380 });
    const panel = page.locator('.panel', { hasText: 'Deliveries in this digest' });
    await panel.getByRole('link', { name: 'job_2' }).waitFor();
    await panel.getByRole('link', { name: 'job_1' }).waitFor();
    await holds(page, 'document.documentElement.scrollWidth <= window.innerWidth');
    expect(await violations(page)).toEqual([]);
    await panel.getByRole('link', { name: /^Show / }).click();
    await page.waitForURL(`**/deliveries?grouped_in=${id}`);
  });
});

describe('The actions of messages', () => {
  it('are all, some or none, as the editor saves them', async () => {
    const page = await console.visit(`${gateway.url}/endpoints/${chat}/message`);
    const choice = page.getByRole('radiogroup', { name: 'Actions' });
    await page.getByText(/^There are: .*Probe now/).waitFor();
    await choice.getByText('Only these').click();
    await page.getByRole('combobox', { name: 'Actions that are offered' }).press('Backspace');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('No unsaved changes').waitFor();
    expect((await endpointOf(gateway, chat)).message.actions).toEqual(['redeliver', 'probe']);
    await choice.getByText('None').click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('No unsaved changes').waitFor();
    expect((await endpointOf(gateway, chat)).message.actions).toEqual([]);
  });
});
