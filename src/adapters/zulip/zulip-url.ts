import { MASK } from '../../modules/model/mask.js';
import type { Detection, LookAlike, OptionConflict } from '../adapter.js';
import { OR_GENERIC, withPrefix } from '../look-alikes.js';
import { withQuery } from '../url-text.js';
import type { ZulipOptions } from './zulip-options.js';

const HOST = /^[a-z0-9-]+\.zulipchat\.com\.?$/;
/** Path of a server, after any folder: that of messages, or of its web page. */
const PATH = /^(?<folder>(?:\/(?!api\/)[\w.~-]+)*?)\/?(?:\/api(?:\/v1(?:\/messages)?)?\/?)?$/;
/** Webhooks of Zulip that take the messages of other services. */
const EXTERNAL = /\/api\/v1\/external\//;
/** Parts of the query that set options, and the option of each. */
const OPTIONS = { email: 'email', api_key: 'apiKey', channel: 'channel', topic: 'topic' } as const;
const EXPECTED =
  'expected https://<organisation>.zulipchat.com, or zulip+https://<server> for a server of your own';

/** Recognises organisations of Zulip Cloud. */
export function detectZulip(url: URL): Detection {
  if (!HOST.test(url.hostname) || EXTERNAL.test(url.pathname)) return null;
  const secure = new URL(url);
  secure.protocol = 'https:';
  return normalised(secure);
}

/** Accepts a server of one's own. */
export function acceptZulip(url: URL): Exclude<Detection, null> {
  return detectZulip(url) ?? normalised(url);
}

function normalised(url: URL): Exclude<Detection, null> {
  const { pathname } = url;
  const folder = PATH.exec(pathname)?.groups?.['folder'];
  if (EXTERNAL.test(pathname))
    return { refused: `This is a webhook of Zulip for messages of another service: ${EXPECTED}.` };
  if (folder === undefined)
    return { refused: `This is another address of a Zulip server, which takes no messages: ${EXPECTED}.` };
  const plain = new URL(url);
  plain.pathname = `${folder}/api/v1/messages`;
  return withQuery(plain, Object.keys(OPTIONS));
}

/** Reads the options that the URL sets. */
export function optionsOfUrl({ searchParams }: URL): Partial<ZulipOptions> {
  return Object.fromEntries(
    Object.entries(OPTIONS).flatMap(([name, option]) => {
      const value = searchParams.get(name);
      return value ? [[option, value]] : [];
    }),
  );
}

const REQUIRED = [
  ['email', 'email is required, here or in the URL: the e-mail address of the bot'],
  ['apiKey', 'apiKey is required, here or in the URL (?api_key=…): that of the bot'],
  ['channel', 'channel is required, here or in the URL: the name or the id of a channel'],
] as const;

/** Finds what is missing, and what URL and options say differently. */
export function zulipConflicts(url: URL, options: ZulipOptions): readonly OptionConflict[] {
  const ofUrl = optionsOfUrl(url);
  const different = Object.values(OPTIONS).filter(
    (option) => ofUrl[option] !== undefined && ofUrl[option] !== options[option],
  );
  return [
    ...REQUIRED.filter(([option]) => options[option] === undefined).map(([option, message]) => ({
      option,
      message,
    })),
    ...different.map((option) => ({
      option,
      message: `${option} and the URL differ: remove one of them`,
    })),
    ...(options.threads === 'job' && options.topic !== undefined
      ? [{ option: 'threads', message: 'threads cannot be job where a topic is set: remove one of them' }]
      : []),
  ];
}

/** Makes the address of messages, or of the message with an id. Credentials go into a header: servers and proxies log addresses. */
export function messagesUrl(url: string, id?: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  const folder = PATH.exec(parsed.pathname)?.groups?.['folder'] ?? '';
  return `${parsed.origin}${folder}/api/v1/messages${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;
}

/** Masks the API key; bot, channel and topic stay readable. */
export function maskZulip(url: URL): string {
  const { origin, pathname, searchParams } = url;
  const path = PATH.test(pathname) ? pathname : '/***';
  const kept = Object.keys(OPTIONS).flatMap((name) => {
    const value = searchParams.get(name);
    if (value === null) return [];
    return [`${name}=${name === 'api_key' ? MASK : encodeURIComponent(value.toWellFormed())}`];
  });
  return `${origin}${path}${kept.length > 0 ? `?${kept.join('&')}` : ''}`;
}

/** Zulip servers without the prefix that names Zulip, and its pages. */
export const ZULIP_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /^(www\.)?(zulip|zulipchat)\.com$/,
    says: `This is the web site of Zulip, which takes no posts: ${EXPECTED}.`,
    refuses: true,
  },
  {
    hash: /^#narrow\//,
    says: 'This is the page of a conversation in Zulip, not an address that takes messages: write zulip+ before the URL, and name bot and channel by the options.',
    refuses: true,
  },
  {
    hash: /^#(narrow|channels|streams|topics|inbox|recent)(\/|$)/,
    says: `This looks like a page of Zulip, which takes no messages: write zulip+ before the URL, and name bot and channel by the options. ${OR_GENERIC}`,
  },
  {
    path: /\/api\/v1\/messages$/,
    query: /[?&](api_key|email|type|to|channel)=/,
    says: `This looks like a server of Zulip: ${withPrefix('zulip')}`,
  },
  {
    host: /^zulip\./,
    says: `The name of this host says Zulip: ${withPrefix('zulip')}`,
  },
];
