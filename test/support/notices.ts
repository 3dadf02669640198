import type { BrowserContext, Page } from 'playwright-core';
import { until } from './until.js';

/** Keeps the text of every notification of the console from the moment it is shown. */
const RECORDER = `{
  const seen = new WeakSet();
  const shown = document.getElementsByClassName('mantine-Notification-root');
  window.shownNotices = [];
  new MutationObserver(() => {
    for (const notice of shown) {
      if (seen.has(notice)) continue;
      seen.add(notice);
      window.shownNotices.push(notice.innerText);
    }
  }).observe(document, { childList: true, subtree: true });
}`;

/** Lets the pages of a context keep what their notifications say: `notified` reads it. */
export async function noteNotices(context: BrowserContext): Promise<void> {
  await context.addInitScript(RECORDER);
}

/**
 * Resolves when a notification with that text has been shown since the last one that was waited for. A notification is gone after a few
 * seconds: a test that looks for it on the page misses it on a machine that stands still for so long.
 */
export async function notified(page: Page, text: string, withinMs = 30_000): Promise<void> {
  let shown: readonly string[] = [];
  const look = async (): Promise<boolean> => {
    shown = await page.evaluate<readonly string[]>('window.shownNotices');
    const nth = shown.findIndex((notice) => notice.includes(text));
    if (nth >= 0) await page.evaluate(`window.shownNotices.splice(0, ${nth + 1})`);
    return nth >= 0;
  };
  await until(() => `no notification says "${text}"; shown: ${JSON.stringify(shown)}`, look, withinMs);
}
