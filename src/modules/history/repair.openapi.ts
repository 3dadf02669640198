import { describeRoutes } from '../http/described/describe-routes.js';
import type { RouteDescription } from '../http/described/route-description.js';
import { DeliveryAnswer } from './delivery.view.js';
import { OperationAnswer, RepairDryRunAnswer } from './operation.view.js';
import { RepairRequest } from './repair.dto.js';

const params = { id: { description: 'Of the delivery.', schema: { type: 'string', format: 'uuid' } } };

const bulk = (summary: string): RouteDescription => ({
  summary,
  description: 'Goes on in the background, on whichever gateway; 20 may run at once.',
  access: 'admin',
  body: {
    type: RepairRequest,
    examples: {
      'dry-run': { filter: { endpoint: 'webhook_1', error: '503' }, dry_run: true },
      'at-a-rate': { filter: { event: ['job.*'], from: '2026-01-01' }, rate: 50 },
    },
  },
  answers: {
    200: { description: 'Of a dry run.', type: RepairDryRunAnswer },
    202: { description: 'It was begun.', type: OperationAnswer },
  },
  refusals: [409, 507],
});

export const api = describeRoutes('Deliveries', {
  redeliverDeliveries: bulk('Makes all settled deliveries due again that a filter means'),
  cancelDeliveries: bulk('Cancels all waiting deliveries that a filter means'),
  redeliverDelivery: {
    summary: 'Makes a settled delivery due again',
    description: 'It keeps its id; attempts count on, and it gets all retries again. `409` while it is open.',
    access: 'admin',
    params,
    answers: { 200: { description: 'It is due.', type: DeliveryAnswer } },
    refusals: [404, 409, 507],
  },
  cancelDelivery: {
    summary: 'Cancels a waiting delivery',
    access: 'admin',
    params,
    answers: { 200: { description: 'It is cancelled.', type: DeliveryAnswer } },
    refusals: [404, 409, 507],
  },
});
