import { describe, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import type { UpkeepStore } from '../store/upkeep-store.js';
import { Statistics } from './statistics.service.js';
import { Tally } from './tally.service.js';

describe(Statistics.name, () => {
  it('says what happened in the hour, not since the start', async () => {
    const lines: string[] = [];
    const logger = { info: (_: object, message: string) => lines.push(message) } as unknown as PinoLogger;
    const store = {
      counts: async () => ({ pending: 2, sending: 1, failed: 0, oldestOpenAt: null }),
    } as UpkeepStore;
    const tally = new Tally();
    const statistics = new Statistics(logger, tally, store);
    for (const what of ['events', 'events', 'delivered', 'retries'] as const) tally.add(what);
    await statistics.hourly();
    tally.add('failed');
    await statistics.hourly();
    expect(lines).toEqual([
      '📊 Last hour: 2 events, 1 delivered, 0 failed, 1 retries; 3 waiting',
      '📊 Last hour: 0 events, 0 delivered, 1 failed, 0 retries; 3 waiting',
    ]);
  });
});
