import { describeRoutes } from '../../http/described/describe-routes.js';
import { FilterCheckRequest } from './filter-check.dto.js';
import { FilterCheckAnswer } from './filter-check.view.js';

export const api = describeRoutes('Endpoints', {
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
