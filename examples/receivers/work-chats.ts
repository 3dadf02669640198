import { answer, bytes, type Platforms } from './receiver.ts';

const CHANNEL = 'C0123456789';
const textOf = (body: string): { readonly text?: string } => JSON.parse(body) as { readonly text?: string };

/** Chats of companies, whose messages are cards and blocks. */
export const WORK_CHATS: Platforms = {
  'slack-bot': {
    url: (base) => `slack-bot+${base}/api/chat.postMessage?channel=${CHANNEL}`,
    options: { token: 'xoxb-0123456789-0123456789-example' },
    at: /^\/api\/chat\.(?:postMessage|update)$/,
    tooLong: (body) => (textOf(body).text ?? '').length > 40_000,
    taken: (id) =>
      answer(200, { ok: true, channel: CHANNEL, ts: `1704110730.${String(id).padStart(6, '0')}` }),
    // Slack answers 200 whatever happened.
    refused: () => answer(200, { ok: false, error: 'msg_too_long' }),
    limited: (wait) => answer(429, { ok: false, error: 'ratelimited' }, { 'Retry-After': String(wait) }),
  },
  teams: {
    url: (base) =>
      `teams+${base}/workflows/0123456789abcdef0123456789abcdef/triggers/manual/paths/invoke?api-version=1&sig=example`,
    options: {},
    at: /^\/workflows\/[0-9a-f]{32}\/triggers\/manual\/paths\/invoke$/,
    tooLong: (body) => bytes(body) > 28_000,
    // A flow takes a card before Teams shows it, and names no message.
    taken: () => answer(202, ''),
    refused: () =>
      answer(413, { error: { code: 'RequestEntityTooLarge', message: 'The request is larger than 28 KB.' } }),
    limited: (wait) =>
      answer(
        429,
        { error: { code: 'TooManyRequests', message: 'Rate limit is exceeded.' } },
        { 'Retry-After': String(wait) },
      ),
  },
  'google-chat': {
    url: (base) => `google-chat+${base}/v1/spaces/AAAAexample/messages?key=example-key&token=example-token`,
    options: {},
    at: /^\/v1\/spaces\/\w+\/messages$/,
    tooLong: (body) => bytes(body) > 32_000,
    taken: (id) =>
      answer(200, {
        name: `spaces/AAAAexample/messages/message-${id}`,
        thread: { name: `spaces/AAAAexample/threads/thread-${id}` },
      }),
    refused: () =>
      answer(400, {
        error: {
          code: 400,
          status: 'INVALID_ARGUMENT',
          message: 'Message cannot be larger than 32000 bytes.',
        },
      }),
    limited: (wait) =>
      answer(
        429,
        { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Quota exceeded for the space.' } },
        { 'Retry-After': String(wait) },
      ),
  },
};
