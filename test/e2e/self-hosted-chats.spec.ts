import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import type { Answer, Received, Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();
const ROOM = '/_matrix/client/v3/rooms/!jobs:example.com/send/m.room.message';
const SECRET = 'gjA04ZYcqXKalvYMA8OeXSfzUOLrtbZv';

const json = (status: number, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** A chat on a server of one's own, as its documents describe it. */
interface Chat {
  readonly label: string;
  readonly url: (receiver: Receiver) => string;
  readonly method: string;
  readonly path: string;
  readonly taken: Answer;
  readonly busy: Answer;
  /** The answer after which the endpoint is of no use any more, and its code. */
  readonly gone: readonly [Answer, string];
  /** Reads the texts of a message. */
  readonly textOf: (received: Received) => string;
}

const attachmentText = ({ body }: Received): string => {
  const { text, attachments } = JSON.parse(body);
  return `${text}\n${attachments[0].text}`;
};

const HOOK = '/hooks/64a1b2c3d4e5f6a7b8c9d0e1f2';
const INTEGRATION = '/hooks/64a1b2c3d4e5f6a7b8c9d0e1/GJhFq3XcvKpZ2nW5tR8yB1mD4sLxAeQo';
const CHATS: readonly Chat[] = [
  {
    label: 'Mattermost',
    url: (receiver) => `mattermost+${receiver.url(HOOK)}`,
    method: 'POST',
    path: HOOK,
    taken: { status: 200, body: 'ok' },
    busy: json(500, { id: 'app.post.save.app_error', message: 'Unable to save the Post.', status_code: 500 }),
    gone: [
      json(400, {
        id: 'web.incoming_webhook.invalid.app_error',
        message: 'Invalid webhook.',
        status_code: 400,
      }),
      'mattermost_hook_not_found',
    ],
    textOf: attachmentText,
  },
  {
    label: 'Rocket.Chat',
    url: (receiver) => `rocketchat+${receiver.url(INTEGRATION)}`,
    method: 'POST',
    path: INTEGRATION,
    taken: json(200, { success: true }),
    busy: json(500, { success: false, error: 'Internal server error' }),
    gone: [
      json(400, { success: false, error: 'Invalid integration id or token provided.' }),
      'rocketchat_hook_not_found',
    ],
    textOf: attachmentText,
  },
  {
    label: 'Matrix',
    url: (receiver) => `matrix+${receiver.url(`${ROOM}?access_token=${SECRET}`)}`,
    method: 'PUT',
    path: ROOM.replace(':', '%3A'),
    taken: json(200, { event_id: '$YUwRidLecu:example.com' }),
    busy: json(429, { errcode: 'M_LIMIT_EXCEEDED', error: 'Too Many Requests', retry_after_ms: 10 }),
    gone: [
      json(401, { errcode: 'M_UNKNOWN_TOKEN', error: 'Unrecognised access token' }),
      'matrix_token_refused',
    ],
    textOf: ({ body }) => JSON.parse(body).body,
  },
  {
    label: 'Zulip',
    url: (receiver) =>
      `zulip+${receiver.url(`/api/v1/messages?email=bot@example.com&api_key=${SECRET}&channel=jobs`)}`,
    method: 'POST',
    path: '/api/v1/messages',
    taken: json(200, { result: 'success', msg: '', id: 42 }),
    busy: json(429, {
      result: 'error',
      code: 'RATE_LIMIT_HIT',
      msg: 'API usage exceeded',
      'retry-after': 0.01,
    }),
    gone: [json(401, { result: 'error', code: 'UNAUTHORIZED', msg: 'Invalid API key' }), 'zulip_key_refused'],
    textOf: ({ body }) => new URLSearchParams(body).get('content') ?? '',
  },
];

let gateway: GatewayProcess;

beforeAll(async () => {
  gateway = await stage.gateway({ WEBHOOK_URLS: '' });
}, START_MS);

/** An endpoint whose chat gives these answers in turn. */
async function endpointOf(chat: Chat, ...answers: readonly Answer[]) {
  const receiver = await stage.receiver((_, __, nth) => answers[Math.min(nth, answers.length) - 1]!);
  return { receiver, endpoint: await OwnEndpoint.on(gateway, stage, chat.url(receiver)) };
}

describe.each(CHATS.map((chat) => [chat.label, chat] as const))('An endpoint of %s', (_, chat) => {
  it.concurrent(
    'gets a message that shows mentions in data as text, and its secret in no address',
    async () => {
      const { receiver, endpoint } = await endpointOf(chat, chat.taken);
      expect(await endpoint.outcome({ error: '@here is <b>down</b>' })).toMatchObject({ successful: 1 });
      const [request] = receiver.requests as [Received];
      expect(request.method).toBe(chat.method);
      expect(request.path.startsWith(chat.path)).toBe(true);
      expect(request.path).not.toContain(SECRET);
      expect(chat.textOf(request)).toMatch(/(@|&#64;)\u200b?here is/);
      expect(chat.textOf(request)).not.toContain('@here');
      expect(JSON.stringify(await endpoint.shown())).not.toContain(SECRET);
    },
  );

  it.concurrent('is sent the same message again after an answer that asks for it', async () => {
    const { receiver, endpoint } = await endpointOf(chat, chat.busy, chat.taken);
    expect(await endpoint.outcome()).toMatchObject({ successful: 1 });
    const [first, second] = await receiver.count(2);
    expect([second!.path, second!.body]).toEqual([first!.path, first!.body]);
  });

  it.concurrent('is disabled when the chat does not know it any more', async () => {
    const [answer, code] = chat.gone;
    const { receiver, endpoint } = await endpointOf(chat, answer);
    expect(await endpoint.outcome()).toMatchObject({ successful: 0 });
    expect(endpoint.attempts('error_code')).toMatchObject([{ error_code: code }]);
    expect(await endpoint.shown()).toMatchObject({ state: 'disabled' });
    expect(receiver.requests).toHaveLength(1);
  });
});
