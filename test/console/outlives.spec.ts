import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { holds } from '../support/axe.js';
import { ConsoleStage } from '../support/console-stage.js';
import { lowPort } from '../support/low-port.js';
import type { GatewayProcess } from '../support/gateway-process.js';

const console = ConsoleStage.forFile();
const { stage } = console;
const BUILT = resolve(import.meta.dirname, '../../dist/console');
const manifest = JSON.parse(readFileSync(join(BUILT, '.vite/manifest.json'), 'utf8')) as Record<
  string,
  { readonly file: string }
>;
const fileOf = (source: string): string => manifest[source]!.file;
const AUDIT = fileOf('src/audit/audit-page.tsx');

let gateway: GatewayProcess;
let port: string;
beforeAll(async () => {
  port = String(await lowPort());
  await restarted();
});

async function restarted(): Promise<void> {
  gateway = await stage.gateway({ PORT: port });
}

const pageLink = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

/** The names of all that a page has loaded. */
const RESOURCES = "performance.getEntriesByType('resource').map(({ name }) => name)";

/** Waits until the browser has loaded a file of the build. */
async function loaded(page: Page, file: string): Promise<void> {
  await holds(page, `${RESOURCES}.some((name) => name.endsWith('/${file}'))`);
}

const AUDIT_FILE = `**/${AUDIT}`;

/** The operations page, of a browser that does not get the file of the audit page: so that page cannot be loaded ahead. */
async function withoutAudit(documents: string[] = []): Promise<Page> {
  const prepare = async (page: Page): Promise<void> => {
    page.on('request', (request) => {
      if (request.isNavigationRequest()) documents.push(new URL(request.url()).pathname);
    });
    await page.route(AUDIT_FILE, async (route) => route.abort());
  };
  const page = await console.open(`${gateway.url}/operations`, { loadsAhead: true, prepare });
  await heading(page, 'Operations').waitFor();
  return page;
}

describe('An unavailable gateway', () => {
  it('leaves every page open to visits where the browser does not save data, and pages fill themselves when it is back', async () => {
    const saving = await console.open(`${gateway.url}/deliveries`);
    await heading(saving, 'Deliveries').waitFor();
    const page = await console.open(`${gateway.url}/deliveries`, { loadsAhead: true });
    await heading(page, 'Deliveries').waitFor();
    const parts = Object.keys(manifest).filter((name) =>
      /-(?:page|charts?|modal|panels|actions|outcome|steps?)\.tsx$|help\.tsx$/.test(name),
    );
    expect(parts.length).toBeGreaterThan(12);
    for (const source of parts) await loaded(page, fileOf(source));
    expect(await saving.evaluate<string[]>(RESOURCES)).not.toContainEqual(expect.stringContaining(AUDIT));
    await gateway.end('SIGKILL');
    await page.getByRole('alert').filter({ hasText: 'The gateway does not answer' }).waitFor();
    for (const name of ['Overview', 'Endpoints', 'Playground', 'Operations', 'Audit log']) {
      await pageLink(page, name).click();
      await heading(page, name).waitFor();
    }
    await restarted();
    await page.getByText('No changes yet').waitFor();
    await page.getByRole('alert').filter({ hasText: 'does not answer' }).waitFor({ state: 'detached' });
  });

  it('delays a page that was not loaded yet: the navigation stays, and the page appears by itself', async () => {
    const page = await withoutAudit();
    await gateway.end('SIGKILL');
    await pageLink(page, 'Audit log').click();
    await page.getByText('This page could not be loaded').waitFor();
    await page.getByRole('button', { name: 'Reload' }).click();
    await pageLink(page, 'Operations').click();
    await heading(page, 'Operations').waitFor();
    await pageLink(page, 'Audit log').click();
    await page.getByText('loads by itself when the gateway is back').waitFor();
    expect(page.url()).toBe(`http://127.0.0.1:${port}/audit`);
    await page.unroute(AUDIT_FILE);
    await restarted();
    await heading(page, 'Audit log').waitFor();
    expect(new URL(page.url()).pathname).toBe('/audit');
  });

  it('makes the console reload once for a file that stays missing, then report it', async () => {
    const documents: string[] = [];
    const page = await withoutAudit(documents);
    await pageLink(page, 'Audit log').click();
    await page.getByText('a file of this page is missing').waitFor();
    expect(documents).toEqual(['/operations', '/audit']);
    await pageLink(page, 'Operations').click();
    await heading(page, 'Operations').waitFor();
  });
});

/** The same build under other names, as another build has them; the names of this one are gone. */
async function upgrade(page: Page): Promise<void> {
  const renamed = (text: string): string => text.replaceAll(/([\w-]+-[\w-]{8})\.(js|css)\b/g, '$1-v2.$2');
  const asset = async (route: Route, name: string): Promise<void> => {
    const file = name.replace('-v2.', '.');
    if (file === name) return route.fulfill({ status: 404, json: { success: false, code: 'not_found' } });
    const contentType = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ contentType, body: renamed(readFileSync(join(BUILT, 'assets', file), 'utf8')) });
  };
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith('/assets/')) return asset(route, pathname.slice('/assets/'.length));
    if (pathname.startsWith('/api/') || pathname.includes('.')) return route.fallback();
    try {
      const response = await route.fetch();
      await route.fulfill({ response, body: renamed(await response.text()) });
    } catch {
      await route.abort();
    }
  });
}

/** Waits until the page is drawn by the new build. */
const isNew = async (page: Page): Promise<void> =>
  page.locator('script[type=module][src*="-v2.js"]').waitFor({ state: 'attached' });

describe('A gateway that was upgraded while the console was open', () => {
  it('makes the console reload itself at the same address', async () => {
    const page = await console.open(`${gateway.url}/deliveries?state=failed`);
    await heading(page, 'Deliveries').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await upgrade(page);
    await gateway.end('SIGKILL');
    await restarted();
    await isNew(page);
    await heading(page, 'Deliveries').waitFor();
    expect(new URL(page.url()).search).toBe('?state=failed');
  });

  it('costs no typed text: the console announces the upgrade, and loads it with the next page', async () => {
    const page = await console.open(`${gateway.url}/playground`);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByLabel('Data').fill('{"mine": 1}');
    await upgrade(page);
    await gateway.end('SIGKILL');
    await restarted();
    await page.getByText('Reload to use the new console').waitFor();
    expect(await page.getByLabel('Data').inputValue()).toBe('{"mine": 1}');
    await pageLink(page, 'Endpoints').click();
    await isNew(page);
    await heading(page, 'Endpoints').waitFor();
  });

  it('shows a page whose old file is gone', async () => {
    const page = await withoutAudit();
    await page.unroute(AUDIT_FILE);
    await upgrade(page);
    await pageLink(page, 'Audit log').click();
    await heading(page, 'Audit log').waitFor();
    await isNew(page);
  });
});
