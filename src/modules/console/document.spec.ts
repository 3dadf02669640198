import { describe, expect, it } from '@jest/globals';
import { isOwnPath } from '../model/base-path.js';
import { documentAt } from './document.js';
import { PAGES } from './serve-console.js';

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
  it.each(PAGES.filter((page) => page !== '/'))('cannot be base paths: %s', (page) => {
    expect(isOwnPath(page)).toBe(true);
  });
});
