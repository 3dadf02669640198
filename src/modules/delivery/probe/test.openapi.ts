import { describeRoutes } from '../../http/described/describe-routes.js';
import { TestAnswer } from './probe.view.js';
import { TestRequest } from './test.dto.js';

export const api = describeRoutes('Endpoints', {
  testUrl: {
    summary: 'Sends one webhook.test to a URL',
    description: 'Once, under a deadline of 5 s. Always `200` where it was sent, whatever came of it.',
    access: 'admin',
    body: {
      type: TestRequest,
      examples: {
        application: { url: 'https://your-app.com/webhooks/streamgank' },
        named: { url: 'slack+https://your-app.com/hooks/x' },
      },
    },
    answers: { 200: { description: 'What it came to.', type: TestAnswer } },
    refusals: [422],
  },
});
