import { ApiSchema } from '@nestjs/swagger';
import { Flag, Part, Shape, Whole } from '../http/described/properties.js';
import { DELIVERY_STATES } from './delivery.view.js';
import { LIST_MAX } from './faults.js';

/** One text with commas, or a list of texts. */
const list = (items: object) => ({
  oneOf: [
    { type: 'string', maxLength: 2_000 },
    { type: 'array', items, maxItems: LIST_MAX },
  ],
});
const text = { type: 'string', maxLength: 200 };
const OPTIONAL = { optional: true, nullable: true };
const RATE = { minimum: 1, maximum: 10_000, ...OPTIONAL };

@ApiSchema({
  name: 'RepairFilter',
  description: 'As in the list of deliveries. Empty: all that it can be done to.',
})
export class RepairFilter {
  @Shape(
    'States; without: `failed` for redelivering, `pending` for retrying and cancelling.',
    list({ type: 'string', enum: [...DELIVERY_STATES] }),
    {
      optional: true,
      example: ['failed'],
    },
  )
  state?: string | string[];

  @Shape('Ids or public names of endpoints.', list(text), { optional: true, example: 'webhook_1' })
  endpoint?: string | string[];

  @Shape('Event types or patterns.', list(text), { optional: true, example: ['job.*'] })
  event?: string | string[];

  @Shape('Of the job.', text, { ...OPTIONAL, example: 'job_17' })
  job_id?: string | null;

  @Shape('Of one event.', text, { ...OPTIONAL, example: 'order-7' })
  event_id?: string | null;

  @Shape('From then on: a date, or a time with any offset.', text, { ...OPTIONAL, example: '2026-01-01' })
  from?: string | null;

  @Shape('Before then.', text, { ...OPTIONAL, example: '2026-01-02T00:00:00+01:00' })
  to?: string | null;

  @Shape('Text in the reason or the last error.', text, { ...OPTIONAL, example: '503' })
  error?: string | null;
}

@ApiSchema({ name: 'RepairRequest' })
export class RepairRequest {
  @Part(RepairFilter, 'Which deliveries.')
  filter!: RepairFilter;

  @Flag('True: nothing is done, only counted.', { ...OPTIONAL, default: false })
  dry_run?: boolean | null;

  @Whole('Deliveries per second, at most.', { ...RATE, example: 10 })
  rate?: number | null;
}

@ApiSchema({ name: 'ReplayRequest' })
export class ReplayRequest {
  @Shape('From then on: a date, or a time with any offset.', text, { ...OPTIONAL, example: '2026-01-01' })
  from?: string | null;

  @Shape('Before then.', text, { ...OPTIONAL, example: '2026-01-02T00:00:00+01:00' })
  to?: string | null;

  @Shape('Event types or patterns among those the endpoint asks for.', list(text), {
    optional: true,
    example: ['job.*'],
  })
  events?: string | string[];

  @Flag('True: nothing is done, only counted.', { ...OPTIONAL, default: false })
  dry_run?: boolean | null;

  @Whole('Deliveries per second, at most.', { ...RATE, example: 10 })
  rate?: number | null;
}
