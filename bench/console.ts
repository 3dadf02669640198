import type { Page } from 'playwright-core';
import { withPlayedGateway } from '../console/screenshots/played-gateway.ts';
import { shotsOf, type Shot } from '../console/screenshots/shots.ts';
import { openBrowser } from '../test/support/browser.ts';

/** Visits of each page that are timed, of either kind. */
const TIMES = 5;
/** The page from which others are opened; it shares the least with them. */
const FROM = { path: '/keys', heading: 'Keys' };

/** Notes when the page is ready: its heading is there, nothing is a placeholder any more, and every chart in sight is drawn. */
const WATCH = `(() => {
  window.readyAt = null;
  const look = () => {
    const charts = [...document.querySelectorAll('[role="img"][style*="min-height"]')];
    const empty = charts.some((one) => !one.querySelector('svg') && one.getBoundingClientRect().top < innerHeight);
    const heading = document.querySelector('h1')?.textContent;
    const ready = heading && heading !== window.leaving && !document.querySelector('.mantine-Skeleton-root') && !empty;
    if (!ready) window.readyAt = null;
    else window.readyAt ??= performance.now();
    document.documentElement.toggleAttribute('data-ready', Boolean(ready));
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
})()`;

/** The middle and the highest of some times, rounded. */
function summary(times: number[]): string {
  times.sort((one, other) => one - other);
  return [times[Math.floor(times.length / 2)]!, times.at(-1)!]
    .map((ms) => String(Math.round(ms)).padStart(9))
    .join('');
}

/** Opens a page for the first time since the console was loaded at another one; returns ms from the navigation to the page with its data. */
async function opened(page: Page, url: string, shot: Shot): Promise<number> {
  await page.goto(url + FROM.path);
  await page.getByRole('heading', { level: 1, name: FROM.heading }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(`(() => {
    document.documentElement.removeAttribute('data-ready');
    window.leaving = ${JSON.stringify(FROM.heading)};
    window.readyAt = null;
    window.leftAt = performance.now();
    history.pushState({}, '', ${JSON.stringify(shot.path)});
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  })()`);
  await isReady(page, shot);
  return page.evaluate<number>('window.readyAt - window.leftAt');
}

/** Loads a page as a new document; returns ms from the request to the page with its data. */
async function timed(page: Page, url: string, shot: Shot): Promise<number> {
  await page.goto(url);
  await isReady(page, shot);
  return page.evaluate<number>('window.readyAt');
}

async function isReady(page: Page, { ready }: Shot): Promise<void> {
  await page.getByText(ready).first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
}

/**
 * Prints how long each page of the console takes, ms, until it has its data and no placeholders: opened within the console, which was loaded at
 * another page, and loaded as a new document from the browser's cache.
 */
async function main(): Promise<void> {
  await withPlayedGateway(async (gateway, known) => {
    const browser = await openBrowser();
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
    await page.addInitScript(WATCH);
    process.stdout.write(`${''.padEnd(18)} opened in the console  loaded as a document\n`);
    process.stdout.write(`${'page'.padEnd(18)}   median  highest    median  highest\n`);
    const shots = shotsOf(known);
    const isFirst = ({ path }: Shot, at: number): boolean =>
      shots.findIndex((one) => one.path === path) === at;
    for (const shot of shots.filter(isFirst)) {
      await timed(page, gateway.url + shot.path, shot);
      const [within, loaded]: [number[], number[]] = [[], []];
      for (let n = 0; n < TIMES; n++) {
        loaded.push(await timed(page, gateway.url + shot.path, shot));
        within.push(await opened(page, gateway.url, shot));
      }
      process.stdout.write(`${shot.name.padEnd(18)}${summary(within)} ${summary(loaded)}\n`);
    }
    await browser.close();
  });
}

await main();
