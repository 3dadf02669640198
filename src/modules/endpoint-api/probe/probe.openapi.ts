import { ENDPOINT_ID as params, NEW_ENDPOINT } from '../../endpoints/definitions/endpoint-examples.js';
import { describeRoutes } from '../../http/described/describe-routes.js';
import {
  ProbeRequest,
  SavedPreviewRequest,
  SavedTestRequest,
  TestRequest,
  UnsavedPreviewRequest,
  UnsavedTestRequest,
} from './probe.dto.js';
import {
  EndpointTestAnswer,
  PreviewAnswer,
  ProbeAnswer,
  SavedEndpointTestAnswer,
  TestAnswer,
} from './probe.response.js';

const PREVIEW = { description: 'The request.', type: PreviewAnswer };
const TEST = { description: 'Result of the test.', type: EndpointTestAnswer };

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
    refusals: [404, 422],
  },
  previewEndpoint: {
    summary: 'Shows the exact request an event would make',
    description:
      'Of an event that is stored, a sample of the adapter, or one made up. `message` and `payload` are applied as `PATCH` would, and `event_type` as `PUT /api/webhooks/event-types/{type}` would, without being saved; templates that cannot be used are told in `faults`, and the built-in texts stand in their place. Nothing is sent.',
    access: 'admin',
    params,
    body: {
      type: SavedPreviewRequest,
      optional: true,
      examples: {
        'made-up': { event: 'job.completed', data: { job_id: 'job_17' }, timestamp: '2026-01-01T12:00:00Z' },
        sample: { sample: 'job.failed' },
        stored: { event_id: 'order-7' },
        'other-type': { sample: 'job.completed', event_type: { headline: 'Film ready', emoji: '🎬' } },
        'other-texts': { sample: 'job.failed', message: { detail: 'standard', zone: 'Europe/Berlin' } },
      },
    },
    answers: { 200: PREVIEW },
    refusals: [404, 422],
  },
  testEndpoint: {
    summary: 'Sends one test event to an endpoint',
    description:
      '`webhook.test`, or the event that the body chooses, marked as a test: `test: true` in its data, `Test:` in the title of a message, `X-<Brand>-Test: true` in the headers. `message` and `payload` are applied as `PATCH` would, without being saved. Also to a disabled one, to see whether it can be enabled again. Where the test is delivered and the circuit is open, `offer` says how deliveries resume.',
    access: 'admin',
    params,
    body: {
      type: SavedTestRequest,
      optional: true,
      examples: { plain: {}, sample: { sample: 'job.failed' } },
    },
    answers: { 200: { description: 'Result of the test.', type: SavedEndpointTestAnswer } },
    refusals: [404, 409, 422],
  },
  probeEndpoint: {
    summary: 'Probes an endpoint now whose circuit is open, or that asked for a pause',
    description:
      'With one of its pending deliveries, or with a test event. If that is delivered, the endpoint recovers. A pause that the target asked for (`429`, `503`, `Retry-After`) ends with the probe, on all gateways; if the target asks for quiet again, a longer one follows. `409`: `not_resting` (the circuit is closed, and the target asked for no pause), `probe_under_way`, `nothing_waiting` (no delivery is pending), `endpoint_paused`, `endpoint_disabled`.',
    access: 'admin',
    params,
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
  testUrl: {
    summary: 'Sends one webhook.test to a URL',
    description:
      'Once, under a deadline of 5 s. Always `200` where it was sent, whatever came of it. The event, `message` and `payload` are chosen as for the test of an endpoint.',
    access: 'admin',
    body: {
      type: TestRequest,
      examples: {
        application: { url: 'https://your-app.com/webhooks/streamgank' },
        named: { url: 'slack+https://your-app.com/hooks/x', message: { detail: 'standard' } },
      },
    },
    answers: { 200: { description: 'Result of the test.', type: TestAnswer } },
    refusals: [404, 422],
  },
});
