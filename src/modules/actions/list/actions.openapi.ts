import { describeRoutes } from '../../http/described/describe-routes.js';
import { ActionsAnswer } from './actions.response.js';

export const api = describeRoutes('Actions', {
  listActions: {
    summary: 'Lists the actions that messages offer',
    description:
      'The built-in ones, and those that `actions:` of the configuration file declares; and where this gateway hears of native buttons.',
    access: 'admin',
    answers: { 200: { description: 'All actions.', type: ActionsAnswer } },
  },
});
