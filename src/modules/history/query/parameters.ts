import { QUERY_MAX } from '../language/query-syntax.js';
import { DELIVERY_STATES } from '../../model/delivery.js';
import type { DELIVERY_FIELDS, EVENT_FIELDS } from './filters.js';
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX, type PAGE_FIELDS } from './paging.js';
import type { ParameterDescription } from '../../http/described/route-description.js';

type Parameters<Fields extends readonly string[]> = Readonly<Record<Fields[number], ParameterDescription>>;

const time = { type: 'string', minLength: 10, maxLength: 40 };
const query = { type: 'string', maxLength: QUERY_MAX };
const text = { type: 'string', maxLength: 200 };

export const PAGE: Parameters<typeof PAGE_FIELDS> = {
  limit: {
    description: 'Entries of a page.',
    schema: { type: 'integer', minimum: 1, maximum: PAGE_SIZE_MAX, default: PAGE_SIZE_DEFAULT },
  },
  cursor: { description: '`next_cursor` of the page before.' },
};

export const RANGE = {
  from: {
    description: 'Start of the range, inclusive: a date, or a time with any offset.',
    schema: time,
    example: '2026-01-01',
  },
  to: { description: 'End of the range, exclusive.', schema: time, example: '2099-01-01T00:00:00Z' },
};

export const EVENT_QUERY: Parameters<typeof EVENT_FIELDS> = {
  type: { description: 'Event types or patterns, separated by commas.', example: 'job.completed,job.failed' },
  job_id: { description: 'Id of the job.', schema: text, example: 'job_17' },
  ...RANGE,
  unrouted: {
    description: '`true`: events that no endpoint received; `false`: the others.',
    schema: { type: 'boolean' },
  },
  mismatch: {
    description: '`true`: events whose data contradicts the schema of their type; `false`: the others.',
    schema: { type: 'boolean' },
  },
  id: { description: 'Ids of events, separated by commas.' },
  q: {
    description:
      'Query in the query language; `GET /api/webhooks/query-fields` lists its fields. It must hold beside the other parameters.',
    schema: query,
    example: 'type:job.* last:30d -type:job.progress',
  },
};

export const DELIVERY_QUERY: Parameters<typeof DELIVERY_FIELDS> = {
  state: {
    description: 'States, repeated or separated by commas.',
    schema: { type: 'array', items: { type: 'string', enum: [...DELIVERY_STATES] } },
    example: ['delivered', 'failed'],
  },
  endpoint: { description: 'Ids or public names of endpoints, separated by commas.', example: 'webhook_1' },
  event: { description: 'Event types or patterns, separated by commas.', example: 'job.*' },
  job_id: EVENT_QUERY.job_id,
  event_id: { description: 'Id of the event.', schema: text },
  ...RANGE,
  error: { description: 'Text in the reason or the last error.', schema: text },
  grouped_in: {
    description: 'Id of the delivery of a digest: the deliveries that it tells of.',
    schema: { type: 'string', format: 'uuid' },
  },
  incident: {
    description: 'Id of an incident: the deliveries that failed in it, also those that were repaired since.',
    schema: { type: 'string', format: 'uuid' },
  },
  id: { description: 'Ids of deliveries, separated by commas.' },
  q: { ...EVENT_QUERY.q, example: 'state:failed,delivered last:30d -endpoint:webhook_9,webhook' },
};
