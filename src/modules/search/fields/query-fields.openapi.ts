import { QUERY_PAGES } from '../../history/language/query-fields.js';
import { describeRoutes } from '../../http/described/describe-routes.js';
import { QueryFieldsAnswer } from './query-fields.response.js';

export const api = describeRoutes('Search', {
  listQueryFields: {
    summary: 'Lists the fields of the query language',
    description:
      'With values to suggest: of the catalogue of event types, of the endpoints, and of the newest events.',
    access: 'admin',
    query: {
      page: {
        description: 'List that the query is for.',
        schema: { type: 'string', enum: [...QUERY_PAGES], default: 'events' },
        example: 'events',
      },
    },
    answers: { 200: { description: 'The fields.', type: QueryFieldsAnswer } },
  },
});
