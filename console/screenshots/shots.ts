import type { Page } from 'playwright-core';

/** A page that pictures are taken of. */
export interface Shot {
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

const PLAYGROUND: Shot = {
  name: 'playground',
  path: '/playground',
  ready: 'Will receive it',
  prepare: async (page) => {
    await page.getByRole('button', { name: '#video-jobs' }).click();
    await page.getByRole('figure').getByText('Watch video').waitFor();
    await page.evaluate('scrollTo(0, 0)');
  },
};

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

/** Ids of what the pages are about. */
export interface Subjects {
  readonly failed: string;
  readonly job: string;
  readonly incident: string;
}

/** The pages of the console, with what is done there before a picture is taken. */
export function shotsOf({ failed, job, incident }: Subjects): Shot[] {
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
        await page.getByText('Templates that failed').waitFor();
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
    PLAYGROUND,
    ...LAST,
  ];
}
