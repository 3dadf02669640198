import { ENDPOINT_ID } from '../../endpoints/endpoint-parameters.js';
import { describeRoutes } from '../../http/described/describe-routes.js';
import { ProbeRequest } from './probe.dto.js';
import { ProbeAnswer } from './probe.view.js';

export const api = describeRoutes('Endpoints', {
  probeEndpoint: {
    summary: 'Probes an endpoint now whose circuit is open, or that asked for a pause',
    description:
      'With one of its pending deliveries, or with a test event. If that is delivered, the endpoint recovers. A pause that the target asked for (`429`, `503`, `Retry-After`) ends with the probe, on all gateways; if the target asks for quiet again, a longer one follows. `409`: `not_resting` (the circuit is closed, and the target asked for no pause), `probe_under_way`, `nothing_waiting` (no delivery is pending), `endpoint_paused`, `endpoint_disabled`.',
    access: 'admin',
    params: ENDPOINT_ID,
    body: {
      type: ProbeRequest,
      optional: true,
      examples: { 'queued-delivery': { with: 'delivery' }, 'test-event': { with: 'test' } },
    },
    answers: {
      200: { description: 'The test event was sent.', type: ProbeAnswer },
      202: { description: 'A pending delivery is being sent.', type: ProbeAnswer },
    },
    refusals: [404, 409, 507],
  },
});
