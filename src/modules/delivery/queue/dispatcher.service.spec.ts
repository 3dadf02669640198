import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Subject } from 'rxjs';
import { aDelivery } from '../../../../test/support/a-delivery.js';
import { until } from '../../../../test/support/until.js';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { SystemClock } from '../../model/clock.js';
import type { PlannedEvent } from '../../model/delivery-handoff.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import type { ClaimRequest, DeliveryQueue } from '../../store/delivery-queue.js';
import type { DeliveryEvent } from '../events/delivery-event.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { Dispatcher } from './dispatcher.service.js';
import type { InFlight } from './in-flight.service.js';

/** Memory with `room` deliveries for each lane. */
function memory(room: number) {
  const held = new Map<string, LeasedDelivery>();
  return {
    held,
    reopened: new Subject<void>(),
    capacity: () => room - held.size,
    totalCapacity: () => room - held.size,
    byteCapacity: () => 1_000,
    hasCapacity: () => held.size < room,
    isHalfEmpty: () => held.size * 2 <= room,
    reserve: () => held.size < room,
    overflowed: () => undefined,
    cancelReservation: () => undefined,
    hold: (delivery: LeasedDelivery) => void held.set(delivery.id, delivery),
    holdClaimed: (delivery: LeasedDelivery) => void held.set(delivery.id, delivery),
    release: ({ id }: LeasedDelivery) => void held.delete(id),
  };
}

describe(Dispatcher.name, () => {
  const claim = jest.fn<DeliveryQueue['claim']>();
  const settle = jest.fn<DeliveryQueue['settle']>();
  let inFlight: ReturnType<typeof memory>;
  let dispatcher: Dispatcher;
  let emitted: string[];
  let published: DeliveryEvent[];

  beforeEach(() => {
    claim.mockReset().mockResolvedValue([]);
    settle.mockReset().mockResolvedValue([true]);
    inFlight = memory(2);
    emitted = [];
    published = [];
    const queue = { claim, settle, nextDueInMs: async () => null, watch: () => () => undefined };
    const catalogue = { sending: () => [{ id: 'e1' }], find: () => ({ pausedAt: null }) };
    const events = new DeliveryEvents();
    events.stream.subscribe((event) => published.push(event));
    dispatcher = new Dispatcher(
      inFlight as unknown as InFlight,
      catalogue as unknown as EndpointCatalogue,
      queue as unknown as DeliveryQueue,
      events,
      new SystemClock(),
    );
    dispatcher.deliveries.subscribe(({ id }) => emitted.push(id));
  });

  afterEach(() => dispatcher.close());

  /** Hands over one fresh delivery; returns its lease token, null where it goes to the store. */
  function handOver(id: string, failed?: string): string | null {
    const { event, endpointId, webhookId } = aDelivery({ id });
    const planned = { id, endpointId, webhookId, orderKey: null, ...(failed ? { failed } : {}) };
    const reservation = dispatcher.reserve({ event, jobId: null, deliveries: [planned] } as PlannedEvent);
    reservation.commit(Infinity, []);
    return reservation.leaseTokens[0]!;
  }

  it('claims as many deliveries as there is room for, and emits them once they are held', async () => {
    const requests: ClaimRequest[] = [];
    claim.mockImplementation(async (request) => {
      requests.push(request);
      return requests.length === 1 ? [aDelivery({ id: 'a' }), aDelivery({ id: 'b' })] : [];
    });
    const heldWhenEmitted: number[] = [];
    dispatcher.deliveries.subscribe(() => heldWhenEmitted.push(inFlight.held.size));
    dispatcher.open();
    await until('both are emitted', () => emitted.length === 2);
    expect(requests.map(({ rooms, limit }) => [[...rooms], limit])).toEqual([[[['e1', 2]], 2]]);
    expect(heldWhenEmitted).toEqual([2, 2]);
  });

  it('emits a fresh delivery at once, and sends the next ones to the store while there is no room', async () => {
    dispatcher.open();
    expect([handOver('a'), handOver('b'), handOver('c')]).toEqual([
      expect.any(String),
      expect.any(String),
      null,
    ]);
    expect(emitted).toEqual(['a', 'b']);
  });

  it('sends fresh deliveries behind a backlog in the store until a claim finds none left there', async () => {
    const open = Promise.withResolvers<LeasedDelivery[]>();
    dispatcher.open();
    await until('the first claim is over', () => claim.mock.calls.length === 1);
    for (const id of ['a', 'b', 'c']) handOver(id);
    inFlight.held.clear();
    claim.mockReturnValueOnce(open.promise);
    expect(handOver('d')).toBeNull();
    dispatcher.released('e1');
    await until('the lane is claimed again', () => claim.mock.calls.length === 2);
    expect(handOver('e')).toBeNull();
    open.resolve([]);
    await until('the backlog is gone', () => handOver('f') !== null);
  });

  it('hands a delivery back to the store that is claimed while it closes', async () => {
    const open = Promise.withResolvers<LeasedDelivery[]>();
    claim.mockReturnValueOnce(open.promise);
    dispatcher.open();
    await until('the claim is under way', () => claim.mock.calls.length === 1);
    const closed = dispatcher.close();
    open.resolve([aDelivery({ id: 'late', createdAt: 7 })]);
    await closed;
    expect(emitted).toEqual([]);
    expect(settle.mock.calls).toEqual([
      [
        [
          {
            deliveryId: 'late',
            leaseToken: 'token',
            attempt: null,
            next: { state: 'pending', dueAt: 7, inMs: 0 },
          },
        ],
      ],
    ]);
    expect(inFlight.held.size).toBe(0);
  });

  it('completes its deliveries when it closes', async () => {
    let isComplete = false;
    dispatcher.deliveries.subscribe({ complete: () => (isComplete = true) });
    dispatcher.open();
    await dispatcher.close();
    expect(isComplete).toBe(true);
  });

  it('publishes a delivery that was stored as failed without an attempt', () => {
    handOver('a', 'filter_too_costly');
    expect(published).toMatchObject([
      {
        kind: 'settled',
        settled: true,
        report: {
          delivery: { id: 'a' },
          attempt: null,
          next: { state: 'failed', reason: 'filter_too_costly' },
        },
      },
    ]);
    expect(emitted).toEqual([]);
  });

  it('publishes a store failure and claims again when a claim fails', async () => {
    claim.mockRejectedValueOnce(new Error('away'));
    dispatcher.open();
    await until('the failure is published', () => published.length === 1);
    expect(published).toMatchObject([{ kind: 'store-failing', during: 'claiming deliveries' }]);
    dispatcher.wake();
    await until('it claims again', () => claim.mock.calls.length === 2);
  });
});
