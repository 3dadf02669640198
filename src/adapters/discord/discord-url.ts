import type { Detection } from '../adapter.js';

const HOST = /^((ptb|canary)\.)?discord(app)?\.com\.?$/;
const WEBHOOK = /^(?<path>\/api(\/v\d+)?\/webhooks\/\d+\/[^/]+)(?<dialect>\/(slack|github))?\/?$/;
const REFUSED = {
  refused: 'Discord webhooks with /github take GitHub events only; use the address without /github',
};

/** Discord's webhooks, by host and path. The query is kept: `thread_id` posts to a thread. */
export function detectDiscord(url: URL): Detection {
  if (!HOST.test(url.hostname)) return null;
  if (!WEBHOOK.test(url.pathname)) {
    return {
      refused: 'This Discord address is no webhook; expected https://discord.com/api/webhooks/<id>/<token>',
    };
  }
  const secure = new URL(url);
  secure.protocol = 'https:';
  return withoutDialect(secure);
}

/** Any other host that takes what Discord takes, with a path of its own. */
export function acceptDiscord(url: URL): Exclude<Detection, null> {
  return detectDiscord(url) ?? withoutDialect(url);
}

/** `/slack` would take Slack's messages: it is left off, the embeds are sent to the webhook itself. */
function withoutDialect(url: URL): Exclude<Detection, null> {
  const { path, dialect } = WEBHOOK.exec(url.pathname)?.groups ?? {};
  if (dialect === '/github') return REFUSED;
  if (path === undefined) return { url: url.href };
  const plain = new URL(url);
  plain.pathname = path;
  return { url: plain.href };
}

/** The address a message is posted to: `wait=true` makes Discord check the message before it answers. */
export function executeUrl(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  parsed.searchParams.set('wait', 'true');
  return parsed.href;
}

/** The id and the thread stay readable, the token is the secret. */
export function maskDiscord(url: URL): string {
  if (!WEBHOOK.test(url.pathname)) return `${url.origin}/***`;
  const thread = url.searchParams.get('thread_id');
  const id = url.pathname.slice(0, url.pathname.indexOf('/', url.pathname.indexOf('/webhooks/') + 10));
  return `${url.origin}${id}/***${thread && /^\d+$/.test(thread) ? `?thread_id=${thread}` : ''}`;
}
