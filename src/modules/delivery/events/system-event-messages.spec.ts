import { describe, expect, it } from '@jest/globals';
import type { Attempt, LeasedDelivery } from '../../model/delivery.js';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import type { EndpointHealth } from '../../store/health-store.js';
import { endpointDisabled, deliveryExhausted, endpointFailing } from './system-event-messages.js';

const endpoint = anEndpoint({ name: 'App' });
const error = { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:9' };

describe('System event message', () => {
  it('of a failing endpoint contains the next step', () => {
    const health = { endpointId: 'e1', failures: 10, error, openedAt: 1, probeAt: 2, failingSince: 1 };
    expect(endpointFailing(endpoint, health as EndpointHealth).data).toMatchObject({
      reason: 'connect ECONNREFUSED 127.0.0.1:9',
      next_step: expect.stringContaining('receiver is running'),
    });
  });

  it('of a disabled endpoint contains the reason once and the next step', () => {
    const { data } = endpointDisabled(endpoint, { reason: 'HTTP_410: HTTP 410 response', at: 1 });
    expect(data).toMatchObject({
      reason: 'HTTP 410 response',
      next_step: 'Replace the URL of the endpoint, then enable it.',
    });
  });

  it('of a failed delivery contains the next step where there is one', () => {
    const delivery = { id: 'd', attempts: 3, event: { id: 'x', type: 'a', data: '{}' } } as LeasedDelivery;
    const failed = (errorCode: string, status: number | null) => {
      const attempt = { errorCode, errorMessage: 'it said no', status } as Attempt;
      return deliveryExhausted(endpoint, { delivery, attempt, reason: errorCode }, 1).data;
    };
    expect(failed('HTTP_404', 404)).toMatchObject({ next_step: expect.stringContaining('path of the URL') });
    expect(failed('EUNHEARDOF', null)).not.toHaveProperty('next_step');
  });
});
