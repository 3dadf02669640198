import { describe, expect, it } from '@jest/globals';
import { newEvent, type NewEvent } from './new-event.js';
import { memoryPlan } from '../config/memory-plan.js';
import { AcceptanceBuffer } from './acceptance-buffer.js';

const BUFFER_MAX = memoryPlan(null).acceptances;

const REFUSED = { name: 'GatewayError', code: 'unavailable' };

const event = (length = 0): NewEvent =>
  newEvent({ event: 'job.completed', data: { filler: 'x'.repeat(length) } }, undefined, 0);

describe(AcceptanceBuffer.name, () => {
  const events = (count: number): NewEvent[] => Array<NewEvent>(count).fill(event());

  it('holds up to the maximum of events, and takes more as soon as some are stored', async () => {
    const waiting = new AcceptanceBuffer(BUFFER_MAX);
    const stored = Promise.withResolvers<string>();
    const first = waiting.hold(events(BUFFER_MAX.events - 1), () => stored.promise);
    await expect(waiting.hold(events(2), async () => 'second')).rejects.toMatchObject(REFUSED);
    expect(await waiting.hold(events(1), async () => 'one')).toBe('one');
    stored.resolve('first');
    expect(await first).toBe('first');
    expect(await waiting.hold(events(2), async () => 'second')).toBe('second');
  });

  it('holds up to the maximum of bytes, and frees those of events that the store refused', async () => {
    const waiting = new AcceptanceBuffer(BUFFER_MAX);
    const large = event(BUFFER_MAX.bytes / 2);
    const refused = Promise.withResolvers<string>();
    const first = waiting.hold([large], () => refused.promise);
    await expect(waiting.hold([large], async () => 'second')).rejects.toMatchObject(REFUSED);
    refused.reject(new Error('refused'));
    await expect(first).rejects.toThrow('refused');
    expect(await waiting.hold([large], async () => 'second')).toBe('second');
  });
});
