import { MASK } from '../../modules/model/mask.js';
import type { Detection, LookAlike, OptionConflict } from '../adapter.js';
import { withQuery } from '../url-text.js';
import type { GoogleChatOptions } from './google-chat-options.js';

const HOST = /^chat\.googleapis\.com\.?$/;
const WEBHOOK = /^\/v1\/spaces\/[^/]+\/messages\/?$/;
/** Parts of the query that are kept: the credentials, and what names a thread. */
const KEPT: readonly string[] = ['key', 'token', 'threadKey', 'thread_key', 'messageReplyOption'];

const MAKE =
  'in Google Chat, open the menu of the space, choose Apps & integrations and Webhooks, and copy the URL, which ends in &token=…';

/** Recognises webhooks of Google Chat by their host. */
export function detectGoogleChat(url: URL): Detection {
  if (!HOST.test(url.hostname)) return null;
  if (!WEBHOOK.test(url.pathname)) return { refused: `This is no webhook of Google Chat: ${MAKE}.` };
  if (!url.searchParams.get('key') || !url.searchParams.get('token'))
    return { refused: `This webhook of Google Chat is cut off, because it has no key or no token: ${MAKE}.` };
  const secure = new URL(url);
  secure.protocol = 'https:';
  return normalised(secure);
}

/** Accepts any other host, which takes the same messages. */
export function acceptGoogleChat(url: URL): Exclude<Detection, null> {
  return detectGoogleChat(url) ?? { url: url.href };
}

function normalised(url: URL): Exclude<Detection, null> {
  return withQuery(url, KEPT, 'The gateway sets these itself.');
}

/** True where the URL names the thread of all messages. */
function namesThread({ searchParams }: URL): boolean {
  return searchParams.has('threadKey') || searchParams.has('thread_key');
}

/**
 * Makes the address of a message. Google Chat makes one message of all requests with the same id.
 *
 * @param requestId id of the delivery
 * @param inThread true where the body names a thread
 */
export function messageUrl(url: string, requestId: string, inThread: boolean): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  parsed.searchParams.set('requestId', requestId);
  if ((inThread || namesThread(parsed)) && !parsed.searchParams.has('messageReplyOption'))
    parsed.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
  return parsed.href;
}

/** Finds a thread of the URL beside threads of jobs. */
export function googleChatConflicts(url: URL, { threads }: GoogleChatOptions): readonly OptionConflict[] {
  return threads === 'job' && namesThread(url)
    ? [
        {
          option: 'threads',
          message: 'threads cannot be job where the URL names a thread: remove one of them',
        },
      ]
    : [];
}

/** Masks key and token; the space stays readable. */
export function maskGoogleChat(url: URL): string {
  if (!WEBHOOK.test(url.pathname)) return `${url.origin}/***`;
  return `${url.origin}${url.pathname}?key=${MASK}&token=${MASK}`;
}

/** Pages of Google Chat. */
export const GOOGLE_CHAT_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /^(chat|mail)\.google\.com$/,
    says: `This is the address of a page of Google Chat, which takes no posts: ${MAKE}.`,
    refuses: true,
  },
];
