import { DELIVERY_STATES } from './delivery.view.js';
import { LIMIT_DEFAULT, LIMIT_MAX } from './filters.js';

const list = (items: object) => ({ type: 'array', items });
const time = { type: 'string', minLength: 10, maxLength: 40 };

export const PAGE = {
  limit: {
    description: 'Entries of a page.',
    schema: { type: 'integer', minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT },
  },
  cursor: { description: '`next_cursor` of the page before.' },
};

export const RANGE = {
  from: {
    description: 'From then on: a date, or a time with any offset.',
    schema: time,
    example: '2026-01-01',
  },
  to: { description: 'Before then.', schema: time, example: '2099-01-01T00:00:00Z' },
};

export const EVENT_QUERY = {
  type: { description: 'Types or patterns, with commas.', example: 'job.completed,job.failed' },
  job_id: { description: 'Of the job.', schema: { type: 'string', maxLength: 200 }, example: 'job_17' },
  ...RANGE,
  unrouted: {
    description: '`true`: events that no endpoint received; `false`: the others.',
    schema: { type: 'boolean' },
  },
};

export const DELIVERY_QUERY = {
  state: {
    description: 'States: repeated, or with commas.',
    schema: list({ type: 'string', enum: [...DELIVERY_STATES] }),
    example: ['delivered', 'failed'],
  },
  endpoint: { description: 'Ids or public names of endpoints, with commas.', example: 'webhook_1' },
  event: { description: 'Event types or patterns, with commas.', example: 'job.*' },
  job_id: EVENT_QUERY.job_id,
  event_id: { description: 'Of one event.', schema: { type: 'string', maxLength: 200 } },
  ...RANGE,
  error: {
    description: 'Text in the reason or the last error.',
    schema: { type: 'string', maxLength: 200 },
  },
};
