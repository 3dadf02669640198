import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../test/support/browser.ts';
import { GatewayProcess } from '../../test/support/gateway-process.ts';
import { TempFolder } from '../../test/support/temp-folder.ts';
import { fillHistory } from './history.ts';
import { Scene } from './scene.ts';

/** Pictures of every page, light and dark, of a gateway with real endpoints and real deliveries. */
const FOLDER = join(import.meta.dirname, '../../docs/screenshots');
const VIEW = { width: 1280, height: 860 };

interface Shot {
  readonly name: string;
  readonly path: string;
  /** Text that is there when the page is. */
  readonly ready: string;
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const showLimits = async (page: Page): Promise<void> => {
  await page.getByText('Request and limits').click();
  await page.getByRole('tab', { name: 'Limits' }).click();
};

/** A change of a filter, and what it would do to an event that it leaves out. */
const changeFilter = async (page: Page): Promise<void> => {
  await page.getByLabel('Filter').fill('{"event": "job.completed"}');
  const changes = page.getByRole('region', { name: 'What this changes' });
  await changes.getByText('would be sent').waitFor();
  await changes.getByRole('button', { expanded: false }).first().click();
  await changes.getByRole('group', { name: 'Now' }).getByRole('figure').waitFor();
  await changes.scrollIntoViewIfNeeded();
};

const EVENTS: readonly Shot[] = [
  { name: 'events', path: '/events', ready: 'Schema mismatch' },
  {
    name: 'palette',
    path: '/',
    ready: '1 hour',
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: /^Find anything/ }).fill('video');
      await page.getByRole('option', { name: /^Pause/ }).waitFor();
    },
  },
];

const EVENT_TYPES: readonly Shot[] = [
  { name: 'event-types', path: '/event-types', ready: 'job.timeout' },
  {
    name: 'event-type',
    path: '/event-types/job.completed?edit=true',
    ready: 'Message preview',
    prepare: async (page) => page.getByRole('figure').getByText('Watch video').waitFor(),
  },
];

const LAST: readonly Shot[] = [
  { name: 'audit-log', path: '/audit', ready: 'Endpoint paused' },
  { name: 'sign-in', path: '/login', ready: 'Sign in' },
];

const incidentShots = (id: string): Shot[] => [
  { name: 'incidents', path: '/incidents', ready: 'More' },
  { name: 'incident', path: `/incidents/${id}`, ready: 'Timeline' },
];

/** The first of them while its slow operation runs. */
const LISTS: readonly Shot[] = [
  { name: 'operations', path: '/operations', ready: 'Running' },
  { name: 'overview', path: '/', ready: 'Needs attention' },
  { name: 'endpoints', path: '/endpoints', ready: '#video-jobs' },
];

interface Subjects {
  readonly failed: string;
  readonly job: string;
  readonly incident: string;
}

function shotsOf({ failed, job, incident }: Subjects): Shot[] {
  return [
    ...LISTS,
    ...incidentShots(incident),
    {
      name: 'add-an-endpoint',
      path: '/endpoints/new',
      ready: 'Next: events',
      prepare: async (page) => {
        await page
          .getByLabel('URL', { exact: true })
          .fill('https://discord.com/api/webhooks/123456789012345678/token');
        await page.getByText('Receives an embed').waitFor();
      },
    },
    { name: 'endpoint', path: '/endpoints/webhook_4?range=24h', ready: 'Failed attempts by error' },
    { name: 'change', path: '/endpoints/webhook_2/settings', ready: 'Filter', prepare: changeFilter },
    { name: 'slack', path: '/endpoints/webhook_2/message', ready: 'Watch video', prepare: showLimits },
    {
      name: 'messages',
      path: '/endpoints/webhook_2/message',
      ready: 'Watch video',
      prepare: async (page) => {
        const title = page.getByRole('textbox', { name: 'Title', exact: true });
        await title.fill('{{ data.parameters.genre | genre }} video is ready');
        await page.getByRole('figure').getByText('Action video is ready').first().waitFor();
        await title.press('End');
        await page.keyboard.type(' {{ data.par');
        await page.getByRole('listbox').waitFor();
      },
    },
    { name: 'discord', path: '/endpoints/webhook_3/message', ready: 'Render failed', prepare: showLimits },
    {
      name: 'application',
      path: '/endpoints/webhook_1/message',
      ready: 'Verify',
      prepare: async (page) => page.getByRole('tab', { name: 'Verify' }).click(),
    },
    { name: 'deliveries', path: '/deliveries', ready: 'Accepted' },
    ...EVENTS,
    ...EVENT_TYPES,
    { name: 'delivery', path: `/deliveries/${failed}`, ready: 'Failed permanently' },
    {
      name: 'job',
      path: `/jobs/${job}`,
      ready: 'Timeline by endpoint',
      prepare: async (page) => page.getByRole('figure').getByText('Watch video').waitFor(),
    },
    {
      name: 'playground',
      path: '/playground',
      ready: 'Will receive it',
      prepare: async (page) => {
        await page.getByRole('button', { name: '#video-jobs' }).click();
        await page.getByRole('figure').getByText('Watch video').waitFor();
      },
    },
    ...LAST,
  ];
}

async function take(browser: Browser, base: string, shot: Shot, scheme: 'light' | 'dark'): Promise<void> {
  const context = await browser.newContext({ viewport: VIEW, colorScheme: scheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(base + shot.path);
  await page.getByText(shot.ready).first().waitFor();
  await shot.prepare?.(page);
  // Charts and parts of a page that are loaded after it.
  await page.waitForLoadState('load');
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  await page.mouse.move(0, VIEW.height - 1);
  await page.screenshot({ path: join(FOLDER, `${shot.name}-${scheme}.png`), animations: 'disabled' });
  await context.close();
}

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  using folder = new TempFolder();
  const scene = await Scene.open();
  let gateway = await GatewayProcess.start(scene.environment, folder.path);
  try {
    const known = await scene.play(gateway);
    await gateway.end();
    fillHistory(folder.file('data/gateway.db'));
    gateway = await GatewayProcess.start(scene.environment, folder.path);
    const browser = await openBrowser();
    for (const shot of shotsOf(known)) {
      for (const scheme of ['light', 'dark'] as const) await take(browser, gateway.url, shot, scheme);
      process.stdout.write(`${shot.name}\n`);
    }
    await browser.close();
  } finally {
    await gateway.end('SIGKILL');
    await scene.close();
  }
}

await main();
