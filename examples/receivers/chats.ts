// Receivers that answer as chats do: ids of messages, edits, limits, refusals and rate limits with their headers.
//
//   node examples/receivers/chats.ts [port] [messages a second]
//
// Give an endpoint one of the addresses that it prints, and watch what arrives.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const TOKEN = 'a-token-of-the-example-0123456789';
const HOOK = '64a1b2c3d4e5f6a7b8c9d0e1f2';
const bytes = (value: string): number => Buffer.byteLength(value);
const form = (body: string): Record<string, string | undefined> =>
  Object.fromEntries(new URLSearchParams(body));
interface Answer {
  readonly status: number;
  readonly body: string | object;
  readonly headers: Readonly<Record<string, string>>;
}

const answer = (status: number, body: string | object, headers: Record<string, string> = {}): Answer => ({
  status,
  body,
  headers,
});

interface Chat {
  readonly url: (base: string) => string;
  readonly options: Readonly<Record<string, string>>;
  readonly at: RegExp;
  readonly tooLong: (body: string) => boolean;
  readonly taken: (id: number) => Answer;
  readonly refused: () => Answer;
  /** @param wait seconds */
  readonly limited: (wait: number) => Answer;
}

/**
 * The chats. `at` is the path that takes messages, and `edit` that of one message; `url` is what an endpoint is given, with the options that
 * it needs beside it; `tooLong` says whether the chat would refuse a body; the other members are its answers.
 */
export const CHATS: Readonly<Record<string, Chat>> = {
  telegram: {
    url: (base) => `telegram+${base}/bot123456789:${'A'.repeat(35)}/sendMessage?chat_id=-1001234567890`,
    options: { chatId: '-1001234567890' },
    at: /^\/bot[\d:\w-]+\/(?:sendMessage|editMessageText)$/,
    tooLong: (body) => JSON.parse(body).text.length > 9_000,
    taken: (id) => answer(200, { ok: true, result: { message_id: id, chat: { id: -1001234567890 } } }),
    refused: () =>
      answer(400, { ok: false, error_code: 400, description: 'Bad Request: message is too long' }),
    limited: (wait) =>
      answer(429, {
        ok: false,
        error_code: 429,
        description: `Too Many Requests: retry after ${wait}`,
        parameters: { retry_after: wait },
      }),
  },
  mattermost: {
    url: (base) => `mattermost+${base}/hooks/${HOOK}`,
    options: {},
    at: /^\/hooks\/[a-z0-9]{26}$/,
    tooLong: (body) => bytes(body) > 100_000,
    taken: () => answer(200, 'ok'),
    refused: () =>
      answer(400, {
        id: 'web.incoming_webhook.text.app_error',
        message: 'No text specified.',
        status_code: 400,
      }),
    limited: (wait) =>
      answer(429, 'limit exceeded', { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(wait) }),
  },
  rocketchat: {
    url: (base) => `rocketchat+${base}/hooks/64a1b2c3d4e5f6a7b8c9d0e1/GJhFq3XcvKpZ2nW5tR8yB1mD4sLxAeQo`,
    options: {},
    at: /^\/hooks\/[A-Za-z0-9]{17,24}\/[A-Za-z0-9]+$/,
    tooLong: (body) => bytes(body) > 100_000,
    taken: () => answer(200, { success: true }),
    refused: () => answer(400, { success: false, error: 'Message size exceeds Message_MaxAllowedSize' }),
    limited: (wait) =>
      answer(429, { success: false, error: 'Error, too many requests.' }, { 'Retry-After': String(wait) }),
  },
  gotify: {
    url: (base) => `gotify+${base}/message`,
    options: { token: 'AgQdq7mVBoFD37z' },
    at: /^\/message$/,
    tooLong: (body) => bytes(body) > 100_000,
    taken: (id) => answer(200, { id, appid: 1, message: 'taken' }),
    refused: () =>
      answer(400, { error: 'Bad Request', errorCode: 400, errorDescription: 'the message is too long' }),
    limited: (wait) => answer(429, 'Too Many Requests', { 'Retry-After': String(wait) }),
  },
  matrix: {
    url: (base) =>
      `matrix+${base}/_matrix/client/v3/rooms/!jobs:example.com/send/m.room.message?access_token=${TOKEN}`,
    options: { roomId: '!jobs:example.com', token: TOKEN },
    at: /^\/_matrix\/client\/v3\/rooms\/[^/]+\/send\/m\.room\.message\/[^/]+$/,
    tooLong: (body) => bytes(body) > 65_536,
    taken: (id) => answer(200, { event_id: `$event${id}:example.com` }),
    refused: () => answer(413, { errcode: 'M_TOO_LARGE', error: 'event too large' }),
    limited: (wait) =>
      answer(
        429,
        { errcode: 'M_LIMIT_EXCEEDED', error: 'Too Many Requests', retry_after_ms: wait * 1000 },
        { 'Retry-After': String(wait) },
      ),
  },
  zulip: {
    url: (base) => `zulip+${base}`,
    options: { email: 'bot@example.com', apiKey: 'gjA04ZYcqXKalvYMA8OeXSfzUOLrtbZv', channel: 'jobs' },
    at: /^\/api\/v1\/messages(?:\/\d+)?$/,
    tooLong: (body) => [...(form(body)['content'] ?? '')].length > 10_000,
    taken: (id) => answer(200, { result: 'success', msg: '', id }, { 'X-RateLimit-Remaining': '199' }),
    refused: () => answer(400, { result: 'error', msg: 'Message too long', code: 'BAD_REQUEST' }),
    limited: (wait) =>
      answer(
        429,
        {
          result: 'error',
          msg: 'API usage exceeded rate limit',
          code: 'RATE_LIMIT_HIT',
          'retry-after': wait,
        },
        { 'Retry-After': String(wait) },
      ),
  },
  webex: {
    url: (base) => `webex+${base}/v1/messages`,
    options: { token: TOKEN, roomId: 'Y2lzY29zcGFyazovL3VzL1JPT00v' },
    at: /^\/v1\/messages(?:\/[\w-]+)?$/,
    tooLong: (body) => bytes(JSON.parse(body).markdown) > 7439,
    taken: (id) => answer(200, { id: `message-${id}`, roomId: 'Y2lzY29zcGFyazovL3VzL1JPT00v' }),
    refused: () =>
      answer(400, { message: 'text or markdown must not exceed 7439 bytes', trackingId: 'EXAMPLE_1' }),
    limited: (wait) =>
      answer(
        429,
        { message: 'Too many requests.', trackingId: 'EXAMPLE_2' },
        { 'Retry-After': String(wait) },
      ),
  },
};

/** Counts the messages of the running second; `allowed` is how many a chat takes in one. */
function limiter(allowed: number): () => boolean {
  let [second, count] = [0, 0];
  return () => {
    const now = Math.floor(Date.now() / 1000);
    [second, count] = now === second ? [second, count + 1] : [now, 1];
    return count > allowed;
  };
}

interface Given {
  readonly port?: number;
  /** Messages that each chat takes in a second. */
  readonly perSecond?: number;
  readonly seen?: (chat: string, method: string, body: string, status: number) => void;
}

/**
 * Starts a receiver that is every chat of the table; resolves with its address and a function that ends it.
 */
export async function startChats({ port = 0, perSecond = Infinity, seen = () => {} }: Given = {}): Promise<{
  readonly base: string;
  readonly close: () => void;
}> {
  const limits = new Map(Object.keys(CHATS).map((name) => [name, limiter(perSecond)]));
  let id = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { pathname } = new URL(request.url ?? '/', 'http://chats.invalid');
    const [name, chat] =
      Object.entries(CHATS).find(([, { at }]) => at.test(decodeURIComponent(pathname))) ?? [];
    const given =
      chat === undefined
        ? answer(404, 'no such address')
        : answerOf(chat, limits.get(name ?? '')?.() === true, body, () => ++id);
    seen(name ?? 'nobody', request.method ?? '', body, given.status);
    const isText = typeof given.body === 'string';
    response.writeHead(given.status, {
      'Content-Type': isText ? 'text/plain' : 'application/json',
      ...given.headers,
    });
    response.end(isText ? given.body : JSON.stringify(given.body));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

function answerOf(chat: Chat, isLimited: boolean, body: string, nextId: () => number): Answer {
  if (isLimited) return chat.limited(1);
  return chat.tooLong(body) ? chat.refused() : chat.taken(nextId());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [port = 4100, perSecond = 5] = process.argv.slice(2).map(Number);
  const seen = (chat: string, method: string, body: string, status: number): void =>
    console.log(`${chat} ${method} ${status} ${body.slice(0, 200)}`);
  const { base } = await startChats({ port, perSecond, seen });
  for (const { url, options } of Object.values(CHATS)) console.log(url(base), JSON.stringify(options));
}
