import { beforeAll, describe, expect, it } from '@jest/globals';
import { notified } from '../support/notices.js';
import { ConsoleStage } from '../support/console-stage.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { pressBound } from '../support/page-keys.js';

const console = ConsoleStage.forFile();
const KEY = 'an-admin-key-of-the-test-0123456789';

let gateway: GatewayProcess;
beforeAll(async () => {
  const receiver = await console.stage.receiver();
  gateway = await console.stage.gateway({
    WEBHOOK_URLS: receiver.url(),
    WEBHOOK_EVENTS: '*',
    WEBHOOK_ADMIN_KEYS: KEY,
    WEBHOOK_EMIT_KEYS: 'an-emit-key-of-the-test-0123456789',
  });
});

describe('The console of a gateway with keys', () => {
  it('signs an operator in, leads to the requested page, allows changes, and signs out', async () => {
    const page = await console.open(`${gateway.url}/endpoints/webhook_1`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.content()).not.toContain('webhook_1<');
    await page.getByText('Webhook Gateway').waitFor();
    await page.keyboard.type('wrong');
    expect(await page.getByLabel('Key').inputValue()).toBe('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Invalid key.').waitFor();
    await page.getByLabel('Key').fill(KEY);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'webhook_1' }).waitFor();
    await page.getByText('StreamGank Gateway').last().waitFor();

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Deliveries are queued until you resume').waitFor();
    const kept = await page.evaluate(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    );
    expect(kept).not.toContain(KEY);
    expect(kept).not.toContain('gateway_session');

    await page.route('**/api/console/logout', async (route) => route.abort());
    await page.getByRole('button', { name: 'Sign out' }).click();
    await notified(page, 'You are still signed in');
    await page.unroute('**/api/console/logout');
    await pressBound(page, 'Control+k');
    await page.getByRole('combobox', { name: /^Find anything/ }).fill('sign out');
    await page.getByRole('option', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto(`${gateway.url}/deliveries`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('never leads from the sign-in to another site', async () => {
    const page = await console.open(`${gateway.url}/login?from=${encodeURIComponent('//evil.example/x')}`);
    await page.getByLabel('Key').fill(KEY);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(page.url()).origin).toBe(gateway.url);
  });

  it('tells that the session has ended, and keeps what was typed', async () => {
    const page = await console.signIn(gateway.url, '/playground', KEY);
    const data = page.getByLabel('Data');
    await page.getByRole('combobox', { name: 'Type' }).fill('app.typed');
    await data.fill('{"typed": 1}');
    // The console asks at intervals, too: it may have left the page at the key press, which then does nothing.
    await page.getByRole('button', { name: 'Send the event' }).focus();
    await page.context().clearCookies();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.locator('body').innerText()).not.toContain('Authorization');
    await page.getByLabel('Key').fill(KEY);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Playground' }).waitFor();
    expect(await data.inputValue()).toBe('{"typed": 1}');
    expect(await page.getByRole('combobox', { name: 'Type' }).inputValue()).toBe('app.typed');
  });

  it('returns to the sign-in when the session has ended', async () => {
    const page = await console.open(`${gateway.url}/login`);
    await page.getByLabel('Key').fill(KEY);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    // As above, the console may have left the page at the key press.
    await page.getByRole('link', { name: 'Deliveries' }).focus();
    await page.context().clearCookies();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });
});
