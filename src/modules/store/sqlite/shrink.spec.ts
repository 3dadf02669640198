import { statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { TempStore } from '../../../../test/support/temp-store.js';

const LEASE_MS = 20_000;
const DAY_MS = 86_400_000;
const MIB = 1024 * 1024;
const LARGE = JSON.stringify({ text: 'x'.repeat(8_000) });

describe('a SQLite file', () => {
  let temp: TempStore;

  beforeEach(async () => {
    temp = await TempStore.open();
  });
  afterEach(() => temp.remove());

  /** Events that nobody waits for, some 8 MiB of them. */
  const fill = async (name: string): Promise<void> => {
    const ids = Array.from({ length: 1_000 }, (_, n) => `${name}${n}`);
    const event = (id: string) => ({
      id,
      type: 'job.failed',
      data: LARGE,
      timestamp: '',
      acceptedAt: temp.clock.now(),
    });
    await temp.store.events.accept(
      ids.map((id) => ({ event: event(id), contentHash: null, deliveries: [] })),
      LEASE_MS,
    );
  };
  const purge = async (): Promise<void> => {
    temp.clock.advance(DAY_MS);
    while ((await temp.store.upkeep.purge(temp.clock.now(), 500)) > 0);
  };
  /** Sizes of the steps until nothing is left to give back. */
  const shrink = async (): Promise<number[]> => {
    const steps: number[] = [];
    for (let given = await temp.store.upkeep.shrink(); given > 0; given = await temp.store.upkeep.shrink())
      steps.push(given);
    return steps;
  };
  const size = (): number => statSync(temp.file).size;
  const pragma = (name: string): unknown => {
    const file = new SqliteDatabase(temp.file, { readonly: true });
    try {
      return file.pragma(name, { simple: true });
    } finally {
      file.close();
    }
  };

  it('gives the space of deleted events back in short steps while the gateway runs', async () => {
    await fill('a');
    await purge();
    expect(pragma('freelist_count')).toBeGreaterThan(1_000);
    const steps = await shrink();
    expect(Math.max(...steps)).toBeLessThanOrEqual(MIB);
    expect(steps.length).toBeGreaterThan(4);
    expect(size()).toBeLessThan(2 * MIB);
    expect(pragma('integrity_check')).toBe('ok');
  });

  it('keeps its rows while it shrinks', async () => {
    await fill('a');
    await purge();
    await fill('b');
    await shrink();
    expect((await temp.store.events.find('b999'))?.data).toBe(LARGE);
  });

  it('gives nothing back while few of its pages are free', async () => {
    await fill('a');
    expect(await shrink()).toEqual([]);
  });

  it('made without auto_vacuum is rewritten once at a start, and can shrink from then on', async () => {
    await temp.store.close();
    const old = new SqliteDatabase(temp.file);
    old.pragma('auto_vacuum = 0');
    old.exec('vacuum');
    old.close();
    expect(pragma('auto_vacuum')).toBe(0);
    await temp.reopen();
    await fill('a');
    await purge();
    await shrink();
    expect([pragma('auto_vacuum'), size() < 2 * MIB]).toEqual([2, true]);
  });
});
