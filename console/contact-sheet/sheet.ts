import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { drawn, linesOf } from '../../test/support/message-page.ts';
import { DETAILS, type Message } from './messages.ts';

const ICON = readFileSync(join(import.meta.dirname, '../public/favicon.svg')).toString('base64');

/** One drawing: its HTML, and the lines that it takes. */
export interface Drawing extends Message {
  readonly html: string;
  readonly lines: number;
}

/** Draws messages one after the other at the width of the page. */
export async function drawAll(page: Page, messages: readonly Message[], scheme: string): Promise<Drawing[]> {
  const drawings: Drawing[] = [];
  for (const message of messages) {
    await drawn(page, message.adapter, message.body, scheme);
    const html = await page.evaluate<string>(`document.querySelector('figure').outerHTML`);
    const shown = html.replaceAll('/favicon.svg', `data:image/svg+xml;base64,${ICON}`);
    drawings.push({ ...message, html: shown, lines: await linesOf(page) });
  }
  return drawings;
}

const COLOURS = { light: ['#f2f2ef', '#1b1f24'], dark: ['#101316', '#dfe3e8'] } as const;

/** Lays drawings out: a row for each type, a column for each detail. */
export function sheetOf(drawings: readonly Drawing[], width: number, scheme: keyof typeof COLOURS): string {
  const types = [...new Set(drawings.map(({ type }) => type))];
  const [back, front] = COLOURS[scheme];
  const cell = (type: string, detail: string): string => {
    const found = drawings.find((one) => one.type === type && one.detail === detail);
    return found === undefined
      ? '<div></div>'
      : `<div><h3>${detail} · ${found.lines} lines</h3>${found.html}</div>`;
  };
  const rows = types.map(
    (type) => `<h2>${type}</h2><section>${DETAILS.map((detail) => cell(type, detail)).join('')}</section>`,
  );
  return `<style>
    body { margin: 0; padding: 16px; background: ${back}; color: ${front}; font-family: sans-serif; width: max-content }
    h2 { font-size: 15px; margin: 18px 0 6px } h3 { font-size: 11px; font-weight: 400; margin: 0 0 4px; opacity: .75 }
    section { display: grid; grid-template-columns: repeat(${DETAILS.length}, ${width}px); gap: 14px; align-items: start }
    figure { margin: 0 }
  </style>${rows.join('')}`;
}

/** Makes WebP of a PNG, in the browser: it is a fraction of the size. */
export async function webpOf(page: Page, png: Buffer): Promise<Buffer> {
  const url = await page.evaluate<string>(`(async () => {
    const image = new Image();
    image.src = 'data:image/png;base64,${png.toString('base64')}';
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.8);
  })()`);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}
