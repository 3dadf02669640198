import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { aDelivery } from '../../../test/support/a-delivery.js';
import type { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { NextState } from '../model/delivery.js';
import type { DeliveryQueue } from '../store/delivery-queue.js';
import type { DeliveryEvent } from './events/delivery-event.js';
import { DeliveryEvents } from './events/delivery-events.service.js';
import type { InFlight } from './queue/in-flight.service.js';
import { Recorder } from './recorder.service.js';
import type { HeldDeliveries } from './rate-limit/held-deliveries.service.js';
import type { Report } from './report.js';

const report = (id: string, next: NextState | null): Report => ({
  delivery: aDelivery({ id }),
  attempt: null,
  outcome: null,
  next,
  maxRetries: 0,
});

describe(Recorder.name, () => {
  const settle = jest.fn<DeliveryQueue['settle']>();
  let calls: string[];
  let published: DeliveryEvent[];
  let recorder: Recorder;
  let held: Pick<HeldDeliveries, 'resultArrived' | 'resultStored'>;

  beforeEach(() => {
    calls = [];
    published = [];
    settle.mockReset().mockImplementation(async (settlements) => {
      calls.push('settle');
      return settlements.map(({ deliveryId, superseded }) => superseded?.slice(1) ?? deliveryId !== 'fenced');
    });
    const events = new DeliveryEvents();
    held = {
      resultArrived: () => void calls.push('result arrived'),
      resultStored: () => void calls.push('result stored'),
    };
    events.stream.subscribe((event) => {
      calls.push('publish');
      published.push(event);
    });
    recorder = new Recorder(
      { settle } as unknown as DeliveryQueue,
      { save: async () => void calls.push('save endpoints') } as unknown as EndpointCatalogue,
      { release: ({ id }: { id: string }) => void calls.push(`release ${id}`) } as unknown as InFlight,
      held as unknown as HeldDeliveries,
      events,
    );
  });

  it('stores disabled endpoints before it settles a batch', async () => {
    await recorder.settlements.write([report('a', { state: 'delivered' })]);
    expect(calls).toEqual(['save endpoints', 'settle']);
  });

  it('settles no delivery whose lease is lost, and keeps each result with its report', async () => {
    const reports = [
      report('lost', null),
      report('a', { state: 'delivered' }),
      report('fenced', { state: 'failed', reason: 'HTTP_400' }),
    ];
    const results = await recorder.settlements.write(reports);
    expect(settle.mock.calls[0]![0].map(({ deliveryId }) => deliveryId)).toEqual(['a', 'fenced']);
    expect(results.map(({ report, settled }) => [report.delivery.id, settled])).toEqual([
      ['lost', false],
      ['a', true],
      ['fenced', false],
    ]);
  });

  it('settles nothing while endpoints cannot be stored', async () => {
    const failing = new Recorder(
      { settle } as unknown as DeliveryQueue,
      { save: () => Promise.reject(new Error('full')) } as unknown as EndpointCatalogue,
      {} as InFlight,
      held as unknown as HeldDeliveries,
      new DeliveryEvents(),
    );
    await expect(failing.settlements.write([report('a', { state: 'delivered' })])).rejects.toThrow('full');
    expect(settle).not.toHaveBeenCalled();
  });

  it('counts a result as it arrives and once it is stored, frees the memory, and publishes the result last', () => {
    recorder.settlements.onArrival!(report('a', { state: 'delivered' }));
    recorder.release({ report: report('a', { state: 'delivered' }), settled: true });
    expect(calls).toEqual(['result arrived', 'result stored', 'release a', 'publish']);
    expect(published).toMatchObject([{ kind: 'settled', settled: true, report: { delivery: { id: 'a' } } }]);
  });

  it('settles with a delivery those that are superseded with it, and publishes the end of each that ended by it', async () => {
    const event = { id: 'e', type: 'job.x', jobId: 'j' };
    const behind = (id: string) => ({
      id,
      event,
      endpointId: 'e1',
      webhookId: 'webhook_1',
      attempts: 0,
      createdAt: 0,
      orderKey: 'j',
    });
    const next = { state: 'delivered', reason: 'superseded' } as const;
    const first = { ...report('a', next), superseded: [behind('cancelled'), behind('b')] };
    const [result] = await recorder.settlements.write([first]);
    expect(settle.mock.calls[0]![0]).toMatchObject([
      { deliveryId: 'a', next, superseded: ['cancelled', 'b'] },
    ]);
    recorder.release(result!);
    recorder.release({ report: first, settled: false });
    const told = published.map(
      (one) => one.kind === 'settled' && [one.report.delivery.id, one.report.next, one.settled],
    );
    expect(told).toEqual([
      ['a', next, true],
      ['b', next, true],
      ['a', next, false],
    ]);
  });

  it('publishes a failed write at once, and lets it be repeated after 250 ms', async () => {
    const started = performance.now();
    const repeated = recorder.settlements.onFailure(new Error('away'), 1);
    expect(published).toMatchObject([{ kind: 'store-failing', during: 'settling deliveries' }]);
    await repeated;
    expect(performance.now() - started).toBeGreaterThan(245);
  });
});
