import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ServiceUnavailableException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NEVER, Subject, type Observable } from 'rxjs';
import type { Pages } from '../http/export-text.js';
import type { Clock } from '../model/clock.js';
import type { SessionWatch } from './console/session-watch.service.js';
import { Exports } from './exports.service.js';

interface Row {
  readonly text: string;
}

const clock = { now: () => Date.parse('2026-03-01T12:34:56Z') } as Clock;
const columns = { text: ({ text }: Row) => text };
/** More than a stream reads ahead. */
const LONG = 'x'.repeat(100_000);

async function* rows(pages: number): Pages<Row> {
  for (let page = 0; page < pages; page++) yield [{ text: `${page}${LONG}` }];
}

/** Two rows, with five minutes of empty pages between them. */
async function* rare(): Pages<Row> {
  yield [{ text: 'first' }];
  for (let page = 0; page < 10; page++) {
    await new Promise((found) => setTimeout(found, 30_000));
    yield [];
  }
  yield [{ text: 'last' }];
}

class Reply {
  readonly headers = jest.fn<(given: object) => this>(() => this);
  stream: Readable | undefined;

  send(stream?: Readable): this {
    this.stream = stream;
    return this;
  }
}

function exporting(ended: Observable<void> = NEVER) {
  const exports = new Exports(clock, { ended: () => ended } as unknown as SessionWatch);
  return async (pages: Pages<Row> = rows(50), method = 'GET'): Promise<Reply> => {
    const reply = new Reply();
    const request = { method } as FastifyRequest;
    const list = { list: 'events', format: 'csv', pages, columns } as const;
    await exports.send(list, request, reply as unknown as FastifyReply);
    return reply;
  };
}

describe(Exports.name, () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
  afterEach(() => void jest.useRealTimers());

  it('sends all pages under the name of the list and the minute', async () => {
    const { stream, headers } = await exporting()(rows(3));
    const text = (await stream!.toArray()).join('');
    expect(text.split('\r\n').map((line) => line.slice(0, 4))).toEqual(['text', '0xxx', '1xxx', '2xxx', '']);
    expect(headers).toHaveBeenCalledWith(
      expect.objectContaining({
        'Content-Disposition': 'attachment; filename="events-2026-03-01T1234.csv"',
      }),
    );
  });

  it('ends for a reader that takes nothing for a minute, whose place the next export takes', async () => {
    const send = exporting();
    const stalled = await Promise.all(Array.from({ length: 8 }, () => send()));
    for (const { stream } of stalled) stream!.once('readable', () => undefined);
    await expect(send()).rejects.toThrow(ServiceUnavailableException);
    const reads = setInterval(() => stalled[0]!.stream!.read(), 20_000);
    await jest.advanceTimersByTimeAsync(59_999);
    expect(stalled.map(({ stream }) => stream!.destroyed)).not.toContain(true);
    await jest.advanceTimersByTimeAsync(10_000);
    clearInterval(reads);
    expect(stalled.map(({ stream }) => stream!.destroyed)).toEqual([false, ...Array<boolean>(7).fill(true)]);
    expect((await send()).stream).toBeDefined();
    stalled[0]!.stream!.destroy();
  });

  it('goes on where rows are rare, however long the next one takes to find', async () => {
    const { stream } = await exporting()(rare());
    const text = stream!.toArray();
    await jest.advanceTimersByTimeAsync(300_000);
    expect((await text).join('')).toBe('text\r\nfirst\r\nlast\r\n');
  });

  it('ends with the session that asked for it', async () => {
    const ended = new Subject<void>();
    const { stream } = await exporting(ended)();
    ended.next();
    expect(stream!.destroyed).toBe(true);
  });

  it('takes no place where the store fails at once, or where only the head is asked for', async () => {
    const send = exporting();
    const failing = (): Pages<Row> =>
      ({ next: () => Promise.reject(new Error('away')) }) as unknown as Pages<Row>;
    for (let time = 0; time < 9; time++) await expect(send(failing())).rejects.toThrow('away');
    for (let time = 0; time < 9; time++) expect((await send(rows(1), 'HEAD')).stream).toBeUndefined();
    expect((await send()).stream).toBeDefined();
  });
});
