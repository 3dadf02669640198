import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { anEndpoint } from '../../../../../test/support/an-endpoint.js';
import { GatewayError } from '../../../model/gateway-error.js';
import type { HeardPress } from '../../press/button-presses.service.js';
import type { PressAnswer } from '../../press/button-words.js';
import type { PlatformCall, PlatformCalls } from '../platform-calls.js';
import { ListenerStatus } from '../listener-status.js';
import { TelegramListener } from './telegram-listener.js';

const DONE: PressAnswer = { done: true, text: 'Done.' };
const PENDING: PressAnswer = { done: false, pending: true, text: 'Under way.' };
const update = (id: number) => ({
  update_id: id,
  callback_query: { id: `q${id}`, data: 'gwbtn_1', from: { id: 1 }, message: { chat: { id: -1 } } },
});

/** A listener at a bot with these updates, which are kept until they are acknowledged. */
function listening(press: (heard: HeardPress) => Promise<PressAnswer>, ids: readonly number[] = [10]) {
  const answered: string[] = [];
  let updates = ids.map(update);
  const post = async ({ url, body, signal }: PlatformCall) => {
    const { offset = 0, timeout = 0 } = body as { readonly offset?: number; readonly timeout?: number };
    if (url.endsWith('answerCallbackQuery')) {
      answered.push((body as { readonly callback_query_id: string }).callback_query_id);
      return { kind: 'answer', status: 200, headers: {}, body: '{"ok":true,"result":true}' };
    }
    updates = updates.filter(({ update_id: id }) => id >= offset);
    if (updates.length === 0 && timeout > 0)
      return new Promise((resolve) => signal!.addEventListener('abort', () => resolve(null)));
    return { kind: 'answer', status: 200, headers: {}, body: JSON.stringify({ ok: true, result: updates }) };
  };
  const status = new ListenerStatus('telegram', () => Date.now());
  status.concerns([anEndpoint()]);
  const pressed = jest.fn(press);
  const listener = new TelegramListener({
    target: {
      by: 'long-polling',
      base: 'http://bots.test/bot1/',
      token: '1',
      key: 'key',
      trusted: true,
      tls: null,
    },
    calls: { post, masked: (text: string) => text } as unknown as PlatformCalls,
    presses: { press: pressed },
    store: { acquireLeadership: async () => true },
    status,
  });
  const stop = new AbortController();
  const ended = listener.run(stop.signal);
  const end = async () => {
    stop.abort();
    await ended;
  };
  return { status, answered, pressed, end, left: () => updates.map(({ update_id: id }) => id) };
}

describe('A listener to a bot', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('acknowledges what is done, and presses again what the store could not take', async () => {
    const full = new GatewayError('store_full', 'The disk of the store is full.');
    const results = [Promise.resolve(DONE), Promise.reject(full), Promise.reject(full)];
    results.forEach((result) => void result.catch(() => undefined));
    const { status, answered, pressed, end, left } = listening(
      async () => results.shift() ?? Promise.resolve(DONE),
      [10, 11, 12],
    );
    await jest.advanceTimersByTimeAsync(10);
    expect(left()).toEqual([10, 11, 12]);
    expect(status).toMatchObject({ state: 'failing', fault: { code: 'store_full' } });
    await jest.advanceTimersByTimeAsync(1_100);
    expect([left(), status.state]).toEqual([[11, 12], 'failing']);
    await jest.advanceTimersByTimeAsync(2_100);
    expect([left(), status.state, status.fault]).toEqual([[], 'connected', null]);
    expect(answered).toEqual(['q10', 'q11', 'q12']);
    expect(pressed.mock.calls.map(([{ pressId }]) => pressId)).toEqual(['q10', 'q11', 'q11', 'q11', 'q12']);
    await end();
  });

  it('waits for the lease of a press that another gateway began, and carries out the others meanwhile', async () => {
    let isOver = false;
    const { answered, end, left } = listening(
      async ({ pressId }) => (pressId === 'q10' && !isOver ? PENDING : DONE),
      [10, 11],
    );
    await jest.advanceTimersByTimeAsync(20_000);
    expect([answered, left()]).toEqual([['q11'], [10, 11]]);
    isOver = true;
    await jest.advanceTimersByTimeAsync(5_000);
    expect([answered, left()]).toEqual([['q11', 'q10'], []]);
    await end();
  });

  it('does not stumble over a press that fails for another reason', async () => {
    const { answered, status, end, left } = listening(
      async ({ pressId }) => {
        if (pressId === 'q10') throw new TypeError('a fault of the gateway');
        return DONE;
      },
      [10, 11],
    );
    await jest.advanceTimersByTimeAsync(10);
    expect([answered, left(), status.state]).toEqual([['q10', 'q11'], [], 'connected']);
    await end();
  });

  it('completes the press that is under way when it is stopped, and begins no other', async () => {
    const under = Promise.withResolvers<PressAnswer>();
    const { pressed, end, left } = listening(() => under.promise, [10, 11]);
    await jest.advanceTimersByTimeAsync(10);
    const ended = end();
    under.resolve(DONE);
    await ended;
    expect([pressed.mock.calls.length, left()]).toEqual([1, [10, 11]]);
  });
});
