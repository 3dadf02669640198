import type { FastifyRequest } from 'fastify';

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Refuses cross-site requests to a gateway without keys, with a sentence; null for any other. Only programs of this
 * machine reach such a gateway, but browsers are among them: requests sent by another site's pages, or under a name
 * that only resolves to this machine (DNS rebinding), are refused.
 */
export function crossSiteRefusal(
  host: string,
  {
    headers,
    ...request
  }: Pick<FastifyRequest, 'headers'> & Partial<Pick<FastifyRequest, 'method' | 'routeOptions'>>,
): string | null {
  const named = headers.host ?? '';
  const own = LOOPBACK_HOST.test(named) || named.replace(/:\d+$/, '') === host;
  if (!own)
    return `Without keys the gateway answers to the names of this machine only, not to ${named.slice(0, 100)}.`;
  if (isVisit(request)) return null;
  const site = headers['sec-fetch-site'];
  const crossSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  // A form of a page without a referrer names no origin; browsers say then whether it is of the same one.
  const isHidden = origin === 'null' && site === 'same-origin';
  const foreignOrigin =
    origin !== undefined && !isHidden && origin !== `http://${named}` && origin !== `https://${named}`;
  return crossSite || foreignOrigin
    ? 'Without keys the gateway takes no requests from other web sites.'
    : null;
}

/** Tells whether a link of any site is opened that leads to a page which changes nothing. */
function isVisit({
  method,
  routeOptions,
}: Partial<Pick<FastifyRequest, 'method' | 'routeOptions'>>): boolean {
  return (method === 'GET' || method === 'HEAD') && routeOptions?.config?.linked === true;
}
