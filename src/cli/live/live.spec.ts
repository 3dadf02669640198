import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import type { Api, Parts } from '../api.js';
import { follow } from './follow.js';
import { Output } from '../output.js';
import { lineOf } from './message-line.js';
import { SseReader } from './sse.js';
import { tailFilter } from './tail-filter.js';

describe('A reader of Server-Sent Events', () => {
  const stream =
    'retry: 2000\n\n: still here\n\nid: a-1\nevent: delivery\ndata: {"n":1}\n\ndata: one\ndata: two\n\n';
  const messages = [
    { id: 'a-1', event: 'delivery', data: '{"n":1}' },
    { id: 'a-1', event: 'message', data: 'one\ntwo' },
  ];

  it('reads the same messages however the text is cut into chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
        const reader = new SseReader();
        const bounds = [0, ...cuts.toSorted((one, other) => one - other), stream.length];
        const read = bounds.slice(1).flatMap((end, at) => reader.push(stream.slice(bounds[at], end)));
        expect(read).toEqual(messages);
      }),
    );
  });
});

describe('A filter of the live stream', () => {
  it('wants every condition, and one of the values of each', () => {
    const passes = tailFilter({ state: 'failed,retry', endpoint: 'webhook_1', type: 'job.*' });
    expect(passes({ state: 'failed', webhook_id: 'webhook_1', event: 'job.completed' })).toBe(true);
    expect(passes({ outcome: 'retry', webhook_id: 'webhook_1', event: 'job.a.b' })).toBe(true);
    expect(passes({ state: 'failed', webhook_id: 'webhook_2', event: 'job.completed' })).toBe(false);
    expect(passes({ state: 'failed', webhook_id: 'webhook_1', event: 'jobs.completed' })).toBe(false);
    expect(tailFilter({ job: 'job_1' })({ state: 'enabled', id: 'x' })).toBe(false);
    expect(tailFilter({})({ anything: 1 })).toBe(true);
  });
});

describe('A message of the live stream', () => {
  const told = (kind: string, data: object): string =>
    stripVTControlCharacters(lineOf(new Output(false), kind, data)).replace(/^\S+ +/, '');

  it.each([
    ['event', { type: 'job.failed', id: 'e-1', unrouted: true }, 'event      job.failed  e-1  (unrouted)'],
    [
      'attempt',
      {
        outcome: 'retry',
        event: 'job.failed',
        webhook_id: 'webhook_1',
        number: 2,
        status: null,
        duration_ms: 7,
      },
      'attempt    failed  job.failed → webhook_1  attempt 2, no response in 7 ms',
    ],
    [
      'incident',
      {
        state: 'open',
        webhook_id: 'webhook_1',
        cause: { summary: null, message: 'HTTP 500 response' },
        failed: 3,
        held: 48,
      },
      'incident   open  webhook_1: HTTP 500 response  3 failed, 48 on hold',
    ],
    [
      'buttons',
      {
        adapter: 'telegram',
        webhook_ids: ['webhook_1', 'webhook_2'],
        state: 'failing',
        last_error: { code: 'telegram_webhook_set', message: 'A webhook is set for this bot.' },
      },
      'buttons    telegram (webhook_1, webhook_2): button presses failing  A webhook is set for this bot.',
    ],
    ['reset', { reason: 'Too much.' }, 'reset      Too much.'],
    ['of-a-newer-gateway', { id: 7 }, 'of-a-newer-gateway  {"id":7}'],
  ])('of the kind %s is a line', (kind, data, line) => {
    expect(told(kind, data)).toBe(line);
  });
});

describe('A stream that is followed', () => {
  afterEach(() => void jest.useRealTimers());

  it('counts as lost when the gateway takes the connection and does not answer', async () => {
    jest.useFakeTimers();
    const stream = (_path: string, { signal }: Parts): Promise<Response> =>
      new Promise((_resolve, reject) =>
        signal!.addEventListener('abort', () => reject(signal!.reason as Error)),
      );
    const reading = follow({ stream } as unknown as Api, '/stream')
      .next()
      .catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(40_000);
    expect(await reading).toMatchObject({
      name: 'CliError',
      message: 'The gateway was silent for 40 s.',
    });
  });
});
