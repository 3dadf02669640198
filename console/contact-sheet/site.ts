import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../../test/support/browser.ts';
import { DocsSite } from '../../test/support/docs-site.ts';

/**
 * Draws pages of the docs' site, with room and on a phone, light and dark (`npm run contact-sheet:docs`), and writes a page that shows the
 * pictures side by side: `.cache/contact-sheet/site/index.html`.
 */
const FOLDER = join(import.meta.dirname, '../../.cache/contact-sheet/site');
const PAGES = [
  '/',
  '/quick-start/job-server.html',
  '/quick-start/receiver.html',
  '/configuration.html',
  '/targets.html',
  '/reference/events.html',
  '/architecture.html#the-flow',
  '/messages.html',
];
const LOOKS = [
  { name: 'wide-light', width: 1280, height: 860, scheme: 'light' },
  { name: 'wide-dark', width: 1280, height: 860, scheme: 'dark' },
  { name: 'phone-light', width: 380, height: 860, scheme: 'light' },
  { name: 'phone-dark', width: 380, height: 860, scheme: 'dark' },
] as const;

mkdirSync(FOLDER, { recursive: true });
const site = await DocsSite.open();
const browser = await openBrowser();
const rows = new Map(PAGES.map((path) => [path, [] as string[]]));
for (const { name, width, height, scheme } of LOOKS) {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  for (const path of PAGES) {
    await page.goto(site.url(path));
    await page.waitForFunction(`document.querySelector('#app').__vue_app__`);
    await page.waitForLoadState('networkidle');
    const file = `${path.slice(1).replaceAll(/\W+/g, '-') || 'home'}-${name}.png`;
    await page.screenshot({ path: join(FOLDER, file), animations: 'disabled' });
    rows.get(path)!.push(`<img src="${file}" height="430" alt="${path}, ${name}" />`);
  }
  await page.close();
}
const body = [...rows].map(([path, pictures]) => `<h2>${path}</h2>${pictures.join(' ')}`).join('\n');
writeFileSync(
  join(FOLDER, 'index.html'),
  `<!doctype html><meta charset="utf-8" /><title>The docs</title>${body}`,
);
const sheet = await browser.newPage({ viewport: { width: 1760, height: 900 } });
await sheet.goto(`file://${join(FOLDER, 'index.html')}`);
await sheet.screenshot({ path: join(FOLDER, 'sheet.png'), fullPage: true });
await browser.close();
await site.close();
process.stdout.write(`${join(FOLDER, 'index.html')}\n`);
