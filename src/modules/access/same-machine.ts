import type { FastifyRequest } from 'fastify';

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Refuses cross-site requests to a gateway without keys, with a sentence; null for any other. Only programs of this
 * machine reach such a gateway, but browsers are among them: requests sent by another site's pages, or under a name
 * that only resolves to this machine (DNS rebinding), are refused.
 */
export function crossSiteRefusal(host: string, { headers }: Pick<FastifyRequest, 'headers'>): string | null {
  const named = headers.host ?? '';
  const own = LOOPBACK_HOST.test(named) || named.replace(/:\d+$/, '') === host;
  if (!own)
    return `Without keys the gateway answers to the names of this machine only, not to ${named.slice(0, 100)}.`;
  const site = headers['sec-fetch-site'];
  const crossSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  const foreignOrigin = origin !== undefined && origin !== `http://${named}` && origin !== `https://${named}`;
  return crossSite || foreignOrigin
    ? 'Without keys the gateway takes no requests from other web sites.'
    : null;
}
