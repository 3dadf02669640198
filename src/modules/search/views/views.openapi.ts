import { describeRoutes } from '../../http/described/describe-routes.js';
import { ViewChange, ViewRequest } from './views.dto.js';
import { ViewAnswer, ViewsAnswer } from './views.response.js';

const VIEW = { description: 'The view.', type: ViewAnswer };
const params = { id: { description: 'Id of the view.', example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' } };
const body = {
  type: ViewRequest,
  examples: {
    failures: {
      page: 'events',
      name: 'Failures in France',
      q: 'type:job.failed data.parameters.country:fr last:24h',
    },
  },
};

export const api = describeRoutes('Search', {
  listViews: {
    summary: 'Lists the saved views',
    access: 'admin',
    answers: { 200: { description: 'The views.', type: ViewsAnswer } },
  },
  addView: {
    summary: 'Saves a view',
    access: 'admin',
    description: 'Saving the same view again changes nothing.',
    body,
    answers: { 201: VIEW },
    refusals: [409, 422, 507],
  },
  updateView: {
    summary: 'Changes a saved view',
    access: 'admin',
    params,
    body: { type: ViewChange, examples: { rename: { name: 'Failures in France' } } },
    answers: { 200: VIEW },
    refusals: [404, 409, 422, 507],
  },
  removeView: {
    summary: 'Removes a saved view',
    access: 'admin',
    params,
    answers: { 200: VIEW },
    refusals: [404, 507],
  },
});
