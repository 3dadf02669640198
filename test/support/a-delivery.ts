import type { LeasedDelivery } from '../../src/modules/model/delivery.js';

/** Returns a leased delivery of a small event to the endpoint `e1`, with `own` in place of these values. */
export function aDelivery(own: Partial<LeasedDelivery> = {}): LeasedDelivery {
  const { id = 'd1' } = own;
  const event = { id: `event-${id}`, type: 'job.completed', data: '{}', timestamp: '', acceptedAt: 0 };
  return {
    id,
    event,
    endpointId: 'e1',
    webhookId: 'webhook_1',
    attempts: 0,
    createdAt: 0,
    leaseToken: 'token',
    ...own,
  };
}
