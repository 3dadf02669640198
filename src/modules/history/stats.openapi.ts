import { describeRoutes } from '../http/described/describe-routes.js';
import { RANGE } from './query/parameters.js';
import { StatsAnswer } from './stats.response.js';

export const api = describeRoutes('Observing', {
  showStats: {
    summary: 'Shows figures over time',
    description:
      'Percentiles are read from buckets that grow by √2. `from` is an hour ago unless given; at most 1,500 steps.',
    access: 'admin',
    query: {
      from: { description: RANGE.from.description, schema: RANGE.from.schema },
      to: { description: RANGE.to.description, schema: RANGE.to.schema },
      step: {
        description: 'Length of a step.',
        schema: { type: 'string', enum: ['minute', 'hour'], default: 'minute' },
        example: 'minute',
      },
      endpoint: { description: 'Id or public name of one endpoint.', example: 'webhook_1' },
    },
    answers: { 200: { description: 'The figures.', type: StatsAnswer } },
  },
});
