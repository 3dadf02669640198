import { describeRoutes } from '../http/described/describe-routes.js';
import { SearchAnswer } from './search.response.js';

export const api = describeRoutes('Search', {
  search: {
    summary: 'Finds endpoints, jobs, events, deliveries, errors and event types',
    description:
      'By a fragment of a name or an id, whatever its case. The beginning of an id is found whatever its age; other fragments and errors are searched for among the newest rows, as far back as `searched_to`.',
    access: 'admin',
    query: {
      q: {
        description: 'Fragment of a name or an id. Nothing is found by less than two characters.',
        schema: { type: 'string', maxLength: 200 },
        example: 'webhook_1',
      },
    },
    answers: { 200: { description: 'What was found, at most six of each kind.', type: SearchAnswer } },
  },
});
