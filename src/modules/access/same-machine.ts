import type { FastifyRequest } from 'fastify';

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Why a gateway without keys turns a request away; null when it does not. Only programs of this machine can reach it, but a
 * web page in a browser here is one of them: what another site has a browser send, or sends under a name of its own that
 * resolves to this machine, is refused.
 */
export function foreignTo(host: string, { headers }: Pick<FastifyRequest, 'headers'>): string | null {
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
