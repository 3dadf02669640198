import { describe, expect, it } from '@jest/globals';
import { ConsoleStage } from '../support/console-stage.js';

const console = ConsoleStage.forFile();

describe('The pages of the API at /api/docs', () => {
  // A resource that the content security policy holds back fails the test.
  it('work under the content security policy, including trying a request', async () => {
    const gateway = await console.stage.gateway({});
    const page = await console.open(`${gateway.url}/api/docs`);
    // All routes are drawn at once, which is slow on a busy machine.
    page.setDefaultTimeout(30_000);
    const route = page.locator('.opblock', { hasText: 'POST/api/webhooks/trigger' });
    await route.getByRole('button').first().click();
    await route.getByRole('button', { name: 'Try it out' }).click();
    await route.getByRole('button', { name: 'Execute' }).click();
    const answer = route.locator('.live-responses-table tbody .response-col_status');
    await answer.getByText('202').waitFor();
    const { events } = (await gateway.get('/api/webhooks/events')).body;
    expect(events).toMatchObject([{ type: 'job.completed' }]);
  }, 90_000);
});
