import { describe, expect, it } from '@jest/globals';
import { newEvent, type NewEvent } from './new-event.js';
import { WAITING_MAX, WaitingAcceptances } from './waiting-acceptances.js';

const REFUSED = { name: 'GatewayError', code: 'unavailable' };

const event = (length = 0): NewEvent =>
  newEvent({ event: 'job.completed', data: { filler: 'x'.repeat(length) } }, undefined, 0);

describe(WaitingAcceptances.name, () => {
  const events = (count: number): NewEvent[] => Array<NewEvent>(count).fill(event());

  it('lets as many events wait as are allowed, and more as soon as some are stored', async () => {
    const waiting = new WaitingAcceptances();
    const stored = Promise.withResolvers<string>();
    const first = waiting.during(events(WAITING_MAX.events - 1), () => stored.promise);
    await expect(waiting.during(events(2), async () => 'second')).rejects.toMatchObject(REFUSED);
    expect(await waiting.during(events(1), async () => 'one')).toBe('one');
    stored.resolve('first');
    expect(await first).toBe('first');
    expect(await waiting.during(events(2), async () => 'second')).toBe('second');
  });

  it('lets as many bytes wait as are allowed, and frees those of what the store refused', async () => {
    const waiting = new WaitingAcceptances();
    const large = event(WAITING_MAX.bytes / 2);
    const refused = Promise.withResolvers<string>();
    const first = waiting.during([large], () => refused.promise);
    await expect(waiting.during([large], async () => 'second')).rejects.toMatchObject(REFUSED);
    refused.reject(new Error('refused'));
    await expect(first).rejects.toThrow('refused');
    expect(await waiting.during([large], async () => 'second')).toBe('second');
  });
});
