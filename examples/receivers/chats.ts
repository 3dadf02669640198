import { answer, bytes, type Platforms } from './receiver.ts';

const TOKEN = 'a-token-of-the-example-0123456789';
const HOOK = '64a1b2c3d4e5f6a7b8c9d0e1f2';
const form = (body: string): Record<string, string | undefined> =>
  Object.fromEntries(new URLSearchParams(body));

/** Chats that people run themselves, or reach by the token of a bot. */
export const CHATS: Platforms = {
  telegram: {
    url: (base) => `telegram+${base}/bot123456789:${'A'.repeat(35)}/sendMessage?chat_id=-1001234567890`,
    options: { chat_id: '-1001234567890' },
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
    options: { room_id: '!jobs:example.com', token: TOKEN },
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
    options: { email: 'bot@example.com', api_key: 'gjA04ZYcqXKalvYMA8OeXSfzUOLrtbZv', channel: 'jobs' },
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
    options: { token: TOKEN, room_id: 'Y2lzY29zcGFyazovL3VzL1JPT00v' },
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
