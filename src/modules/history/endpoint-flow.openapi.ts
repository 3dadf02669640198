import { describeRoutes } from '../http/described/describe-routes.js';
import { ENDPOINT_ID } from '../endpoints/endpoint-parameters.js';
import { EndpointAnswer, EndpointResumedAnswer } from '../endpoints/endpoint.view.js';

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
});
