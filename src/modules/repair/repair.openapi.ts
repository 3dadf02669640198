import { describeRoutes } from '../http/described/describe-routes.js';
import type { RouteDescription } from '../http/described/route-description.js';
import { DeliveryAnswer, DeliveryRetryAnswer } from '../history/delivery.response.js';
import { ENDPOINT_ID } from '../endpoints/definitions/endpoint-examples.js';
import { OperationAnswer, RepairDryRunAnswer, ReplayDryRunAnswer } from './operation.response.js';
import { BulkRequestBody, ReplayRequestBody } from './repair.dto.js';

const params = { id: { description: 'Id of the delivery.', schema: { type: 'string', format: 'uuid' } } };

const bulk = (summary: string): RouteDescription => ({
  summary,
  description:
    'Runs in the background on one of the gateways; 20 may run at once. A dry run counts the deliveries by endpoint and warns of endpoints that send nothing.',
  access: 'admin',
  body: {
    type: BulkRequestBody,
    examples: {
      'dry-run': { filter: { endpoint: 'webhook_1', error: '503' }, dry_run: true },
      'at-a-rate': { filter: { event: ['job.*'], from: '2026-01-01' }, rate: 50 },
    },
  },
  answers: {
    200: { description: 'Result of a dry run.', type: RepairDryRunAnswer },
    202: { description: 'The operation was started.', type: OperationAnswer },
  },
  refusals: [409, 507],
});

/** Routes under `/api/webhooks/deliveries`. */
export const deliveriesApi = describeRoutes('Deliveries', {
  redeliverDeliveries: bulk('Redelivers all completed deliveries that match a filter'),
  retryDeliveries: bulk('Retries all pending deliveries that match a filter now'),
  cancelDeliveries: bulk('Cancels all pending deliveries that match a filter'),
  retryDelivery: {
    summary: 'Retries a pending delivery now',
    description:
      'The delivery becomes due and the first retry of its endpoint. It spends the attempt that was due later; the rest of its schedule stays. `message`, `held_by` and `held_until` tell what still holds it. `409`: `already_sending`, `already_settled`, `waits_for_predecessor` (an earlier delivery of its job comes first), `endpoint_removed`.',
    access: 'admin',
    params,
    answers: { 200: { description: 'The delivery is due.', type: DeliveryRetryAnswer } },
    refusals: [404, 409, 507],
  },
  redeliverDelivery: {
    summary: 'Redelivers a completed delivery',
    description:
      'The delivery keeps its id; its attempts count on, and it gets all retries again. `409` while it is pending or being sent.',
    access: 'admin',
    params,
    answers: { 200: { description: 'The delivery is due.', type: DeliveryAnswer } },
    refusals: [404, 409, 507],
  },
  cancelDelivery: {
    summary: 'Cancels a pending delivery',
    access: 'admin',
    params,
    answers: { 200: { description: 'The delivery is cancelled.', type: DeliveryAnswer } },
    refusals: [404, 409, 507],
  },
});

/** Routes under `/api/webhooks/endpoints`. */
export const endpointsApi = describeRoutes('Endpoints', {
  replayEvents: {
    summary: 'Replays stored events to an endpoint that subscribes to them',
    description: 'Events that the endpoint has a delivery of are skipped.',
    access: 'admin',
    params: ENDPOINT_ID,
    body: {
      type: ReplayRequestBody,
      optional: true,
      examples: {
        'dry-run': { events: ['job.completed'], dry_run: true },
        everything: {},
        'of-a-time': { from: '2026-01-01', to: '2026-01-02T12:00:00+01:00', rate: 50 },
      },
    },
    answers: {
      200: { description: 'Result of a dry run.', type: ReplayDryRunAnswer },
      202: { description: 'The operation was started.', type: OperationAnswer },
    },
    refusals: [404, 409, 507],
  },
});
