import { ApiSchema } from '@nestjs/swagger';
import { DELIVERY_STATES } from '../model/delivery.js';
import { QUERY_MAX } from '../history/language/query-syntax.js';
import { LIST_MAX } from '../history/query/query-reader.js';
import { Flag, Part, Shape, Whole } from '../http/described/properties.js';
import { RATE_MAX } from './repair-requests.js';

/** One text with commas, or a list of texts. */
const list = (items: object) => ({
  oneOf: [
    { type: 'string', maxLength: 2_000 },
    { type: 'array', items, maxItems: LIST_MAX },
  ],
});
const text = { type: 'string', maxLength: 200 };
const query = { type: 'string', maxLength: QUERY_MAX };
const QUERY = 'Query in the query language of the lists; it must hold beside the other fields.';
const OPTIONAL = { optional: true, nullable: true };

/** The range of time of a request. */
class RangeBody {
  @Shape('Start of the range, inclusive: a date, or a time with any offset.', text, {
    ...OPTIONAL,
    example: '2026-01-01',
  })
  from?: string | null;

  @Shape('End of the range, exclusive.', text, { ...OPTIONAL, example: '2026-01-02T00:00:00+01:00' })
  to?: string | null;
}

@ApiSchema({
  name: 'RepairFilter',
  description: 'The filter of the delivery list. Empty: all deliveries that the repair applies to.',
})
export class RepairFilter extends RangeBody {
  @Shape(
    'States; by default `failed` for redelivering, `pending` for retrying and cancelling.',
    list({ type: 'string', enum: [...DELIVERY_STATES] }),
    { optional: true, example: ['failed'] },
  )
  state?: string | string[];

  @Shape('Ids or public names of endpoints.', list(text), { optional: true, example: 'webhook_1' })
  endpoint?: string | string[];

  @Shape('Event types or patterns.', list(text), { optional: true, example: ['job.*'] })
  event?: string | string[];

  @Shape('Id of the job.', text, { ...OPTIONAL, example: 'job_17' })
  job_id?: string | null;

  @Shape('Id of the event.', text, { ...OPTIONAL, example: 'order-7' })
  event_id?: string | null;

  @Shape('Text in the reason or the last error.', text, { ...OPTIONAL, example: '503' })
  error?: string | null;

  @Shape(
    'Id of the delivery of a digest: the deliveries that it tells of.',
    { type: 'string', format: 'uuid' },
    { ...OPTIONAL, example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' },
  )
  grouped_in?: string | null;

  @Shape(
    'Id of an incident: the deliveries that failed in it.',
    { type: 'string', format: 'uuid' },
    { ...OPTIONAL, example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' },
  )
  incident?: string | null;

  @Shape('Ids of deliveries.', list(text), {
    optional: true,
    example: ['019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c'],
  })
  id?: string | string[];

  @Shape(QUERY, query, { ...OPTIONAL, example: 'status:5xx -endpoint:webhook_9,webhook' })
  q?: string | null;
}

/** `dry_run` of a request. */
const DryRunFlag = (): PropertyDecorator =>
  Flag('True: deliveries are counted, nothing is changed.', { ...OPTIONAL, default: false });

/** `rate` of a request. */
const Rate = (): PropertyDecorator =>
  Whole('Deliveries per second, at most.', { minimum: 1, maximum: RATE_MAX, ...OPTIONAL, example: 10 });

@ApiSchema({ name: 'RepairRequest' })
export class BulkRequestBody {
  @Part(RepairFilter, 'Which deliveries to repair.')
  filter!: RepairFilter;

  @DryRunFlag()
  dry_run?: boolean | null;

  @Rate()
  rate?: number | null;
}

@ApiSchema({ name: 'ReplayRequest' })
export class ReplayRequestBody extends RangeBody {
  @Shape('Event types or patterns among those the endpoint subscribes to.', list(text), {
    optional: true,
    example: ['job.*'],
  })
  events?: string | string[];

  @Shape('Ids of events.', list(text), { optional: true, example: ['order-7'] })
  id?: string | string[];

  @Shape(QUERY, query, { ...OPTIONAL, example: 'type:job.* -mismatch:yes' })
  q?: string | null;

  @DryRunFlag()
  dry_run?: boolean | null;

  @Rate()
  rate?: number | null;
}
