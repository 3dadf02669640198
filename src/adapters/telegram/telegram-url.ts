import { MASK } from '../../modules/model/mask.js';
import type { Detection, LookAlike, OptionConflict } from '../adapter.js';
import { buttonUserConflicts } from '../native-buttons.js';
import { withQuery } from '../url-text.js';
import type { TelegramOptions } from './telegram-options.js';

const HOST = /^api\.telegram\.org\.?$/;
/** Path of a bot's method, after any folder of a server of one's own. */
const BOT = /^(?<folder>.*?)\/bot(?<token>\d{3,20}:[\w-]{20,100})(?:\/(?<method>\w*))?\/?$/;
/** Parts of the query that say where messages go; others would change them. */
const KEPT: readonly string[] = ['chat_id', 'message_thread_id'];

const EXPECTED = 'expected https://api.telegram.org/bot<token>/sendMessage?chat_id=…';
const WHERE =
  'Write to the bot, or add it to the chat, and open https://api.telegram.org/bot<token>/getUpdates: the id stands there under chat';

/** Recognises Telegram's Bot API by its host. */
export function detectTelegram(url: URL): Detection {
  if (!HOST.test(url.hostname)) return null;
  const secure = new URL(url);
  secure.protocol = 'https:';
  return normalised(secure);
}

/** Accepts a Bot API server of one's own on any host. */
export function acceptTelegram(url: URL): Exclude<Detection, null> {
  return detectTelegram(url) ?? normalised(url);
}

function normalised(url: URL): Exclude<Detection, null> {
  const { folder = '', token, method = '' } = BOT.exec(url.pathname)?.groups ?? {};
  if (token === undefined && !/^\/(sendMessage\/?)?$/.test(url.pathname))
    return { refused: `This Telegram address is not complete: ${EXPECTED}.` };
  if (token !== undefined && !/^(sendMessage)?$/i.test(method))
    return {
      refused: `This is the address of another method of Telegram (${method.slice(0, 40)}): ${EXPECTED}.`,
    };
  const plain = new URL(url);
  plain.pathname = token === undefined ? '/' : `${folder}/bot${token}/sendMessage`;
  return withQuery(plain, KEPT);
}

/** Reads the options that the URL sets. */
export function optionsOfUrl({ hostname, searchParams }: URL): Partial<TelegramOptions> {
  const [chatId, threadId] = KEPT.map((name) => searchParams.get(name));
  return {
    ...(chatId ? { chatId } : {}),
    ...(threadId ? { threadId } : {}),
    localTimes: HOST.test(hostname),
  };
}

/** Finds what is missing, and what URL and options say differently. */
export function telegramConflicts(url: URL, options: TelegramOptions): readonly OptionConflict[] {
  const { chatId, threadId, token } = options;
  const ofUrl = tokenIn(url);
  const different = (option: string, mine: string | undefined, name: string): OptionConflict[] => {
    const other = url.searchParams.get(name);
    return other && other !== mine
      ? [{ option, message: `${option} and ${name} of the URL differ: remove one of them` }]
      : [];
  };
  return [
    ...(ofUrl === null && token === undefined
      ? [{ option: 'token', message: `token is required where the URL has none: ${EXPECTED}` }]
      : []),
    ...(ofUrl !== null && token !== undefined && token !== ofUrl
      ? [{ option: 'token', message: 'token and the URL name different bots: remove one of them' }]
      : []),
    ...(chatId === undefined
      ? [{ option: 'chatId', message: `chatId is required, here or in the URL (?chat_id=…). ${WHERE}` }]
      : []),
    ...buttonUserConflicts(options),
    ...different('chatId', chatId, 'chat_id'),
    ...different('threadId', threadId, 'message_thread_id'),
  ];
}

function tokenIn({ pathname }: URL): string | null {
  return BOT.exec(pathname)?.groups?.['token'] ?? null;
}

/** Makes the address of a method of the bot: with the token of the URL, or else of the options. */
export function methodUrl(url: string, method: string, { token }: TelegramOptions): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  const { folder = '', token: ofUrl = token ?? '' } = BOT.exec(parsed.pathname)?.groups ?? {};
  return `${parsed.origin}${folder}/bot${ofUrl}/${method}`;
}

/** Masks the token; the bot's number and the chat stay readable. */
export function maskTelegram(url: URL): string {
  const { origin, pathname, searchParams } = url;
  const { token, method = '' } = BOT.exec(pathname)?.groups ?? {};
  const kept = KEPT.flatMap((name) => {
    const value = searchParams.get(name);
    return value && /^(-?\d{1,15}|@\w{1,32})$/.test(value) ? [`${name}=${value}`] : [];
  });
  const query = kept.length > 0 ? `?${kept.join('&')}` : '';
  if (token === undefined) return `${origin}/${pathname === '/' ? '' : MASK}${query}`;
  return `${origin}/bot${token.split(':')[0]}:***${method === '' ? '' : `/${method}`}${query}`;
}

/** Links to chats, which take no posts. */
export const TELEGRAM_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /^((core|my|www|desktop)\.)?telegram\.org$/,
    says: `This is a page about Telegram, which takes no posts: ${EXPECTED}. Ask @BotFather in Telegram for a bot and its token.`,
    refuses: true,
  },
  {
    host: /^(www\.)?(t|telegram)\.me$|^web\.telegram\.org$/,
    says: `This is a link to a Telegram chat, which takes no posts: ${EXPECTED}. Ask @BotFather in Telegram for a bot and its token.`,
    refuses: true,
  },
];
