import { describe, expect, it } from '@jest/globals';
import type { PinoLogger } from 'nestjs-pino';
import type { UpkeepStore } from '../store/upkeep-store.js';
import { HourlySummary } from './hourly-summary.service.js';
import { ProcessCounters } from './process-counters.service.js';

describe(HourlySummary.name, () => {
  it('logs the figures of the last hour, not those since the start', async () => {
    const lines: string[] = [];
    const logger = { info: (_: object, message: string) => lines.push(message) } as unknown as PinoLogger;
    const store = {
      counts: async () => ({ pending: 2, sending: 1, failed: 0, oldestOpenAt: null }),
    } as UpkeepStore;
    const counters = new ProcessCounters();
    const summary = new HourlySummary(logger, counters, store);
    for (const what of ['events', 'events', 'delivered', 'retries'] as const) counters.add(what);
    await summary.log();
    counters.add('failed');
    await summary.log();
    expect(lines).toEqual([
      '📊 Last hour: 2 events, 1 delivered, 0 failed, 1 retries; 3 waiting',
      '📊 Last hour: 0 events, 0 delivered, 1 failed, 0 retries; 3 waiting',
    ]);
  });
});
