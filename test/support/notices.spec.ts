import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser.js';
import { noteNotices, notified } from './notices.js';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  const context = await browser.newContext();
  await noteNotices(context);
  page = await context.newPage();
  await page.goto('data:text/html,<!doctype html><body></body>');
});
afterAll(async () => browser.close());

/** Shows a notification and takes it away again. */
const showAndHide = async (text: string): Promise<unknown> =>
  page.evaluate(`(async () => {
    const notice = document.body.appendChild(document.createElement('div'));
    notice.className = 'mantine-Notification-root';
    notice.textContent = ${JSON.stringify(text)};
    await new Promise((painted) => requestAnimationFrame(painted));
    notice.remove();
  })()`);

it('A notification that is gone counts as shown, once', async () => {
  await showAndHide('CRM is paused');
  expect(await page.getByText('CRM is paused').count()).toBe(0);
  await notified(page, 'CRM is paused');
  await expect(notified(page, 'CRM is paused', 50)).rejects.toThrow('no notification says "CRM is paused"');
});

it('Notifications of before do not stand for those after them', async () => {
  await showAndHide('CRM is paused');
  await showAndHide('CRM is resumed');
  await notified(page, 'CRM is resumed');
  await expect(notified(page, 'CRM is paused', 50)).rejects.toThrow('shown: []');
});
