import { describeRoutes } from '../../http/described/describe-routes.js';
import { ErasureRequestBody, ErasureTerms } from './erasures.dto.js';
import { ErasureAnswer, ErasureDryRunAnswer, ErasuresAnswer } from './erasures.response.js';

const job_id = 'job_1704067200_abc123';
const reason = 'request of 3 May';
const description =
  'Pending deliveries are cancelled, attempts under way end; then events, deliveries, attempts and messages are deleted in small batches. It cannot be undone. Backups and what endpoints were sent are not touched.';
const answers = {
  200: { description: 'What would be erased.', type: ErasureDryRunAnswer },
  202: { description: 'The erasure has begun.', type: ErasureAnswer },
};

export const api = describeRoutes('Events', {
  listErasures: {
    summary: 'Lists erasures',
    access: 'admin',
    answers: { 200: { description: 'The erasures.', type: ErasuresAnswer } },
  },
  showErasure: {
    summary: 'Shows the progress of an erasure',
    access: 'admin',
    params: { id: { description: 'Id of the erasure.', schema: { type: 'string', format: 'uuid' } } },
    answers: { 200: { description: 'The erasure.', type: ErasureAnswer } },
    refusals: [404],
  },
  eraseJob: {
    summary: 'Erases all that is stored about a job',
    description,
    access: 'admin',
    body: {
      type: ErasureRequestBody,
      examples: {
        count: { job_id, reason, dry_run: true },
        erase: { job_id, reason },
      },
    },
    answers,
    refusals: [507],
  },
  eraseJobById: {
    summary: 'Erases all that is stored about the job of the path',
    description: `${description} Proxies may log the path: where an id tells of a person, \`POST …/erasures\` takes it in the body.`,
    access: 'admin',
    params: { id: { description: '`data.job_id` of its events.', example: job_id } },
    body: { type: ErasureTerms, examples: { count: { reason, dry_run: true }, erase: { reason } } },
    answers,
    refusals: [507],
  },
});
