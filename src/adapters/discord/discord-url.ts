import type { Detection, LookAlike } from '../adapter.js';

const HOST = /^((ptb|canary)\.)?discord(app)?\.com\.?$/;
const WEBHOOK = /^(?<path>\/api(\/v(?<version>\d+))?\/webhooks\/\d+\/[^/]+)(?<dialect>\/(slack|github))?\/?$/;
const REFUSED = {
  refused: 'Discord webhooks with /github take GitHub events only; use the URL without /github.',
};

/** Recognises Discord's webhooks by host and path. The query is kept: `thread_id` posts to a thread. */
export function detectDiscord(url: URL): Detection {
  if (!HOST.test(url.hostname)) return null;
  if (!WEBHOOK.test(url.pathname)) return { refused: notAWebhook(url.pathname) };
  const secure = new URL(url);
  secure.protocol = 'https:';
  return withoutDialect(secure);
}

function notAWebhook(path: string): string {
  const expected =
    'expected https://discord.com/api/webhooks/<id>/<token>, from the channel settings in Discord (Integrations, Webhooks).';
  if (path.startsWith('/channels/'))
    return `This is the address of a Discord channel, which takes no posts; ${expected}`;
  if (path.startsWith('/invite/'))
    return `This is an invitation to a Discord server, which takes no posts; ${expected}`;
  if (/^\/api(\/v\d+)?\/webhooks(\/|$)/.test(path))
    return `This Discord webhook URL is cut off or changed; ${expected}`;
  return `This Discord address is not a webhook; ${expected}`;
}

/** Accepts any other host, which takes Discord's messages at a path of its own. */
export function acceptDiscord(url: URL): Exclude<Detection, null> {
  return detectDiscord(url) ?? withoutDialect(url);
}

/** Takes `/slack` off, which would want Slack's messages, and refuses `/github`. */
function withoutDialect(url: URL): Exclude<Detection, null> {
  const { path, dialect } = WEBHOOK.exec(url.pathname)?.groups ?? {};
  if (dialect === '/github') return REFUSED;
  if (path === undefined) return { url: url.href };
  const plain = new URL(url);
  plain.pathname = path;
  return { url: plain.href };
}

/** Version of the API for addresses that name none. */
const VERSION = 10;
/** Older versions count waits in milliseconds and word refusals otherwise; Discord has withdrawn them. */
const OLDEST_VERSION = 8;

/** True on Discord's own hosts: other servers are not known to show buttons. */
export function hasButtons(url: string): boolean {
  return HOST.test(URL.parse(url)?.hostname ?? '');
}

/**
 * Makes the address a message is posted to: `wait=true` makes Discord check the message before it answers. On Discord's own
 * hosts it names a version of the API: the one the address has, or {@link VERSION} where that is none or too old; and it asks for
 * buttons (`with_components`), which Discord leaves out of messages of webhooks otherwise.
 *
 * @param threadId posts to that thread, whatever the address says
 */
export function executeUrl(url: string, threadId?: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  parsed.searchParams.set('wait', 'true');
  if (threadId) parsed.searchParams.set('thread_id', threadId);
  if (!hasButtons(url)) return parsed.href;
  parsed.searchParams.set('with_components', 'true');
  const { version } = WEBHOOK.exec(parsed.pathname)?.groups ?? {};
  if (Number(version ?? 0) < OLDEST_VERSION)
    parsed.pathname = parsed.pathname.replace(/^\/api(\/v\d+)?\//, `/api/v${VERSION}/`);
  return parsed.href;
}

/**
 * Makes the address of a message that the webhook has posted, for an edit.
 *
 * @param threadId thread of the message; without one it stands in the channel, or in the thread that the address names
 */
export function messageUrl(url: string, messageId: string, threadId?: string): string {
  const parsed = URL.parse(executeUrl(url, threadId));
  if (!parsed) return url;
  parsed.searchParams.delete('wait');
  parsed.pathname = `${parsed.pathname.replace(/\/$/, '')}/messages/${encodeURIComponent(messageId)}`;
  return parsed.href;
}

/** Masks the token; the id of the webhook and the thread stay readable. */
export function maskDiscord(url: URL): string {
  if (!WEBHOOK.test(url.pathname)) return `${url.origin}/***`;
  const thread = url.searchParams.get('thread_id');
  const id = url.pathname.slice(0, url.pathname.indexOf('/', url.pathname.indexOf('/webhooks/') + 10));
  return `${url.origin}${id}/***${thread && /^\d+$/.test(thread) ? `?thread_id=${thread}` : ''}`;
}

/** Invitations, and webhooks of another service that takes Discord's messages. */
export const DISCORD_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /^(www\.)?discord\.(gg|me)$/,
    says: 'This is an invitation to a Discord server, which takes no posts: create a webhook in Discord (channel settings, Integrations) and paste its URL, https://discord.com/api/webhooks/<id>/<token>.',
    refuses: true,
  },
  {
    host: /^(media\.)?guilded\.gg$/,
    says: 'This looks like a Guilded webhook, which takes messages as Discord does: write discord+ before the URL.',
  },
];
