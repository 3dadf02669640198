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
  Text,
  Uuid,
  Whole,
} from '../http/described/properties.js';
import { SuccessAnswer } from '../http/described/success-answer.js';
import { ENDPOINT_HOLDERS } from '../model/hold.js';
import { DeliverySummaryView } from '../history/delivery.response.js';
import { EventSummaryView } from '../history/event.response.js';
import { DELIVERY_STATES } from '../model/delivery.js';

const TEXTS = { type: 'string' };

@ApiSchema({ name: 'OperationFilter', description: 'Filter of the operation; null: no restriction.' })
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

  @Text('Id of the job.', { nullable: true, example: 'job_17' })
  job_id!: string | null;

  @Text('Id of the event.', { nullable: true, example: 'order-7' })
  event_id!: string | null;

  @Instant('Start of the range, inclusive.', { nullable: true })
  from!: string | null;

  @Instant('End of the range, exclusive.', { nullable: true })
  to!: string | null;

  @Text('Text in the reason or the last error.', { nullable: true, example: '503' })
  error!: string | null;

  @ListOf(TEXTS, 'Ids of deliveries; of events for a replay.', { nullable: true, example: ['order-7'] })
  id!: readonly string[] | null;

  @Uuid('Delivery of the digest whose deliveries the operation covers.', { nullable: true })
  grouped_in!: string | null;

  @Uuid('Incident whose deliveries the operation covers.', { nullable: true })
  incident!: string | null;

  @Text('Query as it was written; its conditions are part of the other fields where they are simple ones.', {
    nullable: true,
    example: 'status:5xx last:2h',
  })
  q!: string | null;
}

export class OutcomeCounts {
  @Whole('Delivered since.', { example: 11 })
  delivered!: number;

  @Whole('Pending, being sent, or waiting for a retry.', { example: 2 })
  pending!: number;

  @Whole('Pending at an endpoint that sends nothing now.', { example: 1 })
  held!: number;

  @Whole('Failed permanently.', { example: 0 })
  failed!: number;

  @Whole('Cancelled.', { example: 0 })
  cancelled!: number;
}

@ApiSchema({ name: 'OperationOutcome', description: 'What has become of the deliveries by now.' })
export class OperationOutcomeView extends OutcomeCounts {
  @Whole('Deliveries that were queued.', { example: 14 })
  queued!: number;

  @Whole('Deliveries that were skipped.', { example: 0 })
  skipped!: number;

  @Whole('Acted on again by a later operation or by an operator, or deleted for their age.', { example: 0 })
  other!: number;

  @Flag('False: there are more than 10,000, and the figures cover a part.')
  complete!: boolean;
}

@ApiSchema({ name: 'OperationEndpoint' })
export class OperationEndpointView extends OutcomeCounts {
  @Text('Id of the endpoint.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  endpoint_id!: string;

  @Text('Public name of the endpoint; null where it was removed.', { nullable: true, example: 'webhook_1' })
  webhook_id!: string | null;
}

/** An operation as the event stream publishes it, without its outcome. */
export class OperationProgressView {
  @Uuid('Id of the operation.')
  id!: string;

  @OneOf(['redeliver', 'cancel', 'replay', 'retry'], 'Kind of the operation.')
  kind!: string;

  @OneOf(
    ['running', 'done', 'cancelled', 'failed'],
    'State of the operation. `cancelled`: the deliveries it changed stay changed.',
  )
  state!: string;

  @Whole('Deliveries that matched at the start; null where counting took too long.', {
    nullable: true,
    example: 120,
  })
  total!: number | null;

  @Whole('Deliveries processed so far.', { example: 80 })
  processed!: number;

  @Whole('Deliveries that were queued or cancelled.', { example: 79 })
  succeeded!: number;

  @Whole(
    'Deliveries that were skipped: changed concurrently, there already, or waiting for an earlier one of their job.',
    {
      example: 1,
    },
  )
  failed!: number;

  @Whole('Deliveries per second, at most; null: without a limit.', { nullable: true, example: 10 })
  rate!: number | null;

  @Part(OperationFilterView, 'Which deliveries or events the operation covers.')
  filter!: OperationFilterView;

  @Instant('When the operation was started; it covers no delivery made later.')
  created_at!: string;

  @Instant('When the operation ended; null while it is running.', { nullable: true })
  finished_at!: string | null;
}

@ApiSchema({
  name: 'Operation',
  description: 'Work over many deliveries, which continues after a crash.',
})
export class OperationView extends OperationProgressView {
  @Part(OperationOutcomeView, 'What has become of the queued deliveries; null for a cancellation.', {
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
export class OperationDetailAnswer extends SuccessAnswer {
  @Part(OperationDetailView, 'The operation as it is now.')
  operation!: OperationDetailView;
}

@ApiSchema({ name: 'OperationAnswer' })
export class OperationAnswer extends SuccessAnswer {
  @Part(OperationView, 'The operation as it is now.')
  operation!: OperationView;
}

@ApiSchema({ name: 'OperationsAnswer' })
export class OperationsAnswer extends SuccessAnswer {
  @Parts(OperationView, 'Operations, the newest first.')
  operations!: OperationView[];

  @NextCursor()
  next_cursor!: string | null;
}

@ApiSchema({ name: 'DryRunEndpoint' })
export class DryRunEndpointView {
  @Text('Id of the endpoint.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  endpoint_id!: string;

  @Text('Public name of the endpoint; null where none is known.', { nullable: true, example: 'webhook_1' })
  webhook_id!: string | null;

  @Whole('Deliveries for this endpoint.', { example: 14 })
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

export class DryRunAnswer extends SuccessAnswer {
  @Shape('Nothing was done.', { type: 'boolean', const: true })
  dry_run!: true;

  @Whole('Deliveries that the operation would change.', { example: 120 })
  count!: number;

  @Flag('False: counting took too long, and there are more.')
  complete!: boolean;

  @Parts(DryRunEndpointView, 'Deliveries by endpoint.')
  endpoints!: DryRunEndpointView[];

  @ListOf({ type: 'string' }, 'Sentences about endpoints that would send nothing.', { example: [] })
  warnings!: string[];
}

@ApiSchema({ name: 'RepairDryRunAnswer' })
export class RepairDryRunAnswer extends DryRunAnswer {
  @Parts(DeliverySummaryView, 'The newest deliveries, at most 10.')
  sample!: DeliverySummaryView[];
}

@ApiSchema({ name: 'ReplayDryRunAnswer' })
export class ReplayDryRunAnswer extends DryRunAnswer {
  @Whole('Events among them that the replay would skip: the endpoint has a delivery of them already.', {
    example: 0,
  })
  there_already!: number;

  @Parts(EventSummaryView, 'The newest events, at most 10.')
  sample!: EventSummaryView[];
}
