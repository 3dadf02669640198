import { describe, expect, it } from '@jest/globals';
import type { Backlog } from '../store/statistics.js';
import type { UpkeepStore } from '../store/upkeep-store.js';
import { BacklogRecorder } from './backlog.service.js';
import type { Overdue } from './overdue.service.js';

function storeWith(mine: boolean): { store: UpkeepStore; noted: Backlog[] } {
  const noted: Backlog[] = [];
  const store = {
    acquireLeadership: async () => mine,
    counts: async () => ({ pending: 5, sending: 2, failed: 9, oldestOpenAt: 1 }),
    recordBacklog: async (backlog: Backlog) => void noted.push(backlog),
  } as unknown as UpkeepStore;
  return { store, noted };
}

const overdue = {
  look: async () => ({
    overdue: [
      { endpointId: 'a', count: 3, sinceMs: 10 },
      { endpointId: 'b', count: 1, sinceMs: 90 },
    ],
    held: [{ endpointId: 'c', count: 50, sinceMs: 900, by: 'breaker' }],
  }),
} as unknown as Overdue;

describe(BacklogRecorder.name, () => {
  it('records what is open and what of it is overdue, not what something holds', async () => {
    const { store, noted } = storeWith(true);
    await new BacklogRecorder(store, overdue).record();
    expect(noted).toEqual([{ waiting: 7, pastDue: 4 }]);
  });

  it('leaves it to the node whose turn it is', async () => {
    const { store, noted } = storeWith(false);
    await new BacklogRecorder(store, overdue).record();
    expect(noted).toEqual([]);
  });
});
