import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { EventTypeChange, StoredEventType } from '../../src/modules/store/event-type-store.js';
import { ANY_EVENT } from '../../src/modules/store/history-store.js';
import type { Harness } from './store.contract.js';

const LEASE_MS = 30_000;
const PAGE = { limit: 10, after: null };

/** Facts that every driver promises of the entries of the catalogue, and of events whose data contradicts a schema. */
export function eventTypeFacts(harness: () => Harness): void {
  const store = () => harness().store.eventTypes;
  const put = (over: Partial<EventTypeChange> = {}): EventTypeChange => ({
    type: 'invoice.paid',
    source: 'api',
    fields: '{"headline":"Paid"}',
    derivedFrom: null,
    ...over,
  });
  const write = async (change: EventTypeChange): Promise<StoredEventType> =>
    (await store().write([change]))![0]!;

  describe('entries of event types', () => {
    it('are stored as given, once for each source, also over a restart', async () => {
      const api = await write(put());
      const file = await write(put({ source: 'file' }));
      expect(api).toEqual({
        type: 'invoice.paid',
        source: 'api',
        fields: '{"headline":"Paid"}',
        revision: expect.any(Number),
        updatedAt: harness().now(),
      });
      await harness().reopen();
      expect(await store().changes(0)).toEqual([api, file]);
    });

    it('are changed only at the revision that the change was derived from', async () => {
      const first = await write(put());
      const second = await write(put({ fields: '{}', derivedFrom: first.revision }));
      const late = put({ derivedFrom: first.revision });
      expect(await store().write([put({ type: 'a.b' }), late])).toBeNull();
      expect(await store().write([put()])).toBeNull();
      expect(await store().changes(0)).toEqual([second]);
    });

    it('are listed without fields after every earlier revision where they are removed', async () => {
      const first = await write(put());
      const removed = await write(put({ fields: null, derivedFrom: first.revision }));
      expect(removed).toMatchObject({ type: 'invoice.paid', fields: null });
      expect(await store().changes(first.revision)).toEqual([removed]);
      expect(await store().changes(removed.revision)).toEqual([]);
    });
  });

  describe('a mismatch', () => {
    it('is stored with its event, is listed, and restricts lists', async () => {
      const accept = async (mismatch?: string): Promise<string> => {
        const id = randomUUID();
        const event = {
          id,
          type: 'job.failed',
          data: '{}',
          timestamp: '2026-01-01',
          acceptedAt: harness().now(),
        };
        const acceptance = { event, contentHash: null, deliveries: [], ...(mismatch && { mismatch }) };
        await harness().store.events.accept([acceptance], LEASE_MS);
        return id;
      };
      const [marked, fine] = [await accept('data.job_id is required.'), await accept()];
      const { history } = harness().store;
      const listed = async (mismatch: boolean | null) =>
        (await history.events({ ...ANY_EVENT, mismatch }, PAGE)).rows.map(({ id }) => id);
      expect(await listed(true)).toEqual([marked]);
      expect(await listed(false)).toEqual([fine]);
      expect((await listed(null)).sort()).toEqual([marked, fine].sort());
      const records = [await history.event(marked), await history.event(fine)];
      expect(records.map((record) => record?.summary.mismatch)).toEqual(['data.job_id is required.', null]);
    });
  });
}
