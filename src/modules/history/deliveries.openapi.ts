import { describeRoutes } from '../http/described/describe-routes.js';
import { DeliveriesAnswer, DeliveryDetailAnswer } from './delivery.response.js';
import { DELIVERY_QUERY, PAGE } from './query/parameters.js';

export const api = describeRoutes('Deliveries', {
  listDeliveries: {
    summary: 'Lists deliveries',
    description: 'A page may hold fewer entries than `limit`, or none, and still have a next page.',
    access: 'admin',
    query: { ...DELIVERY_QUERY, ...PAGE },
    answers: { 200: { description: 'A page of deliveries.', type: DeliveriesAnswer } },
  },
  showDelivery: {
    summary: 'Shows a delivery with all its attempts',
    access: 'admin',
    params: { id: { description: 'Id of the delivery.', schema: { type: 'string', format: 'uuid' } } },
    answers: { 200: { description: 'The delivery.', type: DeliveryDetailAnswer } },
    refusals: [404],
  },
});
