import { describeRoutes } from '../../http/described/describe-routes.js';
import { EVENT_QUERY, PAGE } from '../../history/query/parameters.js';
import { EventCountsAnswer } from './event-counts.response.js';

export const api = describeRoutes('Search', {
  countEvents: {
    summary: 'Counts events over time',
    description:
      'In at most 60 steps; without a beginning, of the 24 hours before the end. Many events are counted in parts: `next_cursor` goes on where the answer ended, and the counts of the parts add up while `from` and `to` are given and stay the same.',
    access: 'admin',
    query: { ...EVENT_QUERY, cursor: PAGE.cursor },
    answers: { 200: { description: 'The counts.', type: EventCountsAnswer } },
  },
});
