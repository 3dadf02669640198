import { copyFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defineConfig } from 'vitepress';
import { markdownOptions } from './markdown.ts';
import { nav, sidebar } from './navigation.ts';
import { DOWNLOADS, NO_PAGES, pageOf, ROOT } from './repository.ts';

const BASE = process.env['DOCS_BASE'] ?? '/';
const OUT = join(ROOT, '.cache/site');

/** The first page has the width of the window for itself; its text is plain Markdown, for GitHub. */
const HOME = {
  pageClass: 'home',
  sidebar: false,
  aside: false,
  title: 'StreamGank Webhook Gateway',
  titleTemplate: false,
};

/** The docs as a site: `npm run docs:build` writes it to `.cache/site`; `DOCS_BASE` is the path that it is served under. */
export default defineConfig({
  lang: 'en-GB',
  title: 'StreamGank Gateway',
  description:
    'Webhook and notification gateway: takes each event once, delivers it everywhere, loses nothing.',
  base: BASE,
  srcDir: ROOT,
  srcExclude: NO_PAGES,
  outDir: OUT,
  cacheDir: join(ROOT, '.cache/vitepress'),
  rewrites: (file) => pageOf(file) ?? file,
  markdown: markdownOptions((path) => relative(ROOT, path).replaceAll('\\', '/')),
  head: [
    ['meta', { name: 'theme-color', content: '#0a5a73' }],
    ['link', { rel: 'icon', href: `${BASE}logo.svg`, type: 'image/svg+xml' }],
  ],
  themeConfig: {
    logo: '/logo.svg',
    nav,
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: 'local', options: { detailedView: true } },
  },
  vite: { publicDir: join(import.meta.dirname, 'public'), build: { chunkSizeWarningLimit: 4_000 } },
  transformPageData({ relativePath }) {
    return relativePath === 'index.md' ? { frontmatter: HOME } : undefined;
  },
  buildEnd() {
    for (const [file, name] of Object.entries(DOWNLOADS)) copyFileSync(join(ROOT, file), join(OUT, name));
  },
});
