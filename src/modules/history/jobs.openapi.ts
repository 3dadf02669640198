import { describeRoutes } from '../http/described/describe-routes.js';
import { JobAnswer } from './job.response.js';

export const api = describeRoutes('Events', {
  showJob: {
    summary: 'Shows a job: what it is, its last 200 events, their deliveries and attempts',
    description:
      'Events of the gateway itself about deliveries of the job (`webhook.*`, `action.*`) are left out; the list of events has them.',
    access: 'admin',
    params: { id: { description: '`data.job_id` of its events.', example: 'job_17' } },
    answers: { 200: { description: 'The job.', type: JobAnswer } },
    refusals: [404],
  },
});
