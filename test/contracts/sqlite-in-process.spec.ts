import { describe, expect, it } from '@jest/globals';
import { acceptanceFor, claimFrom, deliveredNow, identity, LEASE_MS } from '../support/postgres-work.js';
import { TempStore } from '../support/temp-store.js';

/** `store-sqlite-thread.spec.ts` runs the whole contract, on the driver in its thread as a gateway has it. */
describe('The SQLite driver without a thread', () => {
  it('delivers an accepted event, and has the outcome after it is opened again', async () => {
    const temp = await TempStore.open();
    try {
      const [endpoint] = await temp.store.endpoints.sync([identity('a')]);
      const acceptance = acceptanceFor(endpoint!);
      await temp.store.events.accept([acceptance], LEASE_MS);
      const [delivery] = await claimFrom(temp.store, [endpoint!]);
      expect(delivery).toMatchObject({ id: acceptance.deliveries[0]!.id });
      expect(await temp.store.queue.settle([deliveredNow(delivery!)])).toEqual([true]);
      await temp.reopen();
      expect(await temp.store.events.find(acceptance.event.id)).toMatchObject({ type: 'job.completed' });
      expect(await temp.store.upkeep.counts()).toMatchObject({ pending: 0, sending: 0 });
      expect(await claimFrom(temp.store, [endpoint!])).toEqual([]);
    } finally {
      await temp.remove();
    }
  });
});
