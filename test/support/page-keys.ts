import type { Page } from 'playwright-core';

/**
 * Presses a key that the console has bound. Keys are bound a moment after the page that a test waits for is painted: one that comes before
 * does nothing.
 */
export async function pressBound(page: Page, key: string): Promise<void> {
  await page.evaluate('new Promise((bound) => requestIdleCallback(bound))');
  await page.keyboard.press(key);
}
