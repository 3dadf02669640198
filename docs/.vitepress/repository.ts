import { join, posix } from 'node:path';

/** The folder of the repository, which the pages of the site are read from. */
export const ROOT = join(import.meta.dirname, '../..');

/** Pages beside those of `docs`: the file in the repository, and the page of the site. */
const OUTSIDE: Readonly<Record<string, string>> = {
  'CONTRIBUTING.md': 'contributing.md',
  'CHANGELOG.md': 'changelog.md',
  'SECURITY.md': 'security.md',
  'examples/README.md': 'examples.md',
  'clients/node/README.md': 'client-package.md',
};

/** Files that the docs link to and readers download, as the site serves them: by their path in the repository. */
export const DOWNLOADS: Readonly<Record<string, string>> = {
  'docs/openapi.json': 'openapi.json',
  'docs/gateway-config.schema.json': 'gateway-config.schema.json',
};

/** Pages that GitHub shows in place of a page of the site. */
const STANDS_FOR: Readonly<Record<string, string>> = { 'README.md': 'index.md' };

/** Names the page of the site that a Markdown file of the repository becomes; null for files that are no page. */
export function pageOf(file: string): string | null {
  if (file.startsWith('docs/') && file.endsWith('.md')) return file.slice('docs/'.length);
  return OUTSIDE[file] ?? null;
}

/** Patterns of the Markdown files that are no page. */
export const NO_PAGES = [
  'README.md',
  '{bench,console,coverage,data,demo,deploy,dist,scripts,src,test}/**',
  '{clients,examples}/**/node_modules/**',
];

/**
 * Names the address on the site of what a file links to.
 *
 * @param link a relative link as it stands in the file
 * @param file the file that it stands in, from the repository's folder
 * @throws when the site has nothing at that address
 */
export function addressOf(link: string, file: string): string {
  const [path = '', anchor] = link.split('#');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  if (path === '') return hash;
  const target = posix.join(posix.dirname(file), decodeURIComponent(path));
  const download = DOWNLOADS[target];
  const page = STANDS_FOR[target] ?? pageOf(target);
  if (download === undefined && page === null)
    throw new Error(`${file}: the link to ${link} leads to ${target}, which is no page of the site`);
  return `/${download ?? page}${hash}`;
}
