import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PACKAGE_ROOT } from '../config/version.js';
import { isOwnPath, PAGES } from '../model/base-path.js';
import { documentAt } from './document.js';

describe('documentAt', () => {
  it('puts the base path before every file and into the meta element', () => {
    const html =
      '<html><head><script src="/assets/a.js"></script><link href="/x.svg"><a href="//y"></head></html>';
    const moved = documentAt(html, '/gateway');
    expect(moved).toContain('src="/gateway/assets/a.js"');
    expect(moved).toContain('href="/gateway/x.svg"');
    expect(moved).toContain('href="//y"');
    expect(moved).toContain('<meta name="base-path" content="/gateway" />');
  });
});

describe('The paths of pages', () => {
  it('are those of the routes that the console has', () => {
    const router = readFileSync(join(PACKAGE_ROOT, 'console/src/router.tsx'), 'utf8');
    const routes = [...router.matchAll(/getParentRoute: \(\) => (?:root|app),\s+path: '(.+)'/g)];
    const paths = routes
      .map(([, path = '']) => path.replace(/\$\w+/, '*'))
      // The route of a form, and that of all addresses without a page.
      .filter((path) => path !== '/endpoints/new' && path !== '$');
    expect(PAGES.toSorted()).toEqual(paths.toSorted());
  });

  it.each(PAGES.filter((page) => page !== '/'))('cannot be base paths: %s', (page) => {
    expect(isOwnPath(page)).toBe(true);
  });
});
