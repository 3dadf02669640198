import { describeRoutes } from '../http/described/describe-routes.js';
import { EVENT_ID } from './event-id.js';
import { COMPLETED, FAILED } from './examples.js';
import { TriggerAnswer } from './receipt.response.js';
import { TriggerRequest } from './trigger.dto.js';

export const IDEMPOTENCY_KEY = {
  description: 'Makes the call idempotent: the same key and content again gives the same answer.',
  schema: { type: 'string', pattern: EVENT_ID.source },
};

export const PREFER = {
  description:
    '`wait=N`: answers when every delivery is settled, after N seconds (at most 60) at the latest. Where too many requests wait already, the answer comes at once: 202, without `Preference-Applied`.',
  schema: { type: 'string' },
};
export const PREFERENCE_APPLIED = {
  'Preference-Applied': { description: 'The wait that was heeded.', schema: { type: 'string' } },
};

export const api = describeRoutes('Events', {
  triggerEvent: {
    summary: 'Takes an event in',
    description:
      'Answered once the event and its deliveries are on disk. Give every event an id, and repeat a call that got no answer or a 5xx.',
    access: 'ingest',
    headers: {
      'Idempotency-Key': IDEMPOTENCY_KEY,
      Prefer: PREFER,
    },
    body: {
      type: TriggerRequest,
      examples: { completed: COMPLETED, 'with-an-id': FAILED, 'without-data': { event: 'job.cancelled' } },
    },
    answers: {
      200: {
        description: 'Accepted, with the outcome: only with `Prefer: wait=N`.',
        type: TriggerAnswer,
        headers: PREFERENCE_APPLIED,
      },
      202: { description: 'Accepted.', type: TriggerAnswer },
    },
    refusals: [409, 422, 507],
  },
});
