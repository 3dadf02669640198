import type { Detection } from '../adapter.js';

const HOSTS: ReadonlySet<string> = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);

function isSlack({ hostname }: URL): boolean {
  return HOSTS.has(hostname.replace(/\.$/, ''));
}

/** Slack's incoming webhooks, by host and path. */
export function detectSlack(url: URL): Detection {
  if (!isSlack(url)) return null;
  const room = url.pathname.split('/')[1];
  if (room === 'workflows' || room === 'triggers') {
    return {
      refused: `Slack workflow webhooks (/${room}/) take flat variables, not messages, and are not supported; create an incoming webhook (https://hooks.slack.com/services/…)`,
    };
  }
  if (!/^\/services\/[^/]/.test(url.pathname)) {
    return {
      refused: 'This Slack address is no incoming webhook; expected https://hooks.slack.com/services/…',
    };
  }
  const secure = new URL(url);
  secure.protocol = 'https:';
  return { url: secure.href };
}

/** Any other host that takes what Slack takes. */
export function acceptSlack(url: URL): Exclude<Detection, null> {
  return detectSlack(url) ?? { url: url.href };
}

/** The team stays readable, the rest is the secret. */
export function maskSlack(url: URL): string {
  const [, room, team, ...secret] = url.pathname.split('/');
  if (!isSlack(url) || room !== 'services' || secret.length === 0) return `${url.origin}/***`;
  return `${url.origin}/services/${team}/***`;
}
