import { MASK } from '../modules/model/mask.js';
import { maskedSegment } from './path-tokens.js';

/** Masks passwords, the values of the query, and parts of the path that look like tokens; the rest of the path tells endpoints apart. */
export function maskApplication(url: URL): string {
  return masked(url, maskedPath(url));
}

/** Masks as {@link maskApplication} does, but shows the whole path: for the caller who gave the URL just now. */
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

/** Masks a value; a parameter without one (`?token`) may be the secret itself. */
function maskParameter([name, value]: readonly [string, string]): string {
  return value ? `${encodeURIComponent(name)}=${MASK}` : MASK;
}
