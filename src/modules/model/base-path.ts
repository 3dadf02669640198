/** First parts of the gateway's own paths: a base path that begins with one could not be told from them. */
const OWN_PATHS: ReadonlySet<string> = new Set([
  'a',
  'api',
  'assets',
  'audit',
  'deliveries',
  'endpoints',
  'events',
  'jobs',
  'livez',
  'login',
  'metrics',
  'operations',
  'playground',
  'readyz',
]);

const PART = /^[A-Za-z0-9._~-]{1,64}$/;
const LENGTH_MAX = 200;

/**
 * The path under which browsers reach the gateway, such as `/gateway` or `/tools/hooks`: without a slash at its end, and
 * empty for the root. Null for a text that is no such path.
 */
export function readBasePath(text: string): string | null {
  if (text.length > LENGTH_MAX) return null;
  const trimmed = text.replace(/^\/|\/$/g, '');
  if (trimmed === '') return '';
  const parts = trimmed.split('/');
  return parts.every((part) => PART.test(part) && !/^\.+$/.test(part)) ? `/${parts.join('/')}` : null;
}

/** True where the base path begins like a path of the gateway's own. */
export function isOwnPath(basePath: string): boolean {
  return OWN_PATHS.has(basePath.split('/', 2)[1] ?? '');
}

/**
 * The path and query behind the base path, for proxies that leave it in; as they are where they do not begin with it,
 * because the proxy took it off.
 */
export function withoutBasePath(url: string, basePath: string): string {
  if (basePath === '' || isOwnPath(basePath)) return url;
  // A request may name its target as a whole address.
  const origin = /^https?:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';
  const path = url.slice(origin.length);
  if (!path.startsWith(basePath)) return url;
  const rest = path.slice(basePath.length);
  if (rest !== '' && !/^[/?#]/.test(rest)) return url;
  return origin + (rest.startsWith('/') ? rest : `/${rest}`);
}
