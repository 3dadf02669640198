import { describeRoutes } from '../http/described/describe-routes.js';
import { ENDPOINT_ID } from '../endpoints/endpoint-parameters.js';
import { EndpointAnswer, EndpointResumedAnswer } from '../endpoints/endpoint.view.js';
import { OperationAnswer, ReplayDryRunAnswer } from './operation.view.js';
import { ReplayRequest } from './repair.dto.js';

export const api = describeRoutes('Endpoints', {
  pauseEndpoint: {
    summary: 'Pauses an endpoint: its deliveries are kept in the store',
    access: 'admin',
    params: ENDPOINT_ID,
    answers: { 200: { description: 'It is paused.', type: EndpointAnswer } },
    refusals: [404, 507],
  },
  resumeEndpoint: {
    summary: 'Resumes the deliveries of a paused endpoint',
    description: 'A circuit that is open stays open: `message` says so, and `…/probe` probes the endpoint.',
    access: 'admin',
    params: ENDPOINT_ID,
    answers: { 200: { description: 'It is resumed.', type: EndpointResumedAnswer } },
    refusals: [404, 507],
  },
  replayEvents: {
    summary: 'Brings an endpoint the stored events it asks for',
    description: 'Events it has a delivery of already are passed over.',
    access: 'admin',
    params: ENDPOINT_ID,
    body: {
      type: ReplayRequest,
      optional: true,
      examples: {
        'dry-run': { events: ['job.completed'], dry_run: true },
        everything: {},
        'of-a-time': { from: '2026-01-01', to: '2026-01-02T12:00:00+01:00', rate: 50 },
      },
    },
    answers: {
      200: { description: 'Of a dry run.', type: ReplayDryRunAnswer },
      202: { description: 'It was begun.', type: OperationAnswer },
    },
    refusals: [404, 409, 507],
  },
});
