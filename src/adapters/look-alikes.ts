import type { Adapter, LookAlike } from './adapter.js';

const MESSAGES_ONLY =
  'refuses the JSON that applications get, and the gateway has no messages for it: send to a service that translates.';

/** Ends a warning about an address that may be an application's all the same. */
export const OR_GENERIC = 'Write generic+ before the URL if your own application answers there.';

/** Ends a warning about the address of a server on anybody's host, which a prefix names. */
export function withPrefix(type: string): string {
  return `write ${type}+ before the URL, or generic+ if your own application answers there.`;
}

/** A service that the gateway has no messages for. The entry counts until there is an adapter of that type. */
interface OtherService extends LookAlike {
  readonly type: string;
}

/** Services that take messages of their own, in the order they are tried. */
const OTHER_SERVICES: readonly OtherService[] = [
  {
    type: 'feishu',
    host: /^open\.(feishu\.cn|larksuite\.com|larkoffice\.com)$/,
    says: `This looks like a Feishu or Lark bot. Feishu ${MESSAGES_ONLY}`,
  },
  {
    type: 'dingtalk',
    host: /^(oapi|api)\.dingtalk\.com$/,
    says: `This looks like a DingTalk robot. DingTalk ${MESSAGES_ONLY}`,
  },
  {
    type: 'wecom',
    host: /^qyapi\.weixin\.qq\.com$/,
    says: `This looks like a WeCom group robot. WeCom ${MESSAGES_ONLY}`,
  },
  {
    type: 'aws',
    host: /^(sqs|sns)\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/,
    says: 'This is Amazon SQS or SNS, which refuses requests that AWS has not signed, and the gateway does not sign for AWS: send to a function of AWS (Lambda) that passes events on.',
  },
  {
    type: 'n8n',
    path: /\/webhook-test\/./,
    says: `This is a test URL of n8n, which answers only while the editor of the workflow listens: use the production URL (/webhook/…) of an active workflow. ${OR_GENERIC}`,
  },
  {
    type: 'zapier',
    host: /^(www\.)?zapier\.com$/,
    says: 'This is a page of Zapier, which takes no posts: use the URL that the step Webhooks shows, https://hooks.zapier.com/hooks/catch/<id>/<hook>/.',
    refuses: true,
  },
  {
    type: 'make',
    host: /^((www|[a-z]{2}\d)\.)?make\.com$/,
    path: /^(?!\/api\/)/,
    says: 'This is a page of Make, which takes no posts: use the URL of the webhook that the scenario begins with, https://hook.<zone>.make.com/<token>.',
    refuses: true,
  },
];

/**
 * Finds what a URL is mistaken for that only the fallback recognises; null where it looks like an application's.
 */
export function lookAlike(
  url: URL,
  adapters: readonly Adapter[],
): { readonly refused: string } | { readonly warning: string } | null {
  const served = new Set(adapters.map(({ type }) => type));
  const known = adapters.flatMap(({ lookAlikes = [] }) => lookAlikes);
  const others = OTHER_SERVICES.filter(({ type }) => !served.has(type));
  const found = [...known, ...others].find((one) => isLike(url, one));
  if (!found) return null;
  return found.refuses ? { refused: found.says } : { warning: found.says };
}

function isLike({ hostname, pathname, search, hash }: URL, one: LookAlike): boolean {
  const parts: readonly [RegExp | undefined, string][] = [
    [one.host, hostname.replace(/\.$/, '')],
    [one.path, pathname],
    [one.query, search],
    [one.hash, hash],
  ];
  return parts.every(([form, part]) => form?.test(part) ?? true);
}
