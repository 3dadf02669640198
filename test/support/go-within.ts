import type { Page } from 'playwright-core';

/** Pushes an address to the console's router, which is on the window, and resolves once that page is rendered. */
const GO = `((address, withinMs) =>
  new Promise((done, fail) => {
    const router = window.__TSR_ROUTER__;
    const overdue = setTimeout(() => fail(new Error('The console has not shown ' + address)), withinMs);
    const stop = router.subscribe('onRendered', () => {
      stop();
      clearTimeout(overdue);
      done();
    });
    router.history.push(address);
  }))`;

/**
 * Goes to another page of the console, as a link on the page does: the console is not loaded again, which takes four times the processor
 * time. Not for tests of a first load; a page with unsaved input asks before it is left.
 *
 * @param path as in the address line, with the base path if there is one
 */
export async function goWithin(page: Page, path: string, withinMs = 15_000): Promise<void> {
  await page.evaluate(`${GO}(${JSON.stringify(path)}, ${withinMs})`);
}
