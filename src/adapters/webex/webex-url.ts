import type { Detection, LookAlike, OptionConflict } from '../adapter.js';
import { withQuery } from '../url-text.js';
import type { WebexOptions } from './webex-options.js';

/** Hosts of the API: today's, the one before it, and that of the United States' government. */
const HOST = /^(?:webexapis\.com|api\.ciscospark\.com|api-usgov\.webex\.com)\.?$/;
/** Path of messages, after any folder; of one message where it names one. */
const PATH = /^(?<folder>(?:\/(?!v1\/)[\w.~-]+)*?)\/v1\/messages(?:\/[^/]*)?\/?$/;
/** Parts of the query that set options, and the option of each. */
const OPTIONS = { roomId: 'roomId', toPersonEmail: 'person' } as const;
const EXPECTED =
  'expected https://webexapis.com/v1/messages?roomId=<space>, with the token of a bot as an option';

/** Recognises the messages of the API of Webex. */
export function detectWebex(url: URL): Detection {
  if (!HOST.test(url.hostname)) return null;
  const secure = new URL(url);
  secure.protocol = 'https:';
  return normalised(secure);
}

/** Accepts any other host that speaks the API of Webex. */
export function acceptWebex(url: URL): Exclude<Detection, null> {
  return detectWebex(url) ?? normalised(url);
}

function normalised(url: URL): Exclude<Detection, null> {
  const { pathname } = url;
  if (/\/webhooks\/incoming(\/|$)/.test(pathname))
    return {
      refused: `This is an incoming webhook of Webex, whose messages can neither be edited nor answered: make a bot at developer.webex.com, ${EXPECTED}.`,
    };
  const folder = PATH.exec(pathname)?.groups?.['folder'];
  if (folder === undefined) return { refused: `This address of Webex takes no messages: ${EXPECTED}.` };
  const plain = new URL(url);
  plain.pathname = `${folder}/v1/messages`;
  return withQuery(
    plain,
    Object.keys(OPTIONS),
    'The gateway writes the message itself, and signs in with the option token.',
  );
}

/** Reads the options that the URL sets. */
export function optionsOfUrl({ searchParams }: URL): Partial<WebexOptions> {
  return Object.fromEntries(
    Object.entries(OPTIONS).flatMap(([name, option]) => {
      const value = searchParams.get(name);
      return value ? [[option, value]] : [];
    }),
  );
}

/** Finds an endpoint without a space or a person, with both, or with two that differ. */
export function webexConflicts(url: URL, options: WebexOptions): readonly OptionConflict[] {
  const { roomId, person } = options;
  const ofUrl = optionsOfUrl(url);
  const different = Object.values(OPTIONS).filter(
    (option) => ofUrl[option] !== undefined && ofUrl[option] !== options[option],
  );
  return [
    ...(roomId === undefined && person === undefined
      ? [{ option: 'roomId', message: 'roomId or person is required: where the messages go' }]
      : []),
    ...(roomId !== undefined && person !== undefined
      ? [{ option: 'person', message: 'person cannot be set beside roomId: remove one of them' }]
      : []),
    ...different.map((option) => ({ option, message: `${option} and the URL differ: remove one of them` })),
  ];
}

/** Makes the address of messages, or of the message with an id. */
export function messagesUrl(url: string, id?: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  const folder = PATH.exec(parsed.pathname)?.groups?.['folder'] ?? '';
  return `${parsed.origin}${folder}/v1/messages${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;
}

/** The address holds no secret: the token is an option. What is not known of it is masked. */
export function maskWebex(url: URL): string {
  const path = PATH.test(url.pathname) ? '/v1/messages/***' : '/***';
  const kept = Object.keys(OPTIONS).flatMap((name) => {
    const value = url.searchParams.get(name);
    return value === null ? [] : [`${name}=${encodeURIComponent(value.toWellFormed())}`];
  });
  return `${url.origin}${path}${kept.length > 0 ? `?${kept.join('&')}` : ''}`;
}

/** Pages of Webex, and its API as people copy it from the documents. */
export const WEBEX_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /^([a-z0-9-]+\.)?webex\.com$/,
    says: `This is a page of Webex, which takes no posts: ${EXPECTED}.`,
    refuses: true,
  },
];
