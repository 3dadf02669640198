import { DELIVERY_STATES } from '../../model/delivery.js';

/** The lists that queries are for. */
export const QUERY_PAGES = ['events', 'deliveries'] as const;
export type QueryPage = (typeof QUERY_PAGES)[number];

/** A field of the query language. */
export interface QueryField {
  readonly name: string;
  readonly description: string;
  /** Description of its values, as the end of a sentence that begins with the field's name and “is”. */
  readonly accepted: string;
  /** Values to choose from; none where any may be written. */
  readonly values?: readonly string[];
  readonly example: string;
  /** Lists that have the field; absent: all. */
  readonly only?: QueryPage;
}

const YES_NO = ['yes', 'no'];
const FRAGMENTS = 'a part of an id: its beginning, middle or end';

/** All fields, in the order in which they are suggested. Values in a list with commas are alternatives. */
export const QUERY_FIELDS: readonly QueryField[] = [
  {
    name: 'type',
    description: 'Event type or pattern',
    accepted: 'an event type or a pattern: job.failed, job.*',
    example: 'type:job.failed,job.timeout',
  },
  {
    name: 'job',
    description: 'Job ID; * stands for any text at either end',
    accepted: 'a job ID, such as job_17, job_17* or *17',
    example: 'job:job_17',
  },
  {
    name: 'last',
    description: 'Accepted in the last minutes, hours or days',
    accepted: 'a duration: 30m, 2h, 7d, 4w',
    values: ['15m', '1h', '24h', '7d', '30d'],
    example: 'last:2h',
  },
  {
    name: 'from',
    description: 'Accepted at this time (UTC) or later',
    accepted: 'a date or a time such as 2026-01-01 or 2026-01-01T12:00Z',
    example: 'from:2026-01-01',
  },
  {
    name: 'to',
    description: 'Accepted before this time (UTC)',
    accepted: 'a date or a time such as 2026-01-01 or 2026-01-01T12:00Z',
    example: 'to:2026-01-02T12:00Z',
  },
  {
    name: 'endpoint',
    description: 'Endpoint: a part of its name, host or ID',
    accepted: 'a part of the name, the host or the ID of an endpoint',
    example: 'endpoint:crm',
  },
  {
    name: 'status',
    description: 'HTTP status of the last attempt of a delivery',
    accepted: 'a status such as 429, 5xx, >=500 or 400..499, or none for no response',
    values: ['2xx', '4xx', '5xx', '429', 'none'],
    example: 'status:429,5xx',
  },
  {
    name: 'state',
    description: 'State of a delivery',
    accepted: `one of ${DELIVERY_STATES.join(', ')}`,
    values: DELIVERY_STATES,
    example: 'state:failed',
  },
  {
    name: 'error',
    description: 'Text in the reason or the last error of a delivery',
    accepted: 'a text',
    example: 'error:timeout',
  },
  {
    name: 'attempts',
    description: 'Attempts of a delivery',
    accepted: 'a number such as 3, >3 or 2..5',
    example: 'attempts:>3',
  },
  {
    name: 'id',
    description: 'Part of an ID',
    accepted: FRAGMENTS,
    example: 'id:a6f2',
  },
  {
    name: 'event',
    description: 'Part of an event ID',
    accepted: FRAGMENTS,
    example: 'event:order-7',
    only: 'deliveries',
  },
  {
    name: 'unrouted',
    description: 'Whether no endpoint received the event',
    accepted: 'yes or no',
    values: YES_NO,
    example: 'unrouted:yes',
    only: 'events',
  },
  {
    name: 'mismatch',
    description: 'Whether the data contradicts the schema of the event type',
    accepted: 'yes or no',
    values: YES_NO,
    example: 'mismatch:yes',
  },
  {
    name: 'data',
    description: 'Value in the data of the event, by its path',
    accepted: 'a value: fr, "two words", fr*, *, >50 or 10..20',
    example: 'data.parameters.country:fr',
  },
];

/** The fields of a list, by name. */
export function fieldsOf(page: QueryPage): ReadonlyMap<string, QueryField> {
  const fields = QUERY_FIELDS.filter(({ only }) => only === undefined || only === page);
  return new Map(fields.map((field) => [field.name, field]));
}
