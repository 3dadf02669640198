import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../test/support/browser.ts';
import { packed } from '../../test/support/picture.ts';
import { withPlayedGateway } from './played-gateway.ts';
import { shotsOf, type Shot } from './shots.ts';

/** Pictures of every page, light and dark, of a gateway with real endpoints and real deliveries. */
const FOLDER = join(import.meta.dirname, '../../docs/screenshots');
const VIEW = { width: 1280, height: 860 };

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
  const picture = await page.screenshot({ animations: 'disabled' });
  writeFileSync(join(FOLDER, `${shot.name}-${scheme}.png`), packed(picture));
  await context.close();
}

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await withPlayedGateway(async (gateway, known) => {
    const browser = await openBrowser();
    for (const shot of shotsOf(known)) {
      for (const scheme of ['light', 'dark'] as const) await take(browser, gateway.url, shot, scheme);
      process.stdout.write(`${shot.name}\n`);
    }
    await browser.close();
  });
}

await main();
