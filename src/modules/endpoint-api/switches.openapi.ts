import { describeRoutes } from '../http/described/describe-routes.js';
import { ENDPOINT_ID as params } from '../endpoints/definitions/endpoint-examples.js';
import { DisableRequest } from './endpoints.dto.js';
import { EndpointAnswer, EndpointResumedAnswer } from './endpoint.response.js';

const SHOWN = { description: 'The endpoint.', type: EndpointAnswer };

export const api = describeRoutes('Endpoints', {
  enableEndpoint: {
    summary: 'Lets an endpoint get events again',
    access: 'admin',
    params,
    answers: { 200: SHOWN },
    refusals: [404, 409, 507],
  },
  disableEndpoint: {
    summary: 'Keeps new events from an endpoint; what waits for it is kept',
    access: 'admin',
    params,
    body: {
      type: DisableRequest,
      optional: true,
      examples: { 'with-a-reason': { reason: 'moves to another server' }, plain: {} },
    },
    answers: { 200: SHOWN },
    refusals: [404, 507],
  },
  pauseEndpoint: {
    summary: 'Pauses an endpoint: its deliveries are kept in the store',
    access: 'admin',
    params,
    answers: { 200: { description: 'It is paused.', type: EndpointAnswer } },
    refusals: [404, 507],
  },
  resumeEndpoint: {
    summary: 'Resumes the deliveries of a paused endpoint',
    description: 'A circuit that is open stays open: `message` says so, and `…/probe` probes the endpoint.',
    access: 'admin',
    params,
    answers: { 200: { description: 'It is resumed.', type: EndpointResumedAnswer } },
    refusals: [404, 507],
  },
});
