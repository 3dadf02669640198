import { describe, expect, it } from '@jest/globals';
import { ConsoleStage } from '../support/console-stage.js';
import { notified } from '../support/notices.js';

const console = ConsoleStage.forFile();

describe('The quiet hours of an endpoint', () => {
  it('are asked for by the form, and told as a sentence', async () => {
    const gateway = await console.stage.gateway({ WEBHOOK_URLS: '' });
    const { body } = await gateway.post('/api/webhooks/endpoints', { url: 'https://app.example.test/hook' });
    const id = body.endpoint.webhook_id as string;
    const page = await console.open(`${gateway.url}/endpoints/${id}/settings`);
    const field = (name: string) => page.getByRole('combobox', { name, exact: true });
    await field('Always send').fill('job.failed');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Add a time, or 00:00-24:00 for whole days.').waitFor();
    await field('Times').fill('25:00-07:00');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('is a span of two different times of day').first().waitFor();
    await field('Times').press('Backspace');
    await field('Times').fill('00:00-24:00');
    await page.keyboard.press('Enter');
    await field('Weekdays').fill('mon-sat');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save' }).click();
    await notified(page, 'Changes are live');
    await page
      .getByText(/^Holds messages .*; job\.failed is still sent\.$/)
      .first()
      .waitFor();
    const { body: shown } = await gateway.get(`/api/webhooks/endpoints/${id}`);
    expect(shown.endpoint.quiet).toMatchObject({
      times: ['00:00-24:00'],
      weekdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
      except: ['job.failed'],
    });
  });
});
