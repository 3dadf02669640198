import { describe, expect, it } from '@jest/globals';
import type { Backlog } from '../store/statistics.js';
import type { UpkeepStore } from '../store/upkeep-store.js';
import { BacklogRecorder } from './backlog-recorder.service.js';
import type { OpenDeliveries } from './open-deliveries.service.js';

function storeWith(isLeader: boolean): { store: UpkeepStore; recorded: Backlog[] } {
  const recorded: Backlog[] = [];
  const store = {
    acquireLeadership: async () => isLeader,
    recordBacklog: async (backlog: Backlog) => void recorded.push(backlog),
  } as unknown as UpkeepStore;
  return { store, recorded };
}

const open = {
  counts: async () => ({ pending: 5, sending: 2, failed: 9, oldestOpenAgeMs: 1 }),
  due: async () => ({
    overdue: [
      { endpointId: 'a', count: 3, sinceMs: 10 },
      { endpointId: 'b', count: 1, sinceMs: 90 },
    ],
    held: [{ endpointId: 'c', count: 50, sinceMs: 900, by: 'breaker' }],
  }),
} as unknown as OpenDeliveries;

describe(BacklogRecorder.name, () => {
  it('records how many deliveries are open and how many are overdue, without held ones', async () => {
    const { store, recorded } = storeWith(true);
    await new BacklogRecorder(store, open).record();
    expect(recorded).toEqual([{ waiting: 7, pastDue: 4 }]);
  });

  it('records nothing while another node is the leader', async () => {
    const { store, recorded } = storeWith(false);
    await new BacklogRecorder(store, open).record();
    expect(recorded).toEqual([]);
  });
});
