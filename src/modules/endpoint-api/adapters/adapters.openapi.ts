import { describeRoutes } from '../../http/described/describe-routes.js';
import { AdaptersAnswer } from './adapter.response.js';

export const api = describeRoutes('Endpoints', {
  listAdapters: {
    summary: 'Lists the kinds of targets, with what can be set of each',
    access: 'admin',
    answers: { 200: { description: 'The kinds.', type: AdaptersAnswer } },
  },
});
