import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { readBody } from './adapter-folder.ts';

/** The width of a phone, px. */
export const PHONE = 380;

/** Opens a page that draws messages with the previews of the console: `draw(type, message, scheme, headers)` returns the drawn text. */
export async function messagePage(browser: Browser, types: readonly string[], width = PHONE): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  await page.setContent('<!doctype html><body style="margin:0"><div id="root"></div>');
  const { styles, script } = bundledPreviews(types);
  await page.addStyleTag({ content: styles });
  await page.addScriptTag({ content: script });
  return page;
}

function bundledPreviews(types: readonly string[]): { readonly styles: string; readonly script: string } {
  const program = join(import.meta.dirname, 'print-previews.ts');
  return JSON.parse(
    execFileSync(process.execPath, [program, ...types], { encoding: 'utf8', maxBuffer: 2 ** 26 }),
  );
}

/** Draws a message and returns the text of the drawing. */
export async function drawn(page: Page, type: string, body: string, scheme = 'light'): Promise<string> {
  const parts = [type, readBody(body), scheme].map((part) => JSON.stringify(part));
  return page.evaluate<string>(`draw(${parts.join(', ')})`);
}

/**
 * Counts the lines of the message on the page as an eye does: pieces of text whose middles are at one height are one line. The
 * name of the sender, which is the first line of every message, does not count.
 */
const LINES = `(() => {
  const boxes = [];
  const walker = document.createTreeWalker(document.querySelector('figure'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.data.trim() === '') continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    boxes.push(...[...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1));
  }
  const lines = [];
  for (const { top, bottom } of boxes.sort((a, b) => a.top - b.top)) {
    const last = lines.at(-1);
    const middle = (top + bottom) / 2;
    if (last && middle < last.bottom) last.bottom = Math.max(last.bottom, Math.min(bottom, last.bottom + 4));
    else lines.push({ bottom });
  }
  return lines.length - 1;
})()`;

/** The lines that the drawn message takes below the name of its sender. */
export async function linesOf(page: Page): Promise<number> {
  return page.evaluate<number>(LINES);
}

/** Finds the lines of the drawing that begin with a separator, by what follows it. The subject of a mail has plain spaces, which rules of mail programs match. */
const BEGUN = `(() => {
  const pieces = [];
  const walker = document.createTreeWalker(document.querySelector('figure'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest('.email-subject')) continue;
    for (const { index, 0: text } of node.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + text.length);
      for (const box of range.getClientRects()) if (box.width > 1) pieces.push({ text, box, after: node.data.slice(index, index + 40) });
    }
  }
  const stands = (piece, { box }) => (piece.box.top + piece.box.bottom) / 2 > box.top && (piece.box.top + piece.box.bottom) / 2 < box.bottom;
  return pieces
    .filter((dot) => dot.text === '·' && !pieces.some((piece) => piece !== dot && stands(piece, dot) && piece.box.right <= dot.box.left + 1))
    .map(({ after }) => after);
})()`;

/** Lists the lines of the drawn message that begin with a separator. */
export async function linesBegunBySeparators(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(BEGUN);
}
