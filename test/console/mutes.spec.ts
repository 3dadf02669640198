import { describe, expect, it } from '@jest/globals';
import { violations } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';

const console = ConsoleStage.forFile();

describe('The mute of an endpoint', () => {
  it('is set from the menu, is shown with its end and reason, and is ended from the note', async () => {
    const gateway = await console.stage.gateway({ WEBHOOK_URLS: '' });
    const { body } = await gateway.post('/api/webhooks/endpoints', { url: 'https://app.example.com/hook' });
    const id = body.endpoint.webhook_id as string;
    const page = await console.open(`${gateway.url}/endpoints/${id}`);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Mute…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Event type').fill('Not A Type');
    await dialog.getByLabel('Keep them').check();
    await dialog.getByLabel('Reason').fill('the farm moves');
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Mute' }).click();
    await dialog
      .getByText(/event type/i)
      .last()
      .waitFor();
    await dialog.getByLabel('Event type').fill('job.*');
    await dialog.getByRole('button', { name: 'Mute' }).click();
    await page
      .getByText(/New messages of job\.\* are kept until the mute ends in .*the farm moves/)
      .waitFor();
    const { body: listed } = await gateway.get('/api/webhooks/mutes');
    expect(listed.mutes).toMatchObject([
      { active: true, type: 'job.*', then: 'hold', reason: 'the farm moves' },
    ]);
    await page.getByRole('button', { name: 'End mute' }).click();
    await page.getByText('The mute has ended').waitFor();
    await page.getByRole('button', { name: 'End mute' }).waitFor({ state: 'detached' });
    expect((await gateway.get('/api/webhooks/mutes')).body.mutes).toMatchObject([{ active: false }]);
  });
});
