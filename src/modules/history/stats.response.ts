import { ApiSchema } from '@nestjs/swagger';
import { Instant, ListOf, OneOf, Part, Parts, Shape, Text, Whole } from '../http/described/properties.js';
import { SuccessAnswer } from '../http/described/success-answer.js';

const RATE = { type: 'number', minimum: 0, maximum: 1 };

@ApiSchema({ name: 'StatsFigures' })
export class StatsFiguresView {
  @Whole('Delivered deliveries.', { example: 118 })
  delivered!: number;

  @Whole(
    'Deliveries that failed permanently; one that was redelivered and failed again counts once, at its last failure.',
    {
      example: 2,
    },
  )
  failed!: number;

  @Whole('Failed deliveries that a redelivery delivered later.', { example: 2 })
  repaired!: number;

  @Whole('Attempts.', { example: 125 })
  attempts!: number;

  @Whole('Attempts that failed.', { example: 7 })
  failed_attempts!: number;

  @Shape('Share of the attempts that failed; null without attempts.', RATE, {
    nullable: true,
    example: 0.056,
  })
  error_rate!: number | null;

  @Whole('Attempts that are followed by another.', { example: 5 })
  retried!: number;

  @Whole('Deliveries that were cancelled.', { example: 0 })
  cancelled!: number;

  @Whole('Median duration of the attempts, ms; null without any.', {
    nullable: true,
    type: 'number',
    example: 42,
  })
  p50_ms!: number | null;

  @Whole('95th percentile of the attempt durations, ms; null without any.', {
    nullable: true,
    type: 'number',
    example: 156,
  })
  p95_ms!: number | null;
}

@ApiSchema({ name: 'StatsPoint' })
export class StatsPointView extends StatsFiguresView {
  @Instant('Start of the step.')
  at!: string;
}

@ApiSchema({ name: 'StatsEndpointPoint' })
export class StatsEndpointPointView {
  @Instant('Start of the step.')
  at!: string;

  @Whole('Delivered deliveries.', { example: 118 })
  delivered!: number;

  @Whole('Deliveries that failed permanently.', { example: 2 })
  failed!: number;

  @Whole('Attempts.', { example: 125 })
  attempts!: number;

  @Whole('Attempts that failed.', { example: 7 })
  failed_attempts!: number;
}

@ApiSchema({ name: 'StatsEndpoint' })
export class StatsEndpointView extends StatsFiguresView {
  @Text('Id of the endpoint.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  endpoint_id!: string;

  @Text('Public name of the endpoint; null where it was removed.', { nullable: true, example: 'webhook_1' })
  webhook_id!: string | null;

  @Parts(StatsEndpointPointView, 'A point for every step.')
  series!: StatsEndpointPointView[];
}

@ApiSchema({
  name: 'StatsBacklogPoint',
  description: 'Backlog of all endpoints in a step; null while no gateway was running.',
})
export class StatsBacklogPointView {
  @Instant('Start of the step.')
  at!: string;

  @Whole('Pending deliveries: the peak of the step.', { nullable: true, example: 12 })
  waiting!: number | null;

  @Whole('Overdue deliveries, due and not held: the peak of the step.', {
    nullable: true,
    example: 3,
  })
  past_due!: number | null;
}

@ApiSchema({
  name: 'StatsQueuePoint',
  description: 'Queue of one endpoint in a step; null while no gateway was recording it.',
})
export class StatsQueuePointView {
  @Instant('Start of the step.')
  at!: string;

  @Whole('Pending deliveries: the peak of the step, counted up to 10,000.', { nullable: true, example: 12 })
  queued!: number | null;

  @Whole('Age of the oldest pending delivery, ms: the peak of the step; 0 where nothing was queued.', {
    nullable: true,
    example: 41_000,
  })
  oldest_ms!: number | null;
}

@ApiSchema({ name: 'StatsError', description: 'Failed attempts of one error code.' })
export class StatsErrorView {
  @Text('Error code of the attempts; null: all others together.', { nullable: true, example: 'HTTP_503' })
  code!: string | null;

  @Text('What the code means; null where it explains itself.', {
    nullable: true,
    example: 'The receiver is overloaded or down.',
  })
  summary!: string | null;

  @Whole('Failed attempts in the range.', { example: 7 })
  attempts!: number;

  @ListOf({ type: 'integer', minimum: 0 }, 'Failed attempts of every step, in the order of `series`.', {
    example: [0, 4, 3],
  })
  series!: number[];
}

@ApiSchema({ name: 'Stats' })
export class StatsView {
  @OneOf([], 'Length of a step, ms: a minute or an hour.', {
    type: 'integer',
    enum: [60_000, 3_600_000],
    example: 60_000,
  })
  step_ms!: number;

  @Parts(StatsPointView, 'A point for every step, the first one first.')
  series!: StatsPointView[];

  @Parts(StatsBacklogPointView, 'Backlog of all endpoints together, sampled every 20 seconds.')
  backlog!: StatsBacklogPointView[];

  @Parts(StatsQueuePointView, 'Queue of `endpoint`, sampled every 20 seconds; empty without `endpoint`.')
  queue!: StatsQueuePointView[];

  @Whole('Events in the range that no endpoint received; counted up to 1,000.', { example: 1 })
  unrouted!: number;

  @Parts(StatsErrorView, 'Failed attempts by error code, the most frequent eight first, then the others.')
  errors!: StatsErrorView[];

  @Part(StatsFiguresView, 'Figures of the whole range.')
  totals!: StatsFiguresView;

  @Parts(StatsEndpointView, 'Figures by endpoint.')
  endpoints!: StatsEndpointView[];
}

@ApiSchema({ name: 'StatsAnswer' })
export class StatsAnswer extends SuccessAnswer {
  @Part(StatsView, 'Counted as deliveries settle.')
  stats!: StatsView;
}
