/** Addresses that people take for a webhook an application's JSON can be sent to. */
interface LookAlike {
  readonly host: RegExp;
  /** Any path where absent. */
  readonly path?: RegExp;
  /** A whole sentence. `refuses`: such an address can never take a delivery. */
  readonly says: string;
  readonly refuses?: true;
}

const ANY_HOST = /./;
const MESSAGES_ONLY =
  'refuses the JSON that applications get, and the gateway has no messages for it: send to a service that translates.';
const SLACK_WEBHOOK =
  'create an incoming webhook in Slack and paste its URL, https://hooks.slack.com/services/T…/B…/….';
const DISCORD_WEBHOOK =
  'create a webhook in Discord (channel settings, Integrations) and paste its URL, https://discord.com/api/webhooks/<id>/<token>.';

/** In the order they are tried. */
const LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /^app\.slack\.com$|^([a-z0-9-]+\.)*slack\.com$/,
    path: /^\/(archives|client|messages|team|app_redirect|huddle|files|canvas|docs|lists)(\/|$)/,
    says: `This is the address of a Slack channel or page, which takes no posts: ${SLACK_WEBHOOK}`,
    refuses: true,
  },
  {
    host: /^(api\.|www\.)?slack\.com$/,
    path: /^\/api\//,
    says: `This is Slack's Web API, which needs a token and a channel: ${SLACK_WEBHOOK}`,
    refuses: true,
  },
  {
    host: /^([a-z0-9-]+\.)*slack(-gov)?\.com$/,
    says: `This Slack address takes no posts: ${SLACK_WEBHOOK}`,
    refuses: true,
  },
  {
    host: /^(www\.)?discord\.(gg|me)$/,
    says: `This is an invitation to a Discord server, which takes no posts: ${DISCORD_WEBHOOK}`,
    refuses: true,
  },
  {
    host: /(^|\.)webhook\.office(365)?\.(com|us)$|^outlook\.office(365)?\.com$/,
    says: `This looks like a Microsoft Teams webhook. Teams ${MESSAGES_ONLY}`,
  },
  {
    host: /\.logic\.azure\.(com|us|cn)$|(^|\.)powerplatform\.(com|us)$|(^|\.)powerautomate\.com$/,
    says: `This looks like a Power Automate flow. If it posts to Microsoft Teams, Teams ${MESSAGES_ONLY} A flow that reads JSON of its own takes it.`,
  },
  {
    host: /^chat\.googleapis\.com$|^chat\.google\.com$/,
    says: `This looks like a Google Chat webhook. Google Chat ${MESSAGES_ONLY}`,
  },
  {
    host: /^open\.(feishu\.cn|larksuite\.com|larkoffice\.com)$/,
    says: `This looks like a Feishu or Lark bot. Feishu ${MESSAGES_ONLY}`,
  },
  {
    host: /^(oapi|api)\.dingtalk\.com$/,
    says: `This looks like a DingTalk robot. DingTalk ${MESSAGES_ONLY}`,
  },
  {
    host: /^qyapi\.weixin\.qq\.com$/,
    says: `This looks like a WeCom group robot. WeCom ${MESSAGES_ONLY}`,
  },
  {
    host: /^api\.telegram\.org$|^(t|telegram)\.me$/,
    says: `This looks like a Telegram address. Telegram ${MESSAGES_ONLY}`,
  },
  {
    host: /^(webexapis|api\.ciscospark)\.com$/,
    says: `This looks like a Webex webhook. Webex ${MESSAGES_ONLY}`,
  },
  {
    host: /^(media\.)?guilded\.gg$/,
    says: 'This looks like a Guilded webhook, which takes messages as Discord does: write discord+ before the URL.',
  },
  {
    host: /^events(\.eu)?\.pagerduty\.com$/,
    says: `This looks like the events API of PagerDuty. PagerDuty ${MESSAGES_ONLY}`,
  },
  {
    host: ANY_HOST,
    path: /^(\/[\w-]+)?\/hooks\/(?!catch\/)([a-z0-9]{26}|[A-Za-z0-9]{10,}(\/|%2F)[A-Za-z0-9]{16,})\/?$/,
    says: 'This looks like a webhook of Mattermost or Rocket.Chat, which take messages as Slack does: write slack+ before the URL, or generic+ if your own application answers there.',
  },
  {
    host: ANY_HOST,
    path: /^\/api\/v1\/external\/slack/,
    says: "This looks like a webhook of Zulip for Slack's messages: write slack+ before the URL.",
  },
];

/** What to say of a URL that looks like something else; null where it looks like an application's. */
export function lookAlike({
  hostname,
  pathname,
}: URL): { readonly refused: string } | { readonly warning: string } | null {
  const host = hostname.replace(/\.$/, '');
  const found = LOOK_ALIKES.find((one) => one.host.test(host) && (one.path?.test(pathname) ?? true));
  if (!found) return null;
  return found.refuses ? { refused: found.says } : { warning: found.says };
}
