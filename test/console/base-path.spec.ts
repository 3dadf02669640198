import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsoleStage } from '../support/console-stage.js';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { PrefixProxy } from '../support/prefix-proxy.js';

const console = ConsoleStage.forFile();
const KEY = 'an-admin-key-of-the-test-0123456789';
const KEYS = { WEBHOOK_ADMIN_KEYS: KEY, WEBHOOK_EMIT_KEYS: 'an-emit-key-of-the-test-0123456789' };

const proxies: PrefixProxy[] = [];
afterEach(async () => Promise.all(proxies.splice(0).map(async (proxy) => proxy.close())));

let configured: GatewayProcess;
let trusting: GatewayProcess;
beforeAll(async () => {
  const receiver = await console.stage.receiver();
  const urls = `${receiver.url()},slack+${receiver.url('/services/T/B/x')}`;
  const common = { WEBHOOK_URLS: urls, WEBHOOK_EVENTS: '*', ...KEYS };
  configured = await console.stage.gateway({ ...common, WEBHOOK_BASE_PATH: '/tools/gateway/' });
  trusting = await console.stage.gateway({
    ...common,
    DATABASE_URL: 'sqlite:./other/gateway.db',
    WEBHOOK_TRUST_PROXY: 'loopback',
  });
}, 2 * START_MS);

async function proxy(...[target, options]: Parameters<typeof PrefixProxy.start>): Promise<PrefixProxy> {
  const started = await PrefixProxy.start(target, options);
  proxies.push(started);
  return started;
}

const WAYS: readonly [string, () => Promise<PrefixProxy>][] = [
  [
    'a configured base path and a proxy that strips it',
    () => proxy(configured.url, { prefix: '/tools/gateway', strip: true }),
  ],
  [
    'a configured base path and a proxy that leaves it in',
    () => proxy(configured.url, { prefix: '/tools/gateway', strip: false }),
  ],
  [
    'X-Forwarded-Prefix of a trusted proxy',
    () => proxy(trusting.url, { prefix: '/hooks', strip: true, headers: { 'x-forwarded-prefix': '/hooks' } }),
  ],
];

describe('The console under a base path', () => {
  it.each(WAYS)('stays below that path completely, with %s', async (_, start) => {
    const { url, strays } = await start();
    const base = new URL(url).pathname;
    const page = await console.open(`${url}/endpoints/webhook_1?x=1`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('Key').fill(KEY);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'webhook_1' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`${base}/endpoints/webhook_1`);
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: 'gateway_session', path: base });

    const stream = page.waitForResponse((response) => response.url().includes('/api/webhooks/stream'));
    await page.reload();
    expect((await stream).status()).toBe(200);
    // The page of the endpoint has tabs of these names.
    const pages = page.getByRole('navigation', { name: 'Pages' });
    await pages.getByRole('link', { name: 'Deliveries', exact: true }).click();
    await page.waitForURL(`${url}/deliveries`);
    await pages.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(page.url()).pathname.replace(/\/$/, '')).toBe(base);
    await page.goto(`${url}/endpoints/webhook_2/message`);
    await page.getByRole('figure', { name: 'The notification on a phone' }).waitFor();
    await page.getByRole('figure', { name: 'The message in Slack' }).waitFor();
    await page.goto(url);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
    expect(strays).toEqual([]);
  });

  it('has pages of the API that try requests below that path', async () => {
    const { url, strays } = await proxy(configured.url, { prefix: '/tools/gateway', strip: true });
    const headers = { authorization: `Bearer ${KEY}` };
    const described = (await (await fetch(`${url}/api/openapi.json`, { headers })).json()) as object;
    expect(described).toMatchObject({ servers: [{ url: '/tools/gateway' }] });
    const page = await console.open(`${url}/login`);
    page.setDefaultTimeout(30_000);
    await page.getByLabel('Key').fill(KEY);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page
      .getByRole('heading', { name: 'Overview' })
      .waitFor()
      .catch(async (error: Error) => {
        throw new Error(`${error.message}\nThe page at ${page.url()} says:\n${await page.innerText('body')}`);
      });
    await page.goto(`${url}/api/docs`);
    const route = page.locator('.opblock', { hasText: 'GET/api/webhooks/status' });
    await route.getByRole('button').first().click();
    await route.getByRole('button', { name: 'Try it out' }).click();
    await route.getByRole('button', { name: 'Execute' }).click();
    await route.locator('.live-responses-table tbody .response-col_status').getByText('200').waitFor();
    expect(strays).toEqual([]);
  }, 90_000);

  it('is served at the root, too, and under no other path of the host', async () => {
    for (const path of ['/livez', '/tools/gateway/livez'])
      expect([path, (await configured.get(path)).status]).toEqual([path, 200]);
    for (const path of ['/tools/livez', '/tools/gatewayx/livez', '/other/livez'])
      expect([path, (await configured.get(path)).status]).toEqual([path, 404]);
  });

  it('requires a key for every spelling of the path', async () => {
    for (const path of [
      '/tools/gateway/api/webhooks/status',
      '/tools/gateway/%61pi/webhooks/status',
      '/api/webhooks/status',
    ])
      expect([path, (await configured.get(path)).status]).toEqual([path, 401]);
  });

  it('takes its path from no untrusted header', async () => {
    const { body } = await configured.get('/', { 'x-forwarded-prefix': '/evil' });
    expect(body).toContain('content="/tools/gateway"');
    expect(body).not.toContain('evil');
    const hostile = await trusting.get('/', { 'x-forwarded-prefix': '//evil.example' });
    expect(hostile.body).toContain('src="/assets/');
    expect(hostile.body).not.toContain('evil');
  });
});
