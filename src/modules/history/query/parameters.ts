import { DELIVERY_STATES, type DELIVERY_FIELDS, type EVENT_FIELDS } from './filters.js';
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX, type PAGE_FIELDS } from './paging.js';
import type { ParameterDescription } from '../../http/described/route-description.js';

type Parameters<Fields extends readonly string[]> = Readonly<Record<Fields[number], ParameterDescription>>;

const time = { type: 'string', minLength: 10, maxLength: 40 };
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
    description: 'From then on: a date, or a time with any offset.',
    schema: time,
    example: '2026-01-01',
  },
  to: { description: 'Before then.', schema: time, example: '2099-01-01T00:00:00Z' },
};

export const EVENT_QUERY: Parameters<typeof EVENT_FIELDS> = {
  type: { description: 'Types or patterns, with commas.', example: 'job.completed,job.failed' },
  job_id: { description: 'Of the job.', schema: text, example: 'job_17' },
  ...RANGE,
  unrouted: {
    description: '`true`: events that no endpoint received; `false`: the others.',
    schema: { type: 'boolean' },
  },
};

export const DELIVERY_QUERY: Parameters<typeof DELIVERY_FIELDS> = {
  state: {
    description: 'States: repeated, or with commas.',
    schema: { type: 'array', items: { type: 'string', enum: [...DELIVERY_STATES] } },
    example: ['delivered', 'failed'],
  },
  endpoint: { description: 'Ids or public names of endpoints, with commas.', example: 'webhook_1' },
  event: { description: 'Event types or patterns, with commas.', example: 'job.*' },
  job_id: EVENT_QUERY.job_id,
  event_id: { description: 'Of one event.', schema: text },
  ...RANGE,
  error: { description: 'Text in the reason or the last error.', schema: text },
};
