/** Paths of the console's pages. All answer with the same document, whose script reads the path. */
export const PAGES: readonly string[] = [
  '/',
  '/incidents',
  '/incidents/*',
  '/deliveries',
  '/deliveries/*',
  '/events',
  '/event-types',
  '/event-types/*',
  '/jobs/*',
  '/endpoints',
  '/endpoints/*',
  '/playground',
  '/operations',
  '/audit',
  '/keys',
  '/login',
];

const firstOf = (path: string): string => path.split('/', 2)[1] ?? '';

/**
 * First segments of the gateway's own paths. A base path must not begin with one, because the two could not be told
 * apart.
 */
const OWN_PATHS: ReadonlySet<string> = new Set([
  'a',
  'api',
  'assets',
  'livez',
  'metrics',
  'readyz',
  ...PAGES.map(firstOf).filter((name) => name !== ''),
]);

const PART = /^[A-Za-z0-9._~-]{1,64}$/;
const LENGTH_MAX = 200;

/**
 * Reads a base path, such as `/gateway` or `/tools/hooks`: without a slash at its end, empty for the root; null for a
 * text that is no path.
 */
export function readBasePath(text: string): string | null {
  if (text.length > LENGTH_MAX) return null;
  const trimmed = text.replace(/^\/|\/$/g, '');
  if (trimmed === '') return '';
  const parts = trimmed.split('/');
  return parts.every((part) => PART.test(part) && !/^\.+$/.test(part)) ? `/${parts.join('/')}` : null;
}

/** Tells whether the base path begins like one of the gateway's own paths. */
export function isOwnPath(basePath: string): boolean {
  return OWN_PATHS.has(firstOf(basePath));
}

/** Removes the base path from a URL's path and query, for proxies that pass it on; a URL without it stays as it is. */
export function withoutBasePath(url: string, basePath: string): string {
  if (basePath === '' || isOwnPath(basePath)) return url;
  // A request line may hold an absolute URL.
  const origin = /^https?:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';
  const path = url.slice(origin.length);
  if (!path.startsWith(basePath)) return url;
  const rest = path.slice(basePath.length);
  if (rest !== '' && !/^[/?#]/.test(rest)) return url;
  return origin + (rest.startsWith('/') ? rest : `/${rest}`);
}
