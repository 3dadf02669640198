import { describe, expect, it } from '@jest/globals';
import type { Attempt, LeasedDelivery } from '../../model/delivery.js';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import type { EndpointHealth } from '../../store/health-store.js';
import { BUILT_IN } from '../../../adapters/catalogue/catalogue.js';
import { parseData } from '../../../adapters/plain-value.js';
import { dataCheckOf } from '../../event-types/data-check.js';
import { certificateExpiring } from './certificate-messages.js';
import {
  endpointDisabled,
  deliveryExhausted,
  endpointFailing,
  endpointRecovered,
} from './system-event-messages.js';

const endpoint = anEndpoint({ name: 'App' });
const error = { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:9' };

describe('System event message', () => {
  it('of a failing endpoint contains the next step', () => {
    const health = { endpointId: 'e1', failures: 10, error, openedAt: 1, probeAt: 2, failingSince: 1 };
    expect(endpointFailing(endpoint, health as EndpointHealth, 48).data).toMatchObject({
      reason: 'connect ECONNREFUSED 127.0.0.1:9',
      next_step: expect.stringContaining('receiver is running'),
      held: 48,
    });
  });

  it('of a disabled endpoint contains the reason once and the next step', () => {
    const { data } = endpointDisabled(endpoint, { reason: 'HTTP_410: HTTP 410 response', at: 1 }, null);
    expect(data).toMatchObject({
      reason: 'HTTP 410 response',
      next_step: 'Replace the URL of the endpoint, then enable it.',
    });
    expect(data).not.toHaveProperty('held');
  });

  it.each([
    ['invalid_blocks', 'HTTP 400 response: invalid_blocks', 'HTTP 400 response: invalid_blocks'],
    ['HTTP_500', 'HTTP 500 response: Internal Server Error', 'HTTP 500 response: Internal Server Error'],
    ['TIMEOUT', 'timeout of 10000ms exceeded', 'timeout of 10000ms exceeded'],
    ['expired', 'HTTP 503 response', 'expired: HTTP 503 response'],
  ])('of any kind names the code %s once', (code, message, reason) => {
    const fault = { code, message };
    const times = { openedAt: 1, probeAt: 2, failingSince: 1, readAt: 3 };
    const health = { failures: 10, error: fault, ...times } as EndpointHealth;
    const delivery = { id: 'd', attempts: 3, event: { id: 'x', type: 'a', data: '{}' } } as LeasedDelivery;
    const attempt = { errorCode: code, errorMessage: message, status: null } as Attempt;
    const told = [
      endpointFailing(endpoint, health, null),
      endpointRecovered(endpoint, { health, before: health }, null),
      endpointDisabled(endpoint, { reason: `${code}: ${message}`, at: 1 }, null),
      deliveryExhausted(endpoint, { delivery, attempt, reason: code }, 1),
    ];
    expect(told.map(({ data }) => Reflect.get(data, 'reason'))).toEqual(Array(4).fill(reason));
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

  it('of a recovered endpoint tells since when and why it failed, and for how long', () => {
    const before = { openedAt: 500, failingSince: 400, error } as EndpointHealth;
    const { id, data } = endpointRecovered(
      endpoint,
      { health: { readAt: 1_400 } as EndpointHealth, before },
      0,
    );
    expect(id).toBe(`endpoint_recovered:${endpoint.id}:500`);
    expect(data).toMatchObject({
      reason: 'connect ECONNREFUSED 127.0.0.1:9',
      held: 0,
      failing_since: '1970-01-01T00:00:00.400Z',
      failing_ms: 1_000,
      rested_since: '1970-01-01T00:00:00.500Z',
      recovered_at: '1970-01-01T00:00:01.400Z',
    });
  });

  it.each([
    endpointFailing(
      endpoint,
      { failures: 1, error, openedAt: 1, probeAt: null, failingSince: null } as EndpointHealth,
      1,
    ),
    endpointRecovered(endpoint, { health: { readAt: 2 }, before: { openedAt: 1 } } as never, null),
    endpointDisabled(endpoint, { reason: 'by hand', at: 1 }, null),
    deliveryExhausted(
      endpoint,
      {
        delivery: {
          id: 'd',
          attempts: 0,
          event: { id: 'x', type: 'a', data: '{"job_id":9007199254740993}' },
        } as LeasedDelivery,
        attempt: null,
        reason: 'expired',
      },
      1,
    ),
    certificateExpiring({
      of: 'client',
      host: null,
      fingerprint: 'AB',
      subject: 's',
      expiresAt: 1,
      seenAt: 2,
      endpoints: [],
    }),
  ])('has data that keeps to the schema of $type', ({ type, data }) => {
    const { schema } = BUILT_IN.get(type)!;
    expect(dataCheckOf(schema!)(parseData(JSON.stringify(data)))).toBeNull();
  });
});
