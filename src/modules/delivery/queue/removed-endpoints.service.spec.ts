import { expect, describe, it, jest } from '@jest/globals';
import { Subject } from 'rxjs';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { DeliveryQueue } from '../../store/delivery-queue.js';
import { RemovedEndpoints } from './removed-endpoints.service.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import type { Throttles } from '../rate-limit/throttles.service.js';

describe(RemovedEndpoints.name, () => {
  it('cancels pending deliveries of a removed endpoint, one sweep at a time, however long the store takes', async () => {
    let ids = ['removed'];
    const changes = new Subject<void>();
    const all = () => ids.map((id) => ({ id, rateLimits: [] }));
    const catalogue = { all, changes, removed: () => [] } as unknown as EndpointCatalogue;
    const hung = Promise.withResolvers<number>();
    const cancelPending = jest.fn<DeliveryQueue['cancelPending']>().mockReturnValueOnce(hung.promise);
    const queue = { cancelPending } as unknown as DeliveryQueue;
    const throttles = { adapt: () => undefined } as unknown as Throttles;
    const events = new DeliveryEvents();
    const followed = new RemovedEndpoints(catalogue, throttles, queue, events);
    followed.onApplicationBootstrap();
    ids = [];
    changes.next();

    const first = followed.sweep();
    await followed.sweep();
    expect(cancelPending.mock.calls).toEqual([['removed', 'endpoint_removed']]);
    hung.reject(new Error('away'));
    await first;
    cancelPending.mockResolvedValue(0);
    await followed.sweep();
    expect(cancelPending).toHaveBeenCalledTimes(2);
  });
});
