import type { Browser, Page } from 'playwright-core';
import { shotsOf, type Shot } from '../../../console/screenshots/shots.ts';
import type { KeptAnswers } from '../../support/kept-answers.ts';
import { saveData } from '../../support/browser.ts';

/** The theme or the width that a page is looked at with. */
export type Look = 'light' | 'dark' | 'phone';

const SIZES: Readonly<Record<Look, { readonly width: number; readonly height: number }>> = {
  light: { width: 1280, height: 860 },
  dark: { width: 1280, height: 860 },
  phone: { width: 380, height: 860 },
};

/** A page, and the looks that pictures are kept of: what is drawn in a way of its own in the dark, or on a phone. */
export interface Pictured extends Shot {
  readonly looks: readonly Look[];
}

const DARK = new Set(['overview', 'job', 'slack']);
const PHONE = new Set(['overview', 'endpoints', 'deliveries', 'delivery', 'job', 'events']);

/** The kept pictures of a page, by name. */
export function picturesOf({ name, looks }: Pictured): { readonly name: string; readonly look: Look }[] {
  return looks.map((look) => ({ name: `${name}-${look}`, look }));
}

/** The pages of the console, with the looks of each. */
export function pictured(subjects: KeptAnswers['subjects']): readonly Pictured[] {
  const others: readonly Shot[] = [
    { name: 'keys', path: '/keys', ready: 'No keys yet' },
    { name: 'endpoint-history', path: '/endpoints/webhook_5/history', ready: 'Endpoint paused' },
    { name: 'no-page', path: '/nowhere', ready: 'Page not found' },
  ];
  return [...shotsOf(subjects), ...others].map((shot) => ({
    ...shot,
    looks: [
      'light',
      ...(DARK.has(shot.name) ? (['dark'] as const) : []),
      ...(PHONE.has(shot.name) ? (['phone'] as const) : []),
    ],
  }));
}

/** A page as pictures want it: no motion, one language and zone. */
export async function stillPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: SIZES.light,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  await saveData(context);
  return context.newPage();
}

/** Resolves when a page asks for nothing. */
type Idle = () => Promise<unknown>;

/** Opens a page, and does there what its pictures want. */
export async function visit(page: Page, { path, ready, prepare }: Shot, origin: string): Promise<void> {
  await page.goto(origin + path);
  await page.getByText(ready).first().waitFor();
  await prepare?.(page);
}

/** Takes the picture of an open page in one of its looks, once it is at rest. */
export async function picture(page: Page, look: Look, idle: Idle): Promise<Buffer> {
  const scheme = look === 'dark' ? 'dark' : 'light';
  await page.emulateMedia({ colorScheme: scheme });
  await page.locator(`[data-mantine-color-scheme="${scheme}"]`).first().waitFor();
  await page.setViewportSize(SIZES[look]);
  await page.mouse.move(0, SIZES[look].height - 1);
  let last = await taken(page, idle);
  for (;;) {
    const next = await taken(page, idle);
    if (next.equals(last)) return next;
    last = next;
  }
}

/** A picture of all parts of a page: charts and drawn messages are loaded after it. */
async function taken(page: Page, idle: Idle): Promise<Buffer> {
  await idle();
  // The last answer is drawn then, and what it needs is asked for.
  await page.evaluate('new Promise((drawn) => requestIdleCallback(drawn))');
  await idle();
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  return page.screenshot({ animations: 'disabled' });
}
