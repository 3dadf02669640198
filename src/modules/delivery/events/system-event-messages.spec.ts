import { describe, expect, it } from '@jest/globals';
import type { Attempt, LeasedDelivery } from '../../model/delivery.js';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import type { EndpointHealth } from '../../store/health-store.js';
import { disabled, exhausted, failing } from './system-event-messages.js';

const endpoint = anEndpoint({ name: 'App' });
const error = { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:9' };

describe('what is told of an endpoint', () => {
  it('says what to do where it fails', () => {
    const health = { endpointId: 'e1', failures: 10, error, openedAt: 1, probeAt: 2, failingSince: 1 };
    expect(failing(endpoint, health as EndpointHealth).data).toMatchObject({
      reason: 'connect ECONNREFUSED 127.0.0.1:9',
      next_step: expect.stringContaining('receiver is running'),
    });
  });

  it('says once why it is disabled, and what to do', () => {
    const { data } = disabled(endpoint, { reason: 'HTTP_410: HTTP 410 response', at: 1 });
    expect(data).toMatchObject({
      reason: 'HTTP 410 response',
      next_step: 'Replace the URL of the endpoint, then enable it.',
    });
  });

  it('says what to do where a delivery has failed, and nothing where nothing is known', () => {
    const delivery = { id: 'd', attempts: 3, event: { id: 'x', type: 'a', data: '{}' } } as LeasedDelivery;
    const told = (errorCode: string, status: number | null) => {
      const attempt = { errorCode, errorMessage: 'it said no', status } as Attempt;
      return exhausted(endpoint, { delivery, attempt, reason: errorCode }, 1).data;
    };
    expect(told('HTTP_404', 404)).toMatchObject({ next_step: expect.stringContaining('path of the URL') });
    expect(told('EUNHEARDOF', null)).not.toHaveProperty('next_step');
  });
});
