import { describe, expect, it } from '@jest/globals';
import {
  ANY_AUDIT_ENTRY,
  type AuditFilter,
  type NewAuditEntry,
} from '../../src/modules/store/access-store.js';
import type { Harness } from './store.contract.js';

const DAY_MS = 86_400_000;

/** Facts that every driver promises of the port `AccessStore`. */
export function accessStoreFacts(harness: () => Harness): void {
  const access = () => harness().store.access;
  const entry = (action: string, over: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
    actor: '1a2b3c4d',
    action,
    target: 'webhook_1',
    detail: { fields: ['url', 'ü'], count: 3 },
    address: '127.0.0.1',
    outcome: 'done',
    ...over,
  });
  const actions = async (limit = 100, before: number | null = null) =>
    (await access().entries(limit, before)).map(({ action }) => action);

  describe('audit entries', () => {
    it('are none in a new store', async () => {
      expect(await access().entries(10, null)).toEqual([]);
    });

    it('are stored as given, with the time of the store', async () => {
      const bare = entry('b', { target: null, detail: {}, address: '::1' });
      await access().record(entry('a'));
      const at = harness().now();
      await harness().advance(1_000);
      await access().record(bare);
      await harness().reopen();
      expect(await access().entries(10, null)).toEqual([
        { ...bare, id: expect.any(Number), at: at + 1_000 },
        { ...entry('a'), id: expect.any(Number), at },
      ]);
    });

    it('get the result of their request, and no other entry does', async () => {
      const id = await access().record(entry('a', { target: null, outcome: 'begun' }));
      await access().record(entry('b'));
      const result = { target: 'ü', detail: { fields: [], status: 409 }, outcome: 'refused' } as const;
      await access().complete(id, result);
      await access().complete(id + 1_000, result);
      expect(await access().entries(10, null)).toEqual([
        { ...entry('b'), id: expect.any(Number), at: harness().now() },
        { ...entry('a'), ...result, id, at: harness().now() },
      ]);
    });

    it('are read page by page, newest first', async () => {
      for (const action of ['a', 'b', 'c', 'd', 'e']) await access().record(entry(action));
      const [first, second] = await access().entries(2, null);
      expect([first!.action, second!.action]).toEqual(['e', 'd']);
      await access().record(entry('f'));
      expect(await actions(2, second!.id)).toEqual(['c', 'b']);
    });

    it('are found by their target, page by page', async () => {
      for (const [nth, target] of ['one', 'two', 'one', null, 'one'].entries())
        await access().record(entry(String(nth), { target }));
      const of = async (target: string | null, before: number | null = null) =>
        access().entries(2, before, { target });
      const first = await of('one');
      expect(first.map(({ action }) => action)).toEqual(['4', '2']);
      expect((await of('one', first.at(-1)!.id)).map(({ action }) => action)).toEqual(['0']);
      expect((await of(null)).map(({ action }) => action)).toEqual(['4', '3']);
      expect(await of('nobody')).toEqual([]);
    });

    it.each<[Partial<AuditFilter>, string[]]>([
      [{ actor: 'ben' }, ['keys.revoke', 'endpoints.update']],
      [{ action: 'endpoints.update' }, ['endpoints.update', 'endpoints.update']],
      [{ action: 'endpoints.*' }, ['endpoints.pause', 'endpoints.update', 'endpoints.update']],
      [{ target: 'webhook_2' }, ['endpoints.pause']],
      [{ outcome: 'refused' }, ['endpoints.pause']],
      [{ action: 'endpoints.*', actor: 'ben' }, ['endpoints.update']],
      [{ action: 'endpoint.*' }, []],
      [{ actor: "'; drop table audit_entries; --" }, []],
    ])('are found by %j', async (wanted, found) => {
      await access().record(entry('endpoints.update'));
      await access().record(entry('endpoints.update', { actor: 'ben' }));
      await access().record(entry('endpoints.pause', { target: 'webhook_2', outcome: 'refused' }));
      await access().record(entry('keys.revoke', { actor: 'ben', target: null }));
      const filter = { ...ANY_AUDIT_ENTRY, ...wanted };
      const entries = await access().entries(100, null, filter);
      expect(entries.map(({ action }) => action)).toEqual(found);
    });

    it('are found by their time, page by page', async () => {
      for (const action of ['a', 'b', 'c', 'd']) {
        await access().record(entry(action));
        await harness().advance(1_000);
      }
      const filter = { ...ANY_AUDIT_ENTRY, from: harness().now() - 3_000, to: harness().now() - 1_000 };
      const [newest, ...others] = await access().entries(1, null, filter);
      expect([newest!.action, others]).toEqual(['c', []]);
      expect((await access().entries(9, newest!.id, filter)).map(({ action }) => action)).toEqual(['b']);
    });

    it('are deleted by age, a bounded number at a time', async () => {
      for (const action of ['a', 'b', 'c']) await access().record(entry(action));
      await harness().advance(DAY_MS);
      const before = harness().now();
      await access().record(entry('young'));
      expect(await access().purge(before, 2)).toBe(2);
      expect(await actions()).toEqual(['young', 'c']);
      expect([await access().purge(before, 2), await access().purge(before, 2)]).toEqual([1, 0]);
      expect(await actions()).toEqual(['young']);
    });
  });

  describe('console sessions', () => {
    it('are valid until they are ended, one by one', async () => {
      expect(await access().isEnded('one')).toBe(false);
      await access().endSession('one', harness().now() + DAY_MS);
      await access().endSession('one', harness().now() + DAY_MS);
      expect([await access().isEnded('one'), await access().isEnded('two')]).toEqual([true, false]);
      await harness().reopen();
      expect(await access().isEnded('one')).toBe(true);
    });

    it('are remembered as ended until they would have expired', async () => {
      await access().endSession('short', harness().now() + 1_000);
      await access().endSession('long', harness().now() + DAY_MS);
      await harness().advance(1_001);
      await access().purge(0, 10);
      expect([await access().isEnded('short'), await access().isEnded('long')]).toEqual([false, true]);
    });
  });
}
