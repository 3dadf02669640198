import type { Detection, LookAlike, OptionConflict } from '../adapter.js';
import { buttonUserConflicts } from '../native-buttons.js';
import { withQuery } from '../url-text.js';
import type { SlackBotOptions } from './slack-bot-options.js';

const HOST = /^(www\.)?slack(-gov)?\.com\.?$/;
const METHOD = /^(?<folder>(?:\/[^/]+)*?\/api)\/(?<method>[A-Za-z.]+)\/?$/;
const POST = 'chat.postMessage';
/** Id of a channel, as presses name it. */
const CHANNEL_ID = /^[CGD][A-Z0-9]{5,20}$/;

const EXPECTED = `expected https://slack.com/api/${POST}?channel=<channel>, with the token of the bot as an option`;

/** Recognises the one method of Slack's Web API that posts messages. */
export function detectSlackBot(url: URL): Detection {
  if (!HOST.test(url.hostname) || !url.pathname.startsWith('/api/')) return null;
  const secure = new URL(url);
  secure.protocol = 'https:';
  secure.hostname = secure.hostname.replace(/^www\./, '');
  return normalised(secure);
}

/** Accepts any other host that speaks Slack's Web API. */
export function acceptSlackBot(url: URL): Exclude<Detection, null> {
  return detectSlackBot(url) ?? normalised(url);
}

function normalised(url: URL): Exclude<Detection, null> {
  const { method } = METHOD.exec(url.pathname)?.groups ?? {};
  if (method !== POST) return { refused: `This is another method of Slack's Web API: ${EXPECTED}.` };
  return withQuery(
    url,
    ['channel'],
    'The gateway writes the message itself, and signs in with the option token.',
  );
}

/** The options that the URL sets. */
export function optionsOfUrl(url: URL): Partial<SlackBotOptions> {
  const channel = url.searchParams.get('channel');
  return channel ? { channel } : {};
}

/** Finds an endpoint without a channel, or with two, and buttons of which the gateway could not hear. */
export function slackBotConflicts(url: URL, options: SlackBotOptions): readonly OptionConflict[] {
  return [...channelConflicts(url, options), ...buttonConflicts(options)];
}

function buttonConflicts(options: SlackBotOptions): readonly OptionConflict[] {
  const { channel = '', nativeButtons = false, appToken } = options;
  if (!nativeButtons) return buttonUserConflicts(options);
  const missing = {
    option: 'appToken',
    message:
      'appToken is required for nativeButtons: an app-level token with the scope connections:write, xapp-…',
  };
  const named = {
    option: 'channel',
    message:
      'channel must be the id of the channel for nativeButtons, as C0123ABCD: presses are compared with it',
  };
  return [...(appToken === undefined ? [missing] : []), ...(CHANNEL_ID.test(channel) ? [] : [named])];
}

function channelConflicts(url: URL, { channel }: SlackBotOptions): readonly OptionConflict[] {
  const ofUrl = url.searchParams.get('channel');
  if (!channel)
    return [
      { option: 'channel', message: 'channel is required: an id, as C0123ABCD, or a name, as #renders' },
    ];
  if (!ofUrl || ofUrl === channel) return [];
  return [
    { option: 'channel', message: 'channel and that of the URL name different channels: remove one of them' },
  ];
}

/** Makes the address of a method of the API. */
export function methodUrl(url: string, method: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  const { folder = '/api' } = METHOD.exec(parsed.pathname)?.groups ?? {};
  return `${parsed.origin}${folder}/${method}`;
}

/** The address holds no secret: the token is an option. */
export function maskSlackBot(url: URL): string {
  const { folder = '/api' } = METHOD.exec(url.pathname)?.groups ?? {};
  const channel = url.searchParams.get('channel');
  const shown = channel && /^[#\w-]{1,80}$/.test(channel) ? `?channel=${encodeURIComponent(channel)}` : '';
  return `${url.origin}${folder}/***${shown}`;
}

/** The same method as people copy it from Slack's documents. */
export const SLACK_BOT_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /^docs\.slack\.dev$/,
    path: /\/(reference\/)?methods\//,
    says: `This is a page of Slack's documents: ${EXPECTED}.`,
    refuses: true,
  },
];
