import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TempStore } from '../../../../test/support/temp-store.js';
import { loadConfig } from '../../config/load-config.js';
import { AuditRetention } from './audit-retention.service.js';

const DAY_MS = 86_400_000;

describe(AuditRetention.name, () => {
  let temp: TempStore;

  beforeEach(async () => {
    temp = await TempStore.open();
  });
  afterEach(() => temp.remove());

  /** Returns what is left of an entry just older than the retention and one three days younger. */
  async function swept(): Promise<string[]> {
    const { config } = loadConfig({ WEBHOOK_RETENTION_DAYS: '7' }, { envFile: null });
    const { access, upkeep } = temp.store;
    const entry = (action: string) => ({
      actor: 'a',
      action,
      target: null,
      detail: {},
      address: '::1',
      outcome: 'done' as const,
    });
    await access.record(entry('old'));
    temp.clock.advance(3 * DAY_MS);
    await access.record(entry('young'));
    temp.clock.advance(4 * DAY_MS + 1);
    await new AuditRetention(config, access, upkeep, temp.clock).sweep();
    return (await access.entries(10, null)).map(({ action }) => action);
  }

  it('deletes entries older than the retention, and no younger ones', async () => {
    expect(await swept()).toEqual(['young']);
  });

  it('deletes all old entries in one sweep, however many there are', async () => {
    const { access, upkeep } = temp.store;
    const { config } = loadConfig({ WEBHOOK_RETENTION_DAYS: '7' }, { envFile: null });
    const refused = {
      actor: 'unknown',
      target: null,
      detail: {},
      address: '192.0.2.1',
      outcome: 'refused',
    } as const;
    await Promise.all(
      Array.from({ length: 1_200 }, (_, at) => access.record({ ...refused, action: `access.no_key_${at}` })),
    );
    temp.clock.advance(7 * DAY_MS + 1);
    await new AuditRetention(config, access, upkeep, temp.clock).sweep();
    expect(await access.entries(10, null)).toEqual([]);
  });

  it('deletes on the leading node only', async () => {
    jest.spyOn(temp.store.upkeep, 'acquireLeadership').mockResolvedValue(false);
    expect(await swept()).toEqual(['young', 'old']);
  });
});
