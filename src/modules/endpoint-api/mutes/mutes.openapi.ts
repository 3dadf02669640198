import { ENDPOINT_ID } from '../../endpoints/definitions/endpoint-examples.js';
import { describeRoutes } from '../../http/described/describe-routes.js';
import { MuteRequest } from './mutes.dto.js';
import { MuteAnswer, MutesAnswer } from './mutes.response.js';

const MUTED = { description: 'The mute.', type: MuteAnswer };
const body = {
  type: MuteRequest,
  examples: {
    'one-type': { for: '1d', filter: { type: 'job.progress' }, then: 'hold' },
    'one-error': { for: '2h', filter: { error: 'Creatomate API error: 422 Unprocessable Entity' } },
    'one-job': {
      for: '1h',
      filter: { job_id: 'job_1704067200_abc123' },
      reason: 'maintenance of the render farm',
    },
  },
};

export const api = describeRoutes('Endpoints', {
  muteEndpoint: {
    summary: 'Mutes an endpoint for a time',
    description:
      'New messages are dropped (`cancelled`, reason `muted`) or held until the end; edits of a message that is there go on. It ends by itself.',
    access: 'admin',
    params: ENDPOINT_ID,
    body,
    answers: { 201: MUTED },
    refusals: [404, 422, 507],
  },
  muteAll: {
    summary: 'Mutes all endpoints for a time',
    access: 'admin',
    body,
    answers: { 201: MUTED },
    refusals: [422, 507],
  },
  listMutes: {
    summary: 'Lists the mutes',
    description:
      'The newest first: all that hold (`active`), and the 500 newest of those that have ended. A mute of an endpoint that was removed does not hold.',
    access: 'admin',
    answers: { 200: { description: 'The mutes.', type: MutesAnswer } },
  },
  endMute: {
    summary: 'Ends a mute early',
    description: 'What it holds is sent.',
    access: 'admin',
    params: { id: { description: 'Id of the mute.', example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' } },
    answers: { 200: MUTED },
    refusals: [404, 507],
  },
});
