import { describe, expect, it } from '@jest/globals';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import type { CircuitProbe } from '../../delivery/probe/circuit-probe.service.js';
import type { EndpointLookup } from '../../endpoints/endpoint-lookup.service.js';
import type { Endpoint } from '../../model/endpoint.js';
import { GatewayError } from '../../model/gateway-error.js';
import { Refusal } from '../../model/refusal.js';
import type { CarriedAction } from '../press/carried-action.js';
import { ProbeAction } from './probe.service.js';

const failing = anEndpoint({ webhookId: 'webhook_2', name: 'billing' });
const carried = {
  message: { event: { data: `{"endpoint_id":"${failing.id}"}` } },
} as unknown as CarriedAction;

function pressed(withDelivery: CircuitProbe['withDelivery']) {
  const findReadable = (id: string) => {
    if (id !== failing.id) throw Refusal.notFound('There is no endpoint.');
    return failing;
  };
  const lookup = { findReadable } as unknown as EndpointLookup;
  return new ProbeAction({ withDelivery } as unknown as CircuitProbe, lookup).run(carried);
}

describe('The action that probes', () => {
  it('probes the endpoint that the message tells of', async () => {
    const probed: Endpoint[] = [];
    const effect = await pressed(async (endpoint) => void probed.push(endpoint));
    expect([effect.kind, effect.target, probed]).toEqual(['done', 'webhook_2', [failing]]);
  });

  it('says why there is nothing to probe', async () => {
    const refusal = Refusal.conflict('The circuit of webhook_2 is closed.', 'not_resting');
    expect(await pressed(() => Promise.reject(refusal))).toEqual({
      kind: 'refused',
      target: null,
      message: 'The circuit of webhook_2 is closed.',
    });
  });

  it('fails where the store does, so that it may be pressed again', async () => {
    const error = new GatewayError('store_unavailable', 'away');
    await expect(pressed(() => Promise.reject(error))).rejects.toBe(error);
  });
});
