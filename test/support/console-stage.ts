import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from './browser.js';
import { Stage } from './stage.js';

export interface Look {
  readonly scheme?: 'light' | 'dark';
  /** px */
  readonly width?: number;
  /** Where the viewer is, such as `Asia/Kathmandu`. */
  readonly zone?: string;
  /** BCP 47; British English where nothing is said. */
  readonly locale?: string;
  /** Is done to the page before it goes to its address. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/**
 * A browser for a spec file, with gateways and receivers beside it. Whatever a page reports on the way (an error, a
 * breach of the content security policy, a request to another origin) fails the test that it happened in.
 */
export class ConsoleStage {
  readonly stage = Stage.forFile();
  readonly faults: string[] = [];
  #browser: Browser | null = null;
  #contexts: BrowserContext[] = [];

  static forFile(): ConsoleStage {
    const made = new ConsoleStage();
    beforeAll(async () => {
      made.#browser = await openBrowser();
    });
    afterEach(async () => {
      await Promise.all(made.#contexts.splice(0).map(async (context) => context.close()));
      expect(made.faults.splice(0)).toEqual([]);
    });
    afterAll(async () => made.#browser?.close());
    return made;
  }

  /** A page in a context of its own, at `url`. */
  async open(
    url: string,
    { scheme = 'light', width = 1280, zone, locale = 'en-GB', prepare }: Look = {},
  ): Promise<Page> {
    if (!this.#browser) throw new Error('the browser is not open yet');
    const context = await this.#browser.newContext({
      colorScheme: scheme,
      viewport: { width, height: 900 },
      reducedMotion: 'reduce',
      locale,
      ...(zone === undefined ? {} : { timezoneId: zone }),
    });
    this.#contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    this.#watch(page, new URL(url).origin);
    await prepare?.(page);
    await page.goto(url);
    return page;
  }

  #watch(page: Page, origin: string): void {
    page.on('pageerror', ({ message }) => this.faults.push(`error: ${message}`));
    page.on('console', (message) => {
      // A refused request is told by the page itself, in words.
      const told = message.type() === 'error' && !message.text().startsWith('Failed to load resource');
      if (told) this.faults.push(`console: ${message.text()}`);
    });
    page.on('dialog', (dialog) => {
      this.faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      const { origin: asked, protocol } = new URL(request.url());
      if (asked !== origin && protocol !== 'data:') this.faults.push(`request: ${request.url()}`);
    });
  }
}
