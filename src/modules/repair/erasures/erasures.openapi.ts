import { describeRoutes } from '../../http/described/describe-routes.js';
import { ErasureRequestBody } from './erasures.dto.js';
import { ErasureAnswer, ErasureDryRunAnswer, ErasuresAnswer } from './erasures.response.js';

const job_id = 'job_1704067200_abc123';

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
    description:
      'Pending deliveries are cancelled, attempts under way end; then events, deliveries, attempts and messages are deleted in small batches. It cannot be undone. Backups and what endpoints were sent are not touched.',
    access: 'admin',
    body: {
      type: ErasureRequestBody,
      examples: {
        count: { job_id, reason: 'request of 3 May', dry_run: true },
        erase: { job_id, reason: 'request of 3 May' },
      },
    },
    answers: {
      200: { description: 'What would be erased.', type: ErasureDryRunAnswer },
      202: { description: 'The erasure has begun.', type: ErasureAnswer },
    },
    refusals: [507],
  },
});
