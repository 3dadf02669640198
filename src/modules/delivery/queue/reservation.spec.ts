import { describe, expect, it } from '@jest/globals';
import type { PlannedEvent } from '../../model/delivery-handoff.js';
import { MemoryReservation, type MemoryKeeper } from './reservation.js';

const event = {
  id: 'e1',
  type: 'job.completed',
  data: '{}',
  timestamp: '2024-01-01T00:00:00.000Z',
  acceptedAt: 7,
};
const delivery = (id: string, endpointId: string) => ({
  id,
  endpointId,
  webhookId: endpointId,
  orderKey: null,
});

/** A keeper with room for the named endpoints that records its calls. */
function keeper(...withRoom: string[]) {
  const calls: string[] = [];
  const memory: MemoryKeeper = {
    reserve: (id, bytes) => {
      calls.push(`reserve ${id} ${bytes}`);
      return withRoom.includes(id) ? `token-${id}` : null;
    },
    cancel: (id, bytes) => calls.push(`cancel ${id} ${bytes}`),
    deliver: ({ id, leaseToken, createdAt }, until) =>
      calls.push(`deliver ${id} ${leaseToken} ${createdAt} ${until}`),
    reportFailed: ({ id }, reason) => calls.push(`failed ${id} ${reason}`),
    waits: ({ id, type }) => calls.push(`waits ${id} ${type}`),
    wake: () => calls.push('wake'),
  };
  return { memory, calls };
}

describe(MemoryReservation.name, () => {
  const planned: PlannedEvent = {
    event,
    jobId: null,
    deliveries: [
      delivery('a', 'one'),
      delivery('b', 'full'),
      delivery('c', 'two'),
      { ...delivery('d', 'one'), failed: 'filter_too_costly' },
    ],
  };

  it('reserves memory for each delivery to send, and holds a lease token where there was room', () => {
    const { memory, calls } = keeper('one', 'two');
    expect(new MemoryReservation(planned, memory).leaseTokens).toEqual([
      'token-one',
      null,
      'token-two',
      null,
    ]);
    expect(calls).toEqual(['reserve one 2', 'reserve full 2', 'reserve two 2']);
  });

  it('passes reserved deliveries on after the commit, wakes the queue for the others, and reports failed ones', () => {
    const { memory, calls } = keeper('one', 'two');
    const reservation = new MemoryReservation(planned, memory);
    calls.length = 0;
    reservation.commit(99, []);
    expect(calls).toEqual([
      'deliver a token-one 7 99',
      'wake',
      'deliver c token-two 7 99',
      'failed d filter_too_costly',
    ]);
  });

  it('returns the memory of a delivery that waits for its predecessor, and does not wake the queue for it', () => {
    const { memory, calls } = keeper('one', 'two');
    const reservation = new MemoryReservation(planned, memory);
    calls.length = 0;
    reservation.commit(99, ['a', 'b']);
    expect(calls).toEqual([
      `waits a ${event.type}`,
      'cancel one 2',
      `waits b ${event.type}`,
      'deliver c token-two 7 99',
      'failed d filter_too_costly',
    ]);
  });

  it('returns all reserved memory when it is released', () => {
    const { memory, calls } = keeper('one', 'two');
    const reservation = new MemoryReservation(planned, memory);
    calls.length = 0;
    reservation.release();
    expect(calls).toEqual(['cancel one 2', 'cancel two 2']);
  });
});
