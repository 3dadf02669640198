import { describe, expect, it } from '@jest/globals';
import type { Backlog } from '../store/statistics.js';
import type { UpkeepStore } from '../store/upkeep-store.js';
import { BacklogRecorder } from './backlog.service.js';

function storeWith(mine: boolean): { store: UpkeepStore; noted: Backlog[] } {
  const noted: Backlog[] = [];
  const store = {
    turn: async () => mine,
    counts: async () => ({ pending: 5, sending: 2, failed: 9, oldestOpenAt: 1 }),
    due: async () => [
      { endpointId: 'a', count: 3, sinceMs: 10 },
      { endpointId: 'b', count: 1, sinceMs: 90 },
    ],
    recordBacklog: async (backlog: Backlog) => void noted.push(backlog),
  } as unknown as UpkeepStore;
  return { store, noted };
}

describe(BacklogRecorder.name, () => {
  it('notes what is open and what of it is due', async () => {
    const { store, noted } = storeWith(true);
    await new BacklogRecorder(store).record();
    expect(noted).toEqual([{ waiting: 7, pastDue: 4 }]);
  });

  it('leaves it to the node whose turn it is', async () => {
    const { store, noted } = storeWith(false);
    await new BacklogRecorder(store).record();
    expect(noted).toEqual([]);
  });
});
