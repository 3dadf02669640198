import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { TempStore } from '../../../test/support/temp-store.js';
import { loadConfig } from '../config/load-config.js';
import type { TypeRetention } from '../config/parse-privacy.js';
import { ANY_DELIVERY } from '../store/history-store.js';
import { Retention } from './retention.service.js';

const DAY_MS = 24 * 3_600_000;
const LEASE_MS = 20_000;

describe(Retention.name, () => {
  let temp: TempStore;
  let endpointId: string;

  beforeEach(async () => {
    temp = await TempStore.open();
    const identity = {
      fingerprint: 'f',
      webhookId: 'webhook_1',
      adapter: 'generic',
      maskedUrl: 'http://127.0.0.1/',
    };
    const [endpoint] = await temp.store.endpoints.sync([identity]);
    endpointId = endpoint!.id;
  });
  afterEach(() => temp.remove());

  function retention(retentionTypes: readonly TypeRetention[] = []): Retention {
    const { config } = loadConfig({ WEBHOOK_RETENTION_DAYS: '7' }, { envFile: null });
    return new Retention({ ...config, retentionTypes }, temp.store.upkeep, temp.store.incidents, temp.clock);
  }

  /** Stores events with one delivery each, settled or pending. */
  async function add(name: string, count: number, settled: boolean): Promise<void> {
    const leaseToken = settled ? 'token' : null;
    const delivery = (i: number) => ({ id: `${name}-${i}`, endpointId, webhookId: 'webhook_1', leaseToken });
    const event = (i: number) => ({
      id: `${name}${i}`,
      type: 'job.completed',
      data: '{}',
      timestamp: '',
      acceptedAt: temp.clock.now(),
    });
    const ids = Array.from({ length: count }, (_, i) => i);
    await temp.store.events.accept(
      ids.map((i) => ({ event: event(i), contentHash: null, deliveries: [delivery(i)] })),
      LEASE_MS,
    );
    if (!settled) return;
    await temp.store.queue.settle(
      ids.map((i) => ({
        deliveryId: `${name}-${i}`,
        leaseToken: 'token',
        attempt: null,
        next: { state: 'delivered' as const },
      })),
    );
  }

  const kept = async (id: string): Promise<boolean> => (await temp.store.events.tally(id)) !== null;

  it('deletes deliveries that completed before the retention time, over several batches, and no younger ones', async () => {
    await add('old', 1_200, true);
    temp.clock.advance(3 * DAY_MS);
    await add('young', 3, true);
    temp.clock.advance(4 * DAY_MS + 1);
    await retention().sweep();
    expect([await kept('old0'), await kept('old1199'), await kept('young0')]).toEqual([false, false, true]);
  });

  it('deletes events of a type that is kept for a shorter time, those that were open then later, and no others', async () => {
    const types = [
      { pattern: 'job.kept', keptMs: 6 * DAY_MS },
      { pattern: 'job.*', keptMs: DAY_MS },
    ];
    await add('old', 300, true);
    await add('open', 1, false);
    temp.clock.advance(DAY_MS);
    await add('young', 3, true);
    temp.clock.advance(1);
    const sweeping = retention(types);
    await sweeping.sweep();
    expect([await kept('old0'), await kept('old299'), await kept('open0'), await kept('young0')]).toEqual([
      false,
      false,
      true,
      true,
    ]);
    const { rows } = await temp.store.history.deliveries(ANY_DELIVERY, { limit: 9, after: null });
    const open = rows.find(({ eventId }) => eventId === 'open0')!;
    await temp.store.repair.cancel(open.id, 'cancelled_by_operator');
    temp.clock.advance(DAY_MS / 2);
    await sweeping.sweep();
    expect(await kept('open0')).toBe(true);
    temp.clock.advance(DAY_MS / 2 + 1);
    await sweeping.sweep();
    expect([await kept('open0'), await kept('young0')]).toEqual([false, false]);
  });

  it('says in the log how many rows it deleted, also of one', async () => {
    const logged = jest.spyOn(Logger.prototype, 'log').mockReturnValue(undefined);
    const acceptedAt = temp.clock.now();
    const event = { id: 'alone', type: 'job.completed', data: '{}', timestamp: '', acceptedAt };
    await temp.store.events.accept([{ event, contentHash: null, deliveries: [] }], LEASE_MS);
    temp.clock.advance(8 * DAY_MS);
    await retention().sweep();
    expect(logged.mock.calls).toEqual([['Retention: deleted 1 row older than 7 days']]);
    logged.mockRestore();
  });

  it('never deletes a pending delivery', async () => {
    await add('waiting', 2, false);
    temp.clock.advance(365 * DAY_MS);
    await retention().sweep();
    expect(await kept('waiting0')).toBe(true);
  });

  it('deletes nothing while another node holds the leadership', async () => {
    await add('old', 10, true);
    temp.clock.advance(8 * DAY_MS);
    jest.spyOn(temp.store.upkeep, 'acquireLeadership').mockResolvedValue(false);
    await retention().sweep();
    expect(await kept('old0')).toBe(true);
  });

  it('stops between two batches when the gateway stops', async () => {
    await add('old', 10, true);
    temp.clock.advance(8 * DAY_MS);
    const stopping = retention();
    stopping.beforeApplicationShutdown();
    await stopping.sweep();
    expect(await kept('old0')).toBe(true);
  });

  it('sweeps once soon after the start, and returns the space to the disk', async () => {
    await add('old', 10, true);
    temp.clock.advance(8 * DAY_MS);
    const shrunk = jest.spyOn(temp.store.upkeep, 'shrink').mockResolvedValueOnce(4_096);
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    const starting = retention();
    const swept = jest.spyOn(starting, 'sweep');
    starting.onApplicationBootstrap();
    jest.advanceTimersByTime(60_000);
    jest.useRealTimers();
    expect(swept).toHaveBeenCalledTimes(1);
    await swept.mock.results[0]!.value;
    expect(await kept('old0')).toBe(false);
    expect(shrunk).toHaveBeenCalledTimes(2);
  });

  it('starts no sweep after the gateway has stopped', () => {
    jest.useFakeTimers();
    const stopped = retention();
    const swept = jest.spyOn(stopped, 'sweep');
    stopped.onApplicationBootstrap();
    stopped.beforeApplicationShutdown();
    jest.advanceTimersByTime(60_000);
    jest.useRealTimers();
    expect(swept).not.toHaveBeenCalled();
  });
});
