import { describeRoutes } from '../../http/described/describe-routes.js';
import { EndpointRequest } from '../../endpoints/definitions/endpoint.dto.js';
import { NEW_ENDPOINT, NEW_SLACK_ENDPOINT } from '../../endpoints/definitions/endpoint-examples.js';
import { FilterCheckRequest } from './check.dto.js';
import { EndpointCheckAnswer, FilterCheckAnswer } from './check.response.js';

export const api = describeRoutes('Endpoints', {
  checkEndpoint: {
    summary: 'Says what would become of an endpoint if it were saved',
    access: 'admin',
    body: { type: EndpointRequest, examples: { application: NEW_ENDPOINT, slack: NEW_SLACK_ENDPOINT } },
    answers: { 200: { description: 'The verdict.', type: EndpointCheckAnswer } },
    refusals: [422],
  },
  checkFilter: {
    summary: 'Tries a filter on the newest stored events',
    description: 'Nothing is saved or sent. Warns of event types and conditions that can match nothing.',
    access: 'admin',
    body: {
      type: FilterCheckRequest,
      examples: {
        country: { filter: { 'data.parameters.country': 'us' }, events: ['job.*'] },
        'types-alone': { events: ['job.completed'] },
      },
    },
    answers: { 200: { description: 'How many it matches.', type: FilterCheckAnswer } },
  },
});
