import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { NEVER } from 'rxjs';
import { ActivityStream } from './activity-stream.service.js';
import type { Message } from './replay-buffer.js';

/** Longer than the stream follows the changes without listeners, ms. */
const LONG_MS = 60_000;

describe(ActivityStream.name, () => {
  const states = {
    endpoints: { changes: NEVER, compare: jest.fn() },
    listeners: { changes: NEVER },
    incidents: { next: async () => [] },
    erasures: { next: jest.fn<() => Promise<boolean>>() },
  };
  let events: { id: string }[];
  const history = {
    changes: async () => ({ mark: {}, events: events.splice(0), attempts: [], deliveries: [], more: false }),
  };
  let stream: ActivityStream;
  let heard: Message[];

  beforeEach(() => {
    jest.useFakeTimers();
    events = [];
    heard = [];
    states.erasures.next.mockResolvedValue(false);
    const presenter = { summary: ({ id }: { id: string }) => ({ id }) };
    const parts: unknown[] = [history, presenter, {}, states, { progress: NEVER }];
    stream = new ActivityStream(...(parts as ConstructorParameters<typeof ActivityStream>));
    stream.messages.subscribe((message) => heard.push(message));
  });
  afterEach(() => {
    stream.onModuleDestroy();
    jest.useRealTimers();
  });

  const tell = async (id: string): Promise<Message> => {
    events.push({ id });
    await jest.advanceTimersByTimeAsync(500);
    return heard.at(-1)!;
  };

  it('gives a listener that comes back what it missed', async () => {
    await stream.join();
    const { id } = await tell('a');
    stream.leave();
    await tell('b');
    await stream.join();
    expect(stream.missedSince(id)!.map(({ data }) => data)).toEqual(['{"id":"b"}']);
  });

  it('does not know what a listener missed that comes back after nobody listened for long', async () => {
    await stream.join();
    const { id } = await tell('a');
    stream.leave();
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(jest.getTimerCount()).toBe(0);
    await stream.join();
    expect(stream.missedSince(id)).toBeNull();
  });

  it('forgets its messages once a job is erased, and says so', async () => {
    await stream.join();
    const { id } = await tell('a');
    states.erasures.next.mockResolvedValueOnce(true);
    const { type, data } = await tell('b');
    expect([type, data]).toEqual(['reset', '{"reason":"A job was erased."}']);
    expect(stream.missedSince(id)).toBeNull();
  });
});
