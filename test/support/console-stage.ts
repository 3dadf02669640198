import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, saveData } from './browser.js';
import { goWithin } from './go-within.js';
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

/** An address of the console without a page. */
const REST = '/between-tests';
/** Closes notifications; true: nothing covers the page any more, as the palette does, which belongs to no page. */
const IS_BARE = `(async () => {
  window.shownNotices.length = 0;
  for (const close of document.querySelectorAll('.mantine-Notification-closeButton')) close.click();
  const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await painted();
  await painted();
  return document.querySelector('[role=dialog], [role=menu], .mantine-Notification-root') === null;
})()`;

/** A page in a context of its own. */
interface OpenPage {
  readonly page: Page;
  /** Pages of one look can take each other's place; null for a page that was prepared. */
  readonly look: string | null;
  /** The origin that the page may ask. */
  origin: string;
  /** True: it was visited, and shows the console until the next test. */
  visited: boolean;
}

type Device = Required<Omit<Look, 'width' | 'prepare'>>;

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
  async open(url: string, look: Look = {}): Promise<Page> {
    const opened = await this.#take(look, (spare) => !spare.visited);
    opened.origin = new URL(url).origin;
    await look.prepare?.(opened.page);
    await opened.page.goto(url);
    return opened.page;
  }

  /**
   * A page at `url` like that of `open`, for a test that is not about a first load: where an earlier test has visited the same gateway, the
   * console is still there and goes to `url` by itself, which takes a quarter of the processor time of a load. The page is drawn anew;
   * what the console has read is still in its memory. A test that leaves unsaved input should `open` its page.
   */
  async visit(url: string, look: Omit<Look, 'prepare'> = {}): Promise<Page> {
    const { origin } = new URL(url);
    const isThere = (spare: OpenPage): boolean => spare.visited && spare.origin === origin;
    const opened = await this.#take(look, isThere);
    const { page } = opened;
    if (opened.visited) await goWithin(page, url.slice(origin.length) || '/');
    else {
      opened.origin = origin;
      await page.goto(url);
      opened.visited = true;
    }
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

  /** A spare page of that look, rather one that `fits` as it is, or a new one: empty unless it fits, with its window set. */
  async #take(
    {
      scheme = 'light',
      width = 1280,
      zone = '',
      locale = 'en-GB',
      loadsAhead = false,
      answersLate = false,
      prepare,
    }: Look,
    fits: (spare: OpenPage) => boolean,
  ): Promise<OpenPage> {
    const look = prepare ? null : [zone, locale, loadsAhead, answersLate].join();
    const ofLook = look === null ? [] : this.#spare.filter((spare) => spare.look === look);
    const spare = ofLook.find(fits) ?? ofLook[0];
    this.#spare = this.#spare.filter((one) => one !== spare);
    const usable = spare !== undefined && (!spare.visited || fits(spare) || (await this.#isEmptied(spare)));
    const opened = usable ? spare : await this.#new(look, { scheme, zone, locale, loadsAhead, answersLate });
    this.#inUse.push(opened);
    await opened.page.setViewportSize({ width, height: 900 });
    await opened.page.emulateMedia({ colorScheme: scheme });
    return opened;
  }

  async #new(
    look: string | null,
    { scheme, zone, locale, loadsAhead, answersLate }: Device,
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
    const opened: OpenPage = { page, look, origin: '', visited: false };
    this.#watch(opened);
    return opened;
  }

  /** Keeps a page for a later test, at rest or emptied; one that was prepared, or whose gateway has gone, is closed. */
  async #putBack(used: OpenPage): Promise<void> {
    const { page, look, visited } = used;
    if (look === null) await page.context().close();
    else if (visited ? await this.#isAtRest(used) : await this.#isEmptied(used)) this.#spare.push(used);
  }

  /**
   * Leaves a visited page for an address without a page, so that nothing of what a test has drawn is there for the next one. One that
   * cannot be left so, as the console asks about unsaved input or shows a dialog of its own, is emptied.
   */
  async #isAtRest(visited: OpenPage): Promise<boolean> {
    const { page } = visited;
    try {
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await goWithin(page, REST, 2_000);
      await forget(page);
      if (await page.evaluate<boolean>(IS_BARE)) return true;
    } catch {
      // It is emptied.
    }
    return this.#isEmptied(visited);
  }

  /** Empties a page of all that a test leaves in it; false: its gateway has gone, and it is closed. */
  async #isEmptied(opened: OpenPage): Promise<boolean> {
    const { page, origin } = opened;
    const context = page.context();
    try {
      // Within the site, so that the browser keeps the process that has the console's code.
      await page.goto(`${origin}/livez`, { timeout: 5_000 });
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await forget(page);
      opened.visited = false;
      return true;
    } catch {
      await context.close();
      return false;
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

/** Forgets what is stored for a page, and what it was allowed. */
async function forget(page: Page): Promise<void> {
  await page.evaluate('localStorage.clear(); sessionStorage.clear()');
  await page.context().clearCookies();
  await page.context().clearPermissions();
}
