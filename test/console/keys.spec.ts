import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { holds, violations } from '../support/axe.js';
import { ConsoleStage, type Look } from '../support/console-stage.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { until } from '../support/until.js';

const console = ConsoleStage.forFile();
const { stage } = console;
const ADMIN = 'admin-key-0123456789abcdef';
const bearer = { authorization: `Bearer ${ADMIN}` };
let gateway: GatewayProcess;

beforeAll(async () => {
  const receiver = await stage.receiver();
  gateway = await stage.gateway({
    WEBHOOK_URLS: receiver.url(),
    WEBHOOK_EMIT_KEYS: 'emit-key-0123456789abcdef',
    WEBHOOK_ADMIN_KEYS: ADMIN,
    WEBHOOK_ALLOW_NETWORKS: 'loopback',
  });
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

const signIn = (path: string, key = ADMIN, look: Look = {}): Promise<Page> =>
  console.signIn(gateway.url, path, key, look);

async function make(name: string, role: string): Promise<string> {
  return (await gateway.post('/api/webhooks/keys', { name, role }, bearer)).body.secret as string;
}

describe('The page of keys', () => {
  it('makes a key, shows it once, rotates and revokes it', async () => {
    const page = await signIn('/keys');
    await button(page, 'New key…').click();
    await page.getByLabel('Name').fill('render-farm');
    await page.getByLabel('Event types').fill('job.*, render.done');
    await page.getByLabel('Rate limit').fill('600');
    await button(page, 'Make key').click();
    const shown = page.getByText(/^gwk_emit_/);
    await shown.first().waitFor();
    const secret = await page.locator('text=/^gwk_emit_[0-9A-Za-z]{38}$/').first().innerText();
    const authorization = `Bearer ${secret}`;
    const sent = await gateway.post('/api/webhooks/trigger', { event: 'job.done' }, { authorization });
    expect(sent.status).toBe(202);
    await button(page, 'Done').click();
    await page.getByText('job.*, render.done · 600 requests a minute').waitFor();
    await button(page, 'Rotate render-farm').click();
    await page.getByRole('button', { name: 'Rotate', exact: true }).click();
    await page
      .getByText(/^gwk_emit_/)
      .first()
      .waitFor();
    await button(page, 'Done').click();
    await button(page, 'Revoke render-farm').click();
    await button(page, 'Revoke key').click();
    await page.getByText('Revoked').first().waitFor();
    const refused = await gateway.post('/api/webhooks/trigger', { event: 'job.done' }, { authorization });
    expect(refused.body.code).toBe('key_revoked');
  });

  it('signs in with the first key, which is an admin’s, and shows it', async () => {
    const open = await stage.gateway({ DATABASE_URL: 'sqlite:./data/first-key.db' });
    const page = await console.open(`${open.url}/keys`);
    // The lists that the console reads meanwhile are refused, before the sign-in is answered.
    await page.route('**/api/console/login', async (route) => {
      await page.evaluate(
        "fetch('/api/webhooks/keys').then(() => dispatchEvent(new Event('visibilitychange')))",
      );
      await route.continue();
    });
    await button(page, 'New key…').click();
    await page.getByLabel('Name').fill('root');
    await button(page, 'Make key').click();
    const secret = await page.locator('text=/^gwk_admin_[0-9A-Za-z]{38}$/').first().innerText();
    await button(page, 'Done').click();
    await page.getByRole('cell', { name: 'root' }).first().waitFor();
    await page.getByText('Admin', { exact: true }).waitFor();
    await page.reload();
    await page.getByRole('cell', { name: 'root' }).first().waitFor();
    const listed = await open.get('/api/webhooks/keys', { authorization: `Bearer ${secret}` });
    expect([listed.status, listed.body.keys.length]).toEqual([200, 1]);
  });

  it('names the field that is refused', async () => {
    const page = await signIn('/keys');
    await button(page, 'New key…').click();
    await page.getByLabel('Name').fill('env-x');
    await button(page, 'Make key').click();
    await page.getByText(/is a name that the audit log has/).waitFor();
  });

  it.each([
    ['light', 1280],
    ['dark', 380],
  ] as const)('is accessible and fits in %s at %i px', async (scheme, width) => {
    await make(`shown-${scheme}`, 'operator');
    const page = await signIn('/keys', ADMIN, { scheme, width });
    await page.getByText(`shown-${scheme}`).waitFor();
    expect(await violations(page)).toEqual([]);
    await holds(page, 'document.documentElement.scrollWidth <= window.innerWidth');
  });
});

describe('The console for a viewer', () => {
  it('says who is signed in, and disables what the role may not do, with the reason', async () => {
    const page = await signIn('/endpoints/webhook_1', await make('ana', 'viewer'));
    await page.getByText('ana', { exact: true }).waitFor();
    await page.getByText('Viewer: reads only').waitFor();
    expect(await page.getByRole('link', { name: 'Keys' }).count()).toBe(0);
    const pause = button(page, 'Pause');
    await pause.waitFor();
    expect(await pause.getAttribute('aria-disabled')).toBe('true');
    await pause.hover();
    await page.getByText('Your key has the role viewer; this needs operator or admin.').waitFor();
  });
});

describe('A key that is revoked while its page is open', () => {
  it('leads to the sign-in, not to the warning that the gateway does not answer', async () => {
    const made = await gateway.post('/api/webhooks/keys', { name: 'gone', role: 'viewer' }, bearer);
    const page = await signIn('/events', made.body.secret as string);
    await page.getByText('Live', { exact: true }).waitFor();
    await gateway.request('DELETE', `/api/webhooks/keys/${made.body.key.id}`, { headers: bearer });
    const first = await Promise.race([
      page
        .getByRole('heading', { name: 'Sign in' })
        .waitFor()
        .then(() => 'sign-in'),
      page
        .getByText('The gateway does not answer')
        .waitFor()
        .then(() => 'warning'),
    ]);
    expect(first).toBe('sign-in');
  });
});

describe('The audit log', () => {
  it('shows who changed what from which value to which, and is filtered', async () => {
    const key = await make('ben', 'admin');
    const made = await gateway.post(
      '/api/webhooks/endpoints',
      { url: 'https://a.invalid/x', name: 'Jobs' },
      { authorization: `Bearer ${key}` },
    );
    await gateway.request('PATCH', `/api/webhooks/endpoints/${made.body.endpoint.id}`, {
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: '{"name":"Video jobs"}',
    });
    const page = await signIn('/audit?actor=ben');
    await page.getByText('Endpoint changed').waitFor();
    await page.getByText('Jobs → Video jobs').waitFor();
    await page.getByText('Endpoint added').waitFor();
    expect(await page.getByText('Signed in').count()).toBe(0);
    await button(page, 'Export').click();
    const link = await page.getByRole('menuitem', { name: 'CSV' }).getAttribute('href');
    expect(link).toMatch(/audit\/export\?format=csv&actor=ben$/);
  });
});

describe('The page of a job', () => {
  it('erases the job for an admin, who gives a reason', async () => {
    const data = { job_id: 'job-to-erase', email: 'a@mail.invalid' };
    await gateway.trigger({ event: 'job.completed', data }, bearer);
    const { deliveries } = (await gateway.get('/api/webhooks/deliveries?job_id=job-to-erase', bearer)).body;
    // Values are sampled every few seconds, and an earlier page may have asked for them.
    await until('the id is among the values', async () => {
      const { body } = await gateway.get('/api/webhooks/query-fields?page=events', bearer);
      return JSON.stringify(body).includes('job-to-erase');
    });
    const others = await Promise.all(
      ['/jobs/job-to-erase', `/deliveries/${deliveries[0].id}`, '/events'].map(async (path) => signIn(path)),
    );
    const asking = others[2]!.getByLabel('Query of events');
    const suggested = others[2]!.getByRole('option', { name: 'job-to-erase' });
    await asking.fill('data.job_id:job-to');
    await suggested.waitFor();
    await others[1]!.getByText('a@mail.invalid').first().waitFor();
    const page = await signIn('/jobs/job-to-erase');
    await button(page, 'More').click();
    await page.getByRole('menuitem', { name: 'Erase data…' }).click();
    await page.getByText(/1 event, \d+ deliver/).waitFor();
    await page.getByLabel('Reason').fill('asked for');
    await button(page, 'Erase data').last().click();
    await until('the job is erased', async () => {
      const { status } = await gateway.get('/api/webhooks/jobs/job-to-erase', bearer);
      return status === 404;
    });
    await others[0]!.getByText('Nothing found for this id').waitFor();
    await others[1]!.getByText(/^There is no delivery/).waitFor();
    expect(await others[1]!.innerText('main')).not.toContain('a@mail.invalid');
    await suggested.waitFor({ state: 'detached' });
  });
});
