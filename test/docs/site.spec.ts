import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { COLOUR_RULES, violations } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';
import { DocsSite } from '../support/docs-site.js';

// Its pages fail a test that they report an error in, or ask another origin in.
const browser = ConsoleStage.forFile();
let site: DocsSite;

beforeAll(async () => void (site = await DocsSite.open()), 180_000);
afterAll(async () => site.close());

const PAGES = ['/', '/quick-start/receiver.html', '/reference/events.html', '/configuration.html'];
/** Resolves once the page can be used: its scripts have taken over from the HTML. */
const ready = async (page: Page): Promise<void> =>
  page.waitForFunction(`document.querySelector('#app').__vue_app__`).then(() => undefined);

/** Goes to a page by a link, as readers do: the site's scripts stay loaded. */
async function follow(page: Page, path: string, html: string): Promise<void> {
  const link = `document.body.appendChild(Object.assign(document.createElement('a'), { href: '${path}' }))`;
  await page.evaluate(`(() => { const link = ${link}; link.click(); link.remove(); })()`);
  const same = `new DOMParser().parseFromString(${JSON.stringify(html.match(/<title>.*?<\/title>/)![0])}, 'text/html').title`;
  await page.waitForFunction(
    `location.pathname.endsWith('${path.replace(/index\.html$/, '')}') && document.title === ${same}`,
  );
}

describe('The site of the docs', () => {
  it.each(PAGES)('has no violation of WCAG 2.2 AA on %s, light and dark', async (path) => {
    const page = await browser.open(site.url(path));
    await ready(page);
    expect(await violations(page)).toEqual([]);
    await page
      .getByRole('switch')
      .first()
      .evaluate((toggle: { click(): void }) => toggle.click());
    await page.waitForFunction(`document.documentElement.classList.contains('dark')`);
    expect(await violations(page, 'html', COLOUR_RULES)).toEqual([]);
  });

  it('shows every page on a phone without scrolling to the side, and asks nobody else for anything', async () => {
    const page = await browser.open(site.url('/'), { width: 380 });
    await ready(page);
    const wide: string[] = [];
    for (const [path, html] of site.pages) {
      if (path !== '/404.html') await follow(page, path, html);
      if (!(await page.evaluate<boolean>('document.documentElement.scrollWidth <= 380'))) wide.push(path);
    }
    expect(site.pages.size).toBeGreaterThan(30);
    expect(wide).toEqual([]);
  }, 180_000);

  it('finds pages by their words', async () => {
    const page = await browser.open(site.url('/'));
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('searchbox').fill('WEBHOOK_TRUST_PROXY');
    await page.getByRole('option').first().click();
    await page
      .getByRole('heading', { level: 1 })
      .filter({ hasText: /Configuration|Installing/ })
      .waitFor();
    expect(await page.getByText('WEBHOOK_TRUST_PROXY').count()).toBeGreaterThan(0);
  });

  it('shows pictures in the colours that the reader has chosen', async () => {
    const page = await browser.open(site.url('/'));
    await ready(page);
    const shown = async (): Promise<string> =>
      page.evaluate(`document.querySelector('.pictures img').currentSrc`);
    expect(await shown()).toContain('slack-light');
    await page.getByRole('switch').first().click();
    await page.waitForFunction(`document.querySelector('.pictures img').currentSrc.includes('slack-dark')`);
  });

  it('draws the diagrams', async () => {
    const page = await browser.open(site.url('/architecture.html'));
    const diagram = page.getByRole('img', { name: 'Diagram' });
    await diagram.waitFor();
    expect(await diagram.textContent()).toContain('lane per endpoint');
  });

  it('has pages, anchors and files where its links lead', () => {
    const ids = new Map(
      [...site.pages].map(([path, html]) => [path, new Set(allOf(html, / id="([^"]+)"/g))]),
    );
    const dead = [...site.pages].flatMap(([path, html]) =>
      allOf(html, / href="([^"]+)"/g)
        .filter((href) => !leads(href, path, ids))
        .map((href) => `${path}: ${href}`),
    );
    expect(dead).toEqual([]);
  });

  it('has every page in the sidebar', () => {
    const shown = new Set(allOf(site.pages.get('/api.html') ?? '', / href="([^"]+)"/g));
    const pages = [...site.pages.keys()].filter((path) => path !== '/404.html' && path !== '/index.html');
    expect(pages.filter((path) => !shown.has(path))).toEqual([]);
  });
});

const allOf = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

/** Tells whether a link of a page leads somewhere on the site, or to another one. */
function leads(href: string, from: string, ids: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  if (/^[a-z]+:/.test(href)) return true;
  const { pathname, hash } = new URL(href, `http://site${from}`);
  const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  const anchors = ids.get(path);
  return anchors === undefined
    ? site.has(path)
    : hash === '' || anchors.has(decodeURIComponent(hash.slice(1)));
}
