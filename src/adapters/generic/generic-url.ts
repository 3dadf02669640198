import { maskedSegment } from './path-tokens.js';

/** Paths tell endpoints apart and stay, but for what looks like a token; passwords and what a query says may be secrets. */
export function maskGeneric(url: URL): string {
  return masked(url, maskedPath(url));
}

/** {@link maskGeneric} with the whole path: for a caller who gave the URL just now. */
export function maskQuery(url: URL): string {
  return masked(url, url.pathname);
}

function masked(url: URL, path: string): string {
  const user = url.username || url.password ? '***@' : '';
  const query = [...url.searchParams].map(maskParameter).join('&');
  return `${url.protocol}//${user}${url.host}${path}${query && `?${query}`}`;
}

function maskedPath({ pathname, hostname }: URL): string {
  const segments = pathname.split('/');
  return segments.map((segment, at) => maskedSegment(segment, hostname, segments.slice(1, at))).join('/');
}

/** A parameter without a value (`?token`) may be the secret itself. */
function maskParameter([name, value]: readonly [string, string]): string {
  return value ? `${encodeURIComponent(name)}=***` : '***';
}
