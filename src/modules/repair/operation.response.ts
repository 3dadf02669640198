import { ApiSchema } from '@nestjs/swagger';
import {
  Flag,
  Instant,
  ListOf,
  NextCursor,
  OneOf,
  Part,
  Parts,
  Shape,
  Success,
  Text,
  Uuid,
  Whole,
} from '../http/described/properties.js';
import { ENDPOINT_HOLDERS } from '../model/hold.js';
import { DeliverySummaryView } from '../history/delivery.response.js';
import { EventSummaryView } from '../history/event.response.js';
import { DELIVERY_STATES } from '../history/query/filters.js';

const TEXTS = { type: 'string' };

@ApiSchema({ name: 'OperationFilter', description: 'What it was asked to touch; null: whatever it is.' })
export class OperationFilterView {
  @ListOf({ type: 'string', enum: [...DELIVERY_STATES] }, 'States.', { nullable: true, example: ['failed'] })
  state!: readonly string[] | null;

  @ListOf(TEXTS, 'Public names of endpoints, or ids of removed ones.', {
    nullable: true,
    example: ['webhook_1'],
  })
  endpoint!: string[] | null;

  @ListOf(TEXTS, 'Event types or patterns.', { nullable: true, example: ['job.*'] })
  event!: readonly string[] | null;

  @Text('Of the events.', { nullable: true, example: 'job_17' })
  job_id!: string | null;

  @Text('Of one event.', { nullable: true, example: 'order-7' })
  event_id!: string | null;

  @Instant('From then on.', { nullable: true })
  from!: string | null;

  @Instant('Before then.', { nullable: true })
  to!: string | null;

  @Text('Text in the reason or the last error.', { nullable: true, example: '503' })
  error!: string | null;
}

export class OutcomeCounts {
  @Whole('Delivered since.', { example: 11 })
  delivered!: number;

  @Whole('Pending, being sent, or waiting for a retry.', { example: 2 })
  pending!: number;

  @Whole('Pending, but their endpoint sends nothing now.', { example: 1 })
  held!: number;

  @Whole('Failed permanently.', { example: 0 })
  failed!: number;

  @Whole('Cancelled.', { example: 0 })
  cancelled!: number;
}

@ApiSchema({ name: 'OperationOutcome', description: 'What became of the deliveries, as of now.' })
export class OperationOutcomeView extends OutcomeCounts {
  @Whole('Deliveries that were queued.', { example: 14 })
  queued!: number;

  @Whole('Deliveries that were skipped.', { example: 0 })
  skipped!: number;

  @Whole('Acted on again by a later operation or by an operator, or deleted for their age.', { example: 0 })
  other!: number;

  @Flag('False: there are more than 10,000, and the figures are of a part.')
  complete!: boolean;
}

@ApiSchema({ name: 'OperationEndpoint' })
export class OperationEndpointView extends OutcomeCounts {
  @Text('Of the endpoint.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  endpoint_id!: string;

  @Text('Its public name; null where it was removed.', { nullable: true, example: 'webhook_1' })
  webhook_id!: string | null;
}

/** An operation as the event stream publishes it, without its outcome. */
export class OperationProgressView {
  @Uuid('Its own.')
  id!: string;

  @OneOf(['redeliver', 'cancel', 'replay', 'retry'], 'What it does.')
  kind!: string;

  @OneOf(['running', 'done', 'cancelled', 'failed'], '`cancelled`: what it did stays done.')
  state!: string;

  @Whole('How many there were at the start; null where that took too long to count.', {
    nullable: true,
    example: 120,
  })
  total!: number | null;

  @Whole('Looked at so far.', { example: 80 })
  processed!: number;

  @Whole('Deliveries it queued or cancelled.', { example: 79 })
  succeeded!: number;

  @Whole(
    'Deliveries it skipped: changed by others before, there already, or waiting for an earlier one of their job.',
    {
      example: 1,
    },
  )
  failed!: number;

  @Whole('Deliveries per second, at most; null: as fast as it goes.', { nullable: true, example: 10 })
  rate!: number | null;

  @Part(OperationFilterView, 'What it touches.')
  filter!: OperationFilterView;

  @Instant('When it was begun: what was made later it does not touch.')
  created_at!: string;

  @Instant('When it ended; null while it runs.', { nullable: true })
  finished_at!: string | null;
}

@ApiSchema({
  name: 'Operation',
  description: 'A piece of work over many deliveries; it goes on after a crash.',
})
export class OperationView extends OperationProgressView {
  @Part(OperationOutcomeView, 'What became of the deliveries it queued; null where it cancels.', {
    nullable: true,
  })
  outcome!: OperationOutcomeView | null;
}

@ApiSchema({ name: 'OperationDetail' })
export class OperationDetailView extends OperationView {
  @Parts(OperationEndpointView, 'The outcome by endpoint.')
  endpoints!: OperationEndpointView[];
}

@ApiSchema({ name: 'OperationDetailAnswer' })
export class OperationDetailAnswer {
  @Success()
  success!: true;

  @Part(OperationDetailView, 'As it is now.')
  operation!: OperationDetailView;
}

@ApiSchema({ name: 'OperationAnswer' })
export class OperationAnswer {
  @Success()
  success!: true;

  @Part(OperationView, 'As it is now.')
  operation!: OperationView;
}

@ApiSchema({ name: 'OperationsAnswer' })
export class OperationsAnswer {
  @Success()
  success!: true;

  @Parts(OperationView, 'The newest first.')
  operations!: OperationView[];

  @NextCursor()
  next_cursor!: string | null;
}

@ApiSchema({ name: 'DryRunEndpoint' })
export class DryRunEndpointView {
  @Text('Of the endpoint.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  endpoint_id!: string;

  @Text('Its public name; null where none is known.', { nullable: true, example: 'webhook_1' })
  webhook_id!: string | null;

  @Whole('How many of them are for this endpoint.', { example: 14 })
  count!: number;

  @Shape(
    'Whether the endpoint receives events; null where it was removed.',
    { type: 'string', enum: ['enabled', 'disabled', 'paused'] },
    { nullable: true, example: 'enabled' },
  )
  state!: string | null;

  @Shape(
    'What holds the deliveries of the endpoint now; null: nothing.',
    { type: 'string', enum: [...ENDPOINT_HOLDERS] },
    { nullable: true, example: null },
  )
  held_by!: string | null;
}

export class DryRunAnswer {
  @Success()
  success!: true;

  @Shape('Nothing was done.', { type: 'boolean', const: true })
  dry_run!: true;

  @Whole('How many it would touch.', { example: 120 })
  count!: number;

  @Flag('False: there are more, counting took too long.')
  complete!: boolean;

  @Parts(DryRunEndpointView, 'The same by endpoint.')
  endpoints!: DryRunEndpointView[];

  @ListOf({ type: 'string' }, 'Sentences about endpoints that would send nothing.', { example: [] })
  warnings!: string[];
}

@ApiSchema({ name: 'RepairDryRunAnswer' })
export class RepairDryRunAnswer extends DryRunAnswer {
  @Parts(DeliverySummaryView, 'The newest of them, at most 10.')
  sample!: DeliverySummaryView[];
}

@ApiSchema({ name: 'ReplayDryRunAnswer' })
export class ReplayDryRunAnswer extends DryRunAnswer {
  @Parts(EventSummaryView, 'The newest of them, at most 10.')
  sample!: EventSummaryView[];
}
