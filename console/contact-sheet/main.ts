import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { format } from 'prettier';
import { openBrowser } from '../../test/support/browser.ts';
import { messagePage, PHONE } from '../../test/support/message-page.ts';
import { allMessages, type Message, type Named } from './messages.ts';
import { drawAll, sheetOf, webpOf, type Drawing } from './sheet.ts';
import { lineTable, USUAL, type Counted } from './table.ts';

/**
 * Draws every built-in event type at every detail as every chat shows it (`npm run contact-sheet`), and counts the lines of the
 * messages. It loops over the registry: an adapter with a preview comes by itself. All sheets go to `.cache/contact-sheet`, with a
 * page that shows them; those of the usual events on a phone, which are small, go to the docs.
 */
const ROOT = join(import.meta.dirname, '../..');
const ALL = join(ROOT, '.cache/contact-sheet');
const FOLDER = join(ROOT, 'docs/screenshots/messages');
const PAGE = join(ROOT, 'docs/messages.md');
const WIDE = 640;
const LINES = ['<!-- messages: lines -->', '<!-- /lines -->'] as const;
const SHEETS = ['<!-- messages: sheets -->', '<!-- /sheets -->'] as const;

const LOOKS = [
  { name: 'phone-light', width: PHONE, scheme: 'light' },
  { name: 'phone-dark', width: PHONE, scheme: 'dark' },
  { name: 'wide-light', width: WIDE, scheme: 'light' },
  { name: 'wide-dark', width: WIDE, scheme: 'dark' },
] as const;

type Look = (typeof LOOKS)[number];

/** Draws one adapter's messages in one look. */
async function drawSheet(browser: Browser, { type }: Named, look: Look, messages: readonly Message[]) {
  const page = await messagePage(browser, [type], look.width);
  const drawings = await drawAll(page, messages, look.scheme);
  await page.setViewportSize({ width: 3 * (look.width + 14) + 32, height: 900 });
  writeFileSync(join(ALL, `${type}-${look.name}.png`), await pictureOf(page, drawings, look));
  if (look.width === PHONE) {
    const usual = await pictureOf(
      page,
      drawings.filter((one) => USUAL.includes(one.type)),
      look,
    );
    writeFileSync(join(FOLDER, `${type}-${look.scheme}.webp`), await webpOf(page, usual));
  }
  await page.context().close();
  return drawings.map((one): Counted => ({ ...one, width: look.width }));
}

async function pictureOf(page: Page, drawings: readonly Drawing[], { width, scheme }: Look): Promise<Buffer> {
  await page.evaluate(`document.body.innerHTML = ${JSON.stringify(sheetOf(drawings, width, scheme))}`);
  return page.locator('body').screenshot({ animations: 'disabled' });
}

/** The page of all sheets, for the folder that they are in. */
function indexOf(adapters: readonly Named[]): string {
  const sheets = adapters.flatMap(({ type, label }) =>
    LOOKS.map(
      ({ name }) => `<h2>${label}, ${name}</h2><img src="${type}-${name}.png" alt="${label}, ${name}">`,
    ),
  );
  return `<!doctype html><meta charset="utf-8"><title>Messages</title>${sheets.join('')}`;
}

/** The sheets of the docs, each in the colours that its reader has chosen. */
function pictures(adapters: readonly Named[]): string {
  const pictureOfOne = ({ type, label }: Named): string => `### ${label}

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="screenshots/messages/${type}-dark.webp" />
  <img src="screenshots/messages/${type}-light.webp" alt="Messages in ${label}: compact, standard, full" />
</picture>`;
  return adapters.map(pictureOfOne).join('\n\n');
}

/** Puts a text between two comments of the page. */
function between(page: string, [start, end]: readonly [string, string], text: string): string {
  const [from, to] = [page.indexOf(start) + start.length, page.indexOf(end)];
  return `${page.slice(0, from)}\n\n${text}\n\n${page.slice(to)}`;
}

const { adapters, messages } = await allMessages();
for (const folder of [ALL, FOLDER]) mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
const counted: Counted[] = [];
for (const adapter of adapters) {
  const own = messages.filter((one) => one.adapter === adapter.type);
  for (const look of LOOKS) {
    const lines = await drawSheet(browser, adapter, look, own);
    if (look.scheme === 'light') counted.push(...lines);
    process.stdout.write(`${adapter.type} ${look.name}\n`);
  }
}
await browser.close();
writeFileSync(join(ALL, 'index.html'), indexOf(adapters));
const table = between(readFileSync(PAGE, 'utf8'), LINES, lineTable(counted, adapters, [PHONE, WIDE]));
const page = between(table, SHEETS, pictures(adapters));
writeFileSync(PAGE, await format(page, { parser: 'markdown', printWidth: 150 }));
