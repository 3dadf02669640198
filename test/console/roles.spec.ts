import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ConsoleStage } from '../support/console-stage.js';
import type { ApiAnswer, GatewayProcess } from '../support/gateway-process.js';
import { goWithin } from '../support/go-within.js';
import { pressBound } from '../support/page-keys.js';
import { until } from '../support/until.js';

const console = ConsoleStage.forFile();
const { stage } = console;
const ADMIN = 'admin-key-0123456789abcdef';
const bearer = { authorization: `Bearer ${ADMIN}` };
const JOB = 'job_of_the_roles';
let gateway: GatewayProcess;
/** Ids of what the pages are about. */
let known: Record<'app' | 'chat' | 'down' | 'failed' | 'incident', string>;

const post = async (path: string, body: object): Promise<ApiAnswer['body']> => {
  const { status, body: answer } = await gateway.post(`/api/webhooks${path}`, body, bearer);
  if (status >= 300) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
};
const get = async (path: string): Promise<ApiAnswer['body']> =>
  (await gateway.get(`/api/webhooks${path}`, bearer)).body;

/** A gateway with all that can be acted on: an open circuit, failed and pending deliveries, an incident, a mute, a view. */
beforeAll(async () => {
  const chat = await stage.receiver(() => ({ status: 200, body: 'ok' }));
  const broken = await stage.receiver(() => 500);
  gateway = await stage.gateway({
    WEBHOOK_EMIT_KEYS: 'emit-key-0123456789abcdef',
    WEBHOOK_ADMIN_KEYS: ADMIN,
    WEBHOOK_ALLOW_NETWORKS: 'loopback',
    WEBHOOK_MAX_RETRIES: '1',
    WEBHOOK_RETRY_DELAY: '20',
    WEBHOOK_BREAKER_FAILURES: '4',
    WEBHOOK_BREAKER_PAUSE: '1h',
  });
  const add = async (endpoint: object): Promise<string> =>
    (await post('/endpoints', endpoint)).endpoint.webhook_id as string;
  known = {
    app: await add({ name: 'Application', url: chat.url('/app'), events: ['app.*'] }),
    chat: await add({ name: '#jobs', url: `slack+${chat.url('/services/T/B/x')}`, events: ['job.*'] }),
    down: await add({ name: 'Down', url: broken.url('/hook'), events: ['job.*'] }),
    failed: '',
    incident: '',
  };
  for (let n = 0; n < 4; n++) await post('/trigger', { event: 'job.completed', data: { job_id: JOB } });
  await until('an incident has begun', async () => (await get('/incidents')).incidents.length > 0);
  await until('a delivery has failed', async () => {
    known.failed = (await get('/deliveries?state=failed')).deliveries[0]?.id ?? '';
    return known.failed !== '';
  });
  known.incident = (await get('/incidents')).incidents[0].id;
  await post(`/endpoints/${known.chat}/mute`, { for: '1h' });
  await post('/views', { page: 'events', name: 'Mine', q: 'type:job.*' });
  await gateway.request('PUT', '/api/webhooks/event-types/own.type', {
    headers: { ...bearer, 'content-type': 'application/json', 'if-match': '"0"' },
    body: '{"headline":"Own"}',
  });
});

async function signIn(role: string, path: string): Promise<Page> {
  const { secret } = await post('/keys', { name: `${role}-${path.length}`, role });
  return console.signIn(gateway.url, path, secret as string);
}

let visits = 0;

/** Loads every second page by its address; goes to the others within the console, which takes a quarter of the processor time. */
async function visit(page: Page, path: string): Promise<void> {
  if (visits++ % 2 === 0) await page.goto(gateway.url + path);
  else await goWithin(page, path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
}

const ENABLED = `[...document.querySelectorAll('main button, [role=menuitem], main a[href]')]
  .filter((one) => one.checkVisibility() && !one.disabled && one.ariaDisabled !== 'true' && !one.dataset.disabled)
  .filter((one) => one.ariaHidden !== 'true')
  .filter((one) => one.tagName !== 'A' || /endpoints\\/new|edit=/.test(one.href))
  .map((one) => (one.ariaLabel || one.innerText || one.outerHTML).trim().replace(/\\s+/g, ' '))`;

/** Names of all enabled buttons, menu items, and links to forms, those of the page's menus too. */
async function enabled(page: Page): Promise<readonly string[]> {
  const names = await page.evaluate<string[]>(ENABLED);
  const menus = page.locator('main button[aria-haspopup="menu"]');
  for (const menu of await menus.all()) {
    await menu.click();
    await page.getByRole('menu').waitFor();
    names.push(...(await page.evaluate<string[]>(ENABLED)));
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  }
  return [...new Set(names)];
}

/** Buttons that a viewer may press: each shows, filters, copies, previews, downloads, or edits a form that cannot be saved. */
const READS: readonly RegExp[] = [
  /^(?:Copy|Show|Hide|More|Views|Mine|Export|CSV|NDJSON|Clear|Newest|Older|Previous|Next|Discard)\b/,
  /^(?:Body|Headers|Verify|Limits|Fields|Sample|JSON Schema|Fields that messages show|Request|Response)$/,
  /^Pause live updates$|^Attempt \d|(?:Will receive it|Skipped)$/,
  // Forms: nothing leaves the page until it is saved.
  /^(?:Remove (?:all|part|fact|button|label)|Add a (?:part|fact|button|label|header)$|(?:Edit|Use) the built-in|Cancel$)/,
  / as configured$|^Reset \w+$|^\d (?:URL|Events|Preview)/,
  // Charts.
  /^\d{1,2} \w{3} \d{4}, .*: (?:no events|\d+ routed)/,
  /, job\.completed$|^Event job\.completed$/,
];

const chooseFirst = async (page: Page): Promise<void> => {
  await page.getByRole('checkbox').nth(1).check();
  await page
    .getByRole('button', { name: /^(?:Replay|Redeliver \d)…?/ })
    .first()
    .waitFor();
};

/** Every page, and what is done there before its controls are read. */
const pages = (): readonly (readonly [string, ((page: Page) => Promise<unknown>)?])[] => [
  ['/'],
  ['/incidents'],
  [`/incidents/${known.incident}`],
  ['/deliveries?state=failed', chooseFirst],
  [`/deliveries/${known.failed}`],
  ['/events?q=type:job.*', chooseFirst],
  ['/event-types'],
  ['/event-types/own.type'],
  ['/event-types/own.type?edit=true'],
  ['/event-types/un.known'],
  ['/endpoints'],
  ['/endpoints/new'],
  [`/endpoints/${known.app}/settings`],
  [`/endpoints/${known.chat}/settings`],
  [`/endpoints/${known.chat}/message`],
  [`/endpoints/${known.down}`],
  [`/jobs/${JOB}`],
  [
    '/playground',
    async (page) =>
      page
        .getByRole('button')
        .filter({ hasText: /Down.*(?:Will receive it|Skipped)/s })
        .waitFor(),
  ],
  ['/operations'],
  ['/audit'],
  ['/keys'],
];

/** The lines of the palette for an endpoint that can be chosen. */
async function openDeeds(page: Page): Promise<readonly string[]> {
  await pressBound(page, 'Control+k');
  await page.getByRole('combobox', { name: /^Find anything/ }).fill('down');
  await page.getByRole('option', { name: /^Pause Down/ }).waitFor();
  await page.getByRole('option', { name: /^Mute Down/ }).waitFor();
  const lines = page.getByRole('group', { name: 'Actions' }).getByRole('option', { disabled: false });
  const open = await lines.allInnerTexts();
  await page.keyboard.press('Escape');
  return open;
}

describe('A viewer', () => {
  it('finds no enabled control that changes anything, on any page or in the palette', async () => {
    const page = await signIn('viewer', '/');
    const found: Record<string, readonly string[]> = {};
    for (const [path, prepare] of pages()) {
      await visit(page, path);
      await prepare?.(page);
      const changing = (await enabled(page)).filter((name) => !READS.some((read) => read.test(name)));
      if (changing.length > 0) found[path] = changing;
    }
    expect(found).toEqual({});
    expect(await openDeeds(page)).toEqual([]);
    // All pages of the console, one after the other.
  }, 180_000);

  it('is told why a control is disabled, at menu items too', async () => {
    const page = await signIn('viewer', `/endpoints/${known.app}`);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).hover();
    await page.getByText('Your key has the role viewer; this needs admin.').waitFor();
  });
});

describe('An operator', () => {
  /** Controls of a page, by whether an operator may use them. */
  const controls = (): readonly (readonly [string, string[], string[]])[] => [
    ['/endpoints', [], ['Add an endpoint']],
    [`/endpoints/${known.app}/settings`, ['Send a test', 'Pause', 'Mute…'], ['Save', 'Delete…']],
    [`/endpoints/${known.chat}/message`, ['Send as test'], ['Save']],
    [`/jobs/${JOB}`, ['Mute job…'], ['Erase data…']],
    ['/event-types/own.type', [], ['Edit', 'Delete…']],
    ['/playground', [], ['Send the event']],
    [`/incidents/${known.incident}`, ['Probe now', 'Acknowledge…', 'Add a note…', 'Mute 1 h'], []],
  ];

  it('steers, and finds what changes definitions disabled', async () => {
    const page = await signIn('operator', '/');
    for (const [path, may, mayNot] of controls()) {
      await visit(page, path);
      const names = await enabled(page);
      expect([path, names]).toEqual([path, expect.arrayContaining(may)]);
      expect([path, names.filter((name) => mayNot.includes(name))]).toEqual([path, []]);
      for (const name of mayNot.filter((one) => !one.endsWith('…'))) {
        await page.getByRole('button', { name, exact: true, disabled: true }).first().waitFor();
      }
    }
    expect(await openDeeds(page)).toEqual(expect.arrayContaining([expect.stringContaining('Pause Down')]));
  });
});
