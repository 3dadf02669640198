import { ApiSchema } from '@nestjs/swagger';
import { Instant, OneOf, Part, Parts, Shape, Success, Text, Whole } from '../http/described/properties.js';

const RATE = { type: 'number', minimum: 0, maximum: 1 };

@ApiSchema({ name: 'StatsFigures' })
export class StatsFiguresView {
  @Whole('Deliveries that arrived.', { example: 118 })
  delivered!: number;

  @Whole(
    'Deliveries that failed permanently; one that was redelivered and failed again counts once, at its last failure.',
    {
      example: 2,
    },
  )
  failed!: number;

  @Whole('Of the failed ones: those that were delivered later, by a redelivery.', { example: 2 })
  repaired!: number;

  @Whole('Attempts.', { example: 125 })
  attempts!: number;

  @Whole('Attempts that did not deliver.', { example: 7 })
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

  @Whole('95th percentile of them, ms.', { nullable: true, type: 'number', example: 156 })
  p95_ms!: number | null;
}

@ApiSchema({ name: 'StatsPoint' })
export class StatsPointView extends StatsFiguresView {
  @Instant('Beginning of the step.')
  at!: string;
}

@ApiSchema({ name: 'StatsEndpointPoint' })
export class StatsEndpointPointView {
  @Instant('Beginning of the step.')
  at!: string;

  @Whole('Deliveries that arrived.', { example: 118 })
  delivered!: number;

  @Whole('Deliveries that failed permanently.', { example: 2 })
  failed!: number;

  @Whole('Attempts.', { example: 125 })
  attempts!: number;

  @Whole('Attempts that did not deliver.', { example: 7 })
  failed_attempts!: number;
}

@ApiSchema({ name: 'StatsEndpoint' })
export class StatsEndpointView extends StatsFiguresView {
  @Text('Of the endpoint.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  endpoint_id!: string;

  @Text('Its public name; null where it was removed.', { nullable: true, example: 'webhook_1' })
  webhook_id!: string | null;

  @Parts(StatsEndpointPointView, 'A point for every step.')
  series!: StatsEndpointPointView[];
}

@ApiSchema({ name: 'StatsBacklogPoint', description: 'Null where no gateway was there to look.' })
export class StatsBacklogPointView {
  @Instant('Beginning of the step.')
  at!: string;

  @Whole('Deliveries that waited: the most in this step.', { nullable: true, example: 12 })
  waiting!: number | null;

  @Whole('Overdue ones, due and not held by anything: the most in this step.', {
    nullable: true,
    example: 3,
  })
  past_due!: number | null;
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

  @Parts(StatsBacklogPointView, 'What waited, of all endpoints together, looked at every 20 seconds.')
  backlog!: StatsBacklogPointView[];

  @Whole('Events of that time that no endpoint received; counted up to 1,000.', { example: 1 })
  unrouted!: number;

  @Part(StatsFiguresView, 'The same of the whole time.')
  totals!: StatsFiguresView;

  @Parts(StatsEndpointView, 'The same by endpoint.')
  endpoints!: StatsEndpointView[];
}

@ApiSchema({ name: 'StatsAnswer' })
export class StatsAnswer {
  @Success()
  success!: true;

  @Part(StatsView, 'Counted as deliveries settle.')
  stats!: StatsView;
}
