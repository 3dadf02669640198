import type { Page } from 'playwright-core';
import { withPlayedGateway } from '../console/screenshots/played-gateway.ts';
import { shotsOf, type Shot } from '../console/screenshots/shots.ts';
import { openBrowser } from '../test/support/browser.ts';

/** Loads of each page that are timed. */
const TIMES = 5;

/** Notes when the page is ready: its heading is there, nothing is a placeholder any more, and every chart in sight is drawn. */
const WATCH = `(() => {
  window.readyAt = null;
  const look = () => {
    const charts = [...document.querySelectorAll('[role="img"][style*="min-height"]')];
    const empty = charts.some((one) => !one.querySelector('svg') && one.getBoundingClientRect().top < innerHeight);
    const ready = document.querySelector('h1') && !document.querySelector('.mantine-Skeleton-root') && !empty;
    if (!ready) window.readyAt = null;
    else window.readyAt ??= performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
})()`;

async function timed(page: Page, url: string, { ready }: Shot): Promise<number> {
  await page.goto(url);
  await page.getByText(ready).first().waitFor();
  await page.waitForLoadState('networkidle');
  return page.evaluate<number>('window.readyAt');
}

/** Prints how long each page of the console takes after its first load, ms: from the request to the page with its data, without placeholders. */
async function main(): Promise<void> {
  await withPlayedGateway(async (gateway, known) => {
    const browser = await openBrowser();
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
    await page.addInitScript(WATCH);
    process.stdout.write(`${'page'.padEnd(18)} median ms  highest ms\n`);
    const shots = shotsOf(known);
    const isFirst = ({ path }: Shot, at: number): boolean =>
      shots.findIndex((one) => one.path === path) === at;
    for (const shot of shots.filter(isFirst)) {
      await timed(page, gateway.url + shot.path, shot);
      const times: number[] = [];
      for (let n = 0; n < TIMES; n++) times.push(await timed(page, gateway.url + shot.path, shot));
      times.sort((one, other) => one - other);
      const [median, highest] = [times[Math.floor(TIMES / 2)]!, times.at(-1)!].map(Math.round);
      process.stdout.write(
        `${shot.name.padEnd(18)} ${String(median).padStart(9)}  ${String(highest).padStart(10)}\n`,
      );
    }
    await browser.close();
  });
}

await main();
