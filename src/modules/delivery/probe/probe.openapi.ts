import { ENDPOINT_ID } from '../../endpoints/endpoint-parameters.js';
import { NEW_ENDPOINT } from '../../endpoints/endpoint-examples.js';
import { describeRoutes } from '../../http/described/describe-routes.js';
import { PreviewRequest, UnsavedPreviewRequest, UnsavedTestRequest } from './probe.dto.js';
import { EndpointTestAnswer, PreviewAnswer, SavedEndpointTestAnswer } from './probe.view.js';

const PREVIEW = { description: 'The request.', type: PreviewAnswer };
const TEST = { description: 'What it came to.', type: EndpointTestAnswer };

export const api = describeRoutes('Endpoints', {
  previewUnsavedEndpoint: {
    summary: 'Shows the request an event would make to an endpoint that is not saved',
    access: 'admin',
    body: {
      type: UnsavedPreviewRequest,
      examples: {
        sample: { endpoint: NEW_ENDPOINT, event: 'job.failed' },
        plain: { endpoint: NEW_ENDPOINT },
      },
    },
    answers: { 200: PREVIEW },
    refusals: [404, 422],
  },
  testUnsavedEndpoint: {
    summary: 'Sends one webhook.test to an endpoint that is not saved',
    access: 'admin',
    body: { type: UnsavedTestRequest, examples: { new: { endpoint: NEW_ENDPOINT } } },
    answers: { 200: TEST },
    refusals: [422],
  },
  previewEndpoint: {
    summary: 'Shows the exact request an event would make',
    description: 'Of an event that is stored, a sample of the adapter, or one made up. Nothing is sent.',
    access: 'admin',
    params: ENDPOINT_ID,
    body: {
      type: PreviewRequest,
      optional: true,
      examples: {
        'made-up': { event: 'job.completed', data: { job_id: 'job_17' }, timestamp: '2026-01-01T12:00:00Z' },
        sample: { sample: 'job.failed' },
        stored: { event_id: 'order-7' },
      },
    },
    answers: { 200: PREVIEW },
    refusals: [404, 422],
  },
  testEndpoint: {
    summary: 'Sends one webhook.test to an endpoint',
    description:
      'Also to a disabled one, to see whether it can be enabled again. Where the test is delivered and the circuit is open, `offer` says how deliveries resume.',
    access: 'admin',
    params: ENDPOINT_ID,
    answers: { 200: { description: 'What it came to.', type: SavedEndpointTestAnswer } },
    refusals: [404, 409],
  },
});
