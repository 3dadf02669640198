import { describeRoutes } from '../http/described/describe-routes.js';
import { EndpointRequest } from './definitions/endpoint.dto.js';
import { NEW_ENDPOINT, NEW_SLACK_ENDPOINT } from './endpoint-examples.js';
import { EndpointCheckAnswer } from './endpoint.view.js';

export const api = describeRoutes('Endpoints', {
  checkEndpoint: {
    summary: 'Says what would become of an endpoint if it were saved',
    access: 'admin',
    body: { type: EndpointRequest, examples: { application: NEW_ENDPOINT, slack: NEW_SLACK_ENDPOINT } },
    answers: { 200: { description: 'The verdict.', type: EndpointCheckAnswer } },
    refusals: [422],
  },
});
