import { ENDPOINT_ID as params } from '../../endpoints/definitions/endpoint-examples.js';
import { describeRoutes } from '../../http/described/describe-routes.js';
import { CompareRequest } from './compare.dto.js';
import { ComparisonAnswer } from './compare.response.js';

export const api = describeRoutes('Endpoints', {
  compareEndpoint: {
    summary: 'Says what a change of an endpoint would do to the newest stored events',
    description:
      'Runs event types, filter, quiet hours, conversations, digest or batch, rate limit and message over at most 50 stored events, as they are and as they would be. Quiet hours count as at the time of acceptance; pauses, mutes, an open circuit and edits of live messages in quiet hours are not considered. Nothing is saved or sent.',
    access: 'admin',
    params,
    body: {
      type: CompareRequest,
      examples: {
        filter: { changes: { filter: { 'data.parameters.country': 'us' } } },
        texts: { changes: { message: { title: 'Film ready: {{ data.job_id }}' } }, event_id: 'order-7' },
      },
    },
    answers: { 200: { description: 'The comparison.', type: ComparisonAnswer } },
    refusals: [404, 409, 422],
  },
});
