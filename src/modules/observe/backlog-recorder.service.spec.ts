import { describe, expect, it } from '@jest/globals';
import type { Backlog, QueueSample } from '../store/statistics.js';
import type { UpkeepStore } from '../store/upkeep-store.js';
import { BacklogRecorder } from './backlog-recorder.service.js';
import type { OpenDeliveries } from './open-deliveries.service.js';

type Recorded = [Backlog, readonly QueueSample[]];

function storeWith(isLeader: boolean): { store: UpkeepStore; recorded: Recorded[] } {
  const recorded: Recorded[] = [];
  const store = {
    acquireLeadership: async () => isLeader,
    recordBacklog: async (...given: Recorded) => void recorded.push(given),
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
  queues: async () => [{ endpointId: 'c', queued: 50, oldestMs: 900 }],
} as unknown as OpenDeliveries;

describe(BacklogRecorder.name, () => {
  it('records how many deliveries are open and how many are overdue, without held ones, and the queues', async () => {
    const { store, recorded } = storeWith(true);
    await new BacklogRecorder(store, open).record();
    expect(recorded).toEqual([
      [{ waiting: 7, pastDue: 4 }, [{ endpointId: 'c', queued: 50, oldestMs: 900 }]],
    ]);
  });

  it('records nothing while another node is the leader', async () => {
    const { store, recorded } = storeWith(false);
    await new BacklogRecorder(store, open).record();
    expect(recorded).toEqual([]);
  });
});
