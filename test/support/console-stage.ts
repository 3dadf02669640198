import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, saveData } from './browser.js';
import { noteNotices } from './notices.js';
import { Stage } from './stage.js';

export interface Look {
  readonly scheme?: 'light' | 'dark';
  /** px */
  readonly width?: number;
  /** The viewer's time zone, such as `Asia/Kathmandu`. */
  readonly zone?: string;
  /** BCP 47; British English by default. */
  readonly locale?: string;
  /** True: the browser loads all pages of the console ahead. By default it saves data, as most tests open a page or two. */
  readonly loadsAhead?: boolean;
  /** True: the page is painted before answers of the API reach it, as on a slow line: what comes late shifts what is there. */
  readonly answersLate?: boolean;
  /** Prepares the page before it goes to its address; such a page is always a new one. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Holds the answers of the API until the page is painted without them and asks for no more, and gives them all at once then. */
const LATE_ANSWERS = `{
  const ask = window.fetch.bind(window);
  const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const idle = () => new Promise((done) => requestIdleCallback(done));
  let held = [];
  const release = async () => {
    for (let seen = 0; seen < held.length; ) {
      seen = held.length;
      await idle();
      await painted();
    }
    for (const give of held.splice(0)) give();
  };
  window.fetch = async (...request) => {
    const answer = await ask(...request);
    await new Promise((give) => {
      if (held.push(give) === 1) void release();
    });
    return answer;
  };
}`;

/** A page in a context of its own. */
interface OpenPage {
  readonly page: Page;
  /** Pages of one look can take each other's place; null for a page that was prepared. */
  readonly look: string | null;
  /** The origin that the page may ask. */
  origin: string;
}

/**
 * A browser for a spec file, with gateways and receivers beside it. Whatever a page reports on the way (an error, a
 * breach of the content security policy, a request to another origin) fails the test that it happened in.
 *
 * A page is used again by later tests of the file, emptied of all that a test leaves in it: a browser loads the console
 * in a third of the time where it has done so before.
 */
export class ConsoleStage {
  readonly stage = Stage.forFile();
  readonly faults: string[] = [];
  #browser: Browser | null = null;
  #inUse: OpenPage[] = [];
  #spare: OpenPage[] = [];

  static forFile(): ConsoleStage {
    const made = new ConsoleStage();
    beforeAll(async () => {
      made.#browser = await openBrowser();
    });
    afterEach(async () => {
      await Promise.all(made.#inUse.splice(0).map((used) => made.#putBack(used)));
      expect(made.faults.splice(0)).toEqual([]);
    });
    afterAll(async () => made.#browser?.close());
    return made;
  }

  /** A page at `url` that nothing is stored in. */
  async open(
    url: string,
    {
      scheme = 'light',
      width = 1280,
      zone = '',
      locale = 'en-GB',
      loadsAhead = false,
      answersLate = false,
      prepare,
    }: Look = {},
  ): Promise<Page> {
    const look = prepare ? null : [scheme, zone, locale, loadsAhead, answersLate].join();
    const nth = look === null ? -1 : this.#spare.findIndex((spare) => spare.look === look);
    const [opened = await this.#new(look, { scheme, zone, locale, loadsAhead, answersLate })] =
      nth < 0 ? [] : this.#spare.splice(nth, 1);
    this.#inUse.push(opened);
    const { page } = opened;
    opened.origin = new URL(url).origin;
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await prepare?.(page);
    await page.goto(url);
    return page;
  }

  /** A page at a path of a gateway that wants keys, signed in with one of them. */
  async signIn(url: string, path: string, key: string, look: Look = {}): Promise<Page> {
    const page = await this.open(`${url}/login?from=${encodeURIComponent(path)}`, look);
    await page.getByLabel('Key').fill(key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Sign in' }).waitFor();
    return page;
  }

  async #new(
    look: string | null,
    { scheme, zone, locale, loadsAhead, answersLate }: Required<Omit<Look, 'width' | 'prepare'>>,
  ): Promise<OpenPage> {
    if (!this.#browser) throw new Error('the browser is not open yet');
    const context = await this.#browser.newContext({
      colorScheme: scheme,
      reducedMotion: 'reduce',
      locale,
      ...(zone === '' ? {} : { timezoneId: zone }),
    });
    if (!loadsAhead) await saveData(context);
    if (answersLate) await context.addInitScript(LATE_ANSWERS);
    await noteNotices(context);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const opened: OpenPage = { page, look, origin: '' };
    this.#watch(opened);
    return opened;
  }

  /** Keeps an emptied page for a later test; one that was prepared, or whose gateway has gone, is closed. */
  async #putBack(used: OpenPage): Promise<void> {
    const { page, look, origin } = used;
    const context = page.context();
    try {
      if (look === null) throw new Error('A prepared page is not used again.');
      // Within the site, so that the browser keeps the process that has the console's code.
      await page.goto(`${origin}/livez`, { timeout: 5_000 });
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.evaluate('localStorage.clear(); sessionStorage.clear()');
      await context.clearCookies();
      await context.clearPermissions();
      this.#spare.push(used);
    } catch {
      await context.close();
    }
  }

  #watch(opened: OpenPage): void {
    const { page } = opened;
    page.on('pageerror', ({ message }) => this.faults.push(`error: ${message}`));
    page.on('console', (message) => {
      // The page itself shows a refused request in words.
      const told = message.type() === 'error' && !message.text().startsWith('Failed to load resource');
      if (told) this.faults.push(`console: ${message.text()}`);
    });
    page.on('dialog', (dialog) => {
      // A form whose texts are not saved asks before a test closes its page.
      if (dialog.type() === 'beforeunload') return void dialog.accept();
      this.faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== opened.origin && protocol !== 'data:') this.faults.push(`request: ${request.url()}`);
    });
  }
}
