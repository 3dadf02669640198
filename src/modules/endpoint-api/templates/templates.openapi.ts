import { describeRoutes } from '../../http/described/describe-routes.js';
import { TemplatesAnswer } from './template.response.js';

export const api = describeRoutes('Endpoints', {
  listTemplateWords: {
    summary: 'Lists what templates may use',
    description:
      'The paths, tags and filters of the texts of `message`, of payload trees and of event types.',
    access: 'admin',
    answers: { 200: { description: 'The words.', type: TemplatesAnswer } },
  },
});
