import type { Detection, LookAlike } from '../adapter.js';

const HOSTS: ReadonlySet<string> = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);

function isSlack({ hostname }: URL): boolean {
  return HOSTS.has(hostname.replace(/\.$/, ''));
}

const EXPECTED = 'https://hooks.slack.com/services/T…/B…/…';

/** Recognises Slack's incoming webhooks by host and path. */
export function detectSlack(url: URL): Detection {
  if (!isSlack(url)) return null;
  const [room, ...parts] = url.pathname.split('/').filter((part) => part !== '');
  if (room === 'workflows' || room === 'triggers') {
    return {
      refused: `Slack workflow webhooks (/${room}/) take flat variables, not messages, and are not supported; create an incoming webhook (${EXPECTED}).`,
    };
  }
  if (room !== 'services' || parts.length === 0) {
    return { refused: `This Slack address is not an incoming webhook; expected ${EXPECTED}.` };
  }
  if (isCutOff(parts)) {
    return {
      refused: `This Slack webhook URL is cut off: expected three parts after /services/, ${EXPECTED}. Copy the whole URL from Slack.`,
    };
  }
  const secure = new URL(url);
  secure.protocol = 'https:';
  return looksComplete(parts) ? { url: secure.href } : { url: secure.href, warnings: [UNUSUAL] };
}

const UNUSUAL = `This does not look like a Slack webhook URL, which has three parts after /services/: ${EXPECTED}.`;

/** True where parts of team, webhook and token are missing; placeholders such as `/services/your/webhook` are not cut off. */
function isCutOff(parts: readonly string[]): boolean {
  return parts.length === 1 || (parts.length === 2 && /^T[A-Z0-9]+$/.test(parts[0]!));
}

function looksComplete(parts: readonly string[]): boolean {
  const [team = '', webhook = ''] = parts;
  return parts.length === 3 && /^T[A-Z0-9]+$/.test(team) && /^B[A-Z0-9]+$/.test(webhook);
}

/** Accepts any other host, which takes Slack's messages. */
export function acceptSlack(url: URL): Exclude<Detection, null> {
  return detectSlack(url) ?? { url: url.href };
}

/** Masks all but the team. */
export function maskSlack(url: URL): string {
  const [, room, team, ...secret] = url.pathname.split('/');
  if (!isSlack(url) || room !== 'services' || secret.length === 0) return `${url.origin}/***`;
  return `${url.origin}/services/${team}/***`;
}

const CREATE =
  'create an incoming webhook in Slack and paste its URL, https://hooks.slack.com/services/T…/B…/….';

/** Pages and APIs of Slack that take no messages, and webhooks of other services that take Slack's messages. */
export const SLACK_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /^app\.slack\.com$|^([a-z0-9-]+\.)*slack\.com$/,
    path: /^\/(archives|client|messages|team|app_redirect|huddle|files|canvas|docs|lists)(\/|$)/,
    says: `This is the address of a Slack channel or page, which takes no posts: ${CREATE}`,
    refuses: true,
  },
  {
    host: /^(api\.|www\.)?slack\.com$/,
    path: /^\/api\//,
    says: `This is Slack's Web API, which needs a token and a channel: ${CREATE}`,
    refuses: true,
  },
  {
    host: /^([a-z0-9-]+\.)*slack(-gov)?\.com$/,
    says: `This Slack address takes no posts: ${CREATE}`,
    refuses: true,
  },
  {
    path: /^\/api\/v1\/external\/slack/,
    says: "This looks like a webhook of Zulip for Slack's messages: write slack+ before the URL.",
  },
];
