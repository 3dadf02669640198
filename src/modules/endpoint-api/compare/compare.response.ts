import { ApiSchema } from '@nestjs/swagger';
import { EVENT_OUTCOMES } from '../../delivery/probe/comparison/outcome-of.js';
import { Flag, Instant, ListOf, OneOf, Part, Parts, Text, Whole } from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';
import { PreviewResponse } from '../probe/probe.response.js';

@ApiSchema({ name: 'ComparedCounts', description: 'The examined events by what becomes of them.' })
export class ComparedCountsResponse {
  @Whole('Events that are sent.', { example: 14 })
  sent!: number;

  @Whole('Events that quiet hours hold.', { example: 0 })
  held!: number;

  @Whole('Events that quiet hours drop.', { example: 0 })
  dropped!: number;

  @Whole('Events on which the filter takes too many steps: their deliveries fail.', { example: 0 })
  failed!: number;

  @Whole('Events that the endpoint does not receive.', { example: 36 })
  skipped!: number;
}

@ApiSchema({ name: 'ComparedRate', description: 'What the rate limits do to the requests.' })
export class ComparedRateResponse {
  @Whole('Requests that would have waited for a rate limit, had all gone to this endpoint alone.', {
    example: 3,
  })
  delayed!: number;

  @Whole('The longest of these waits, ms.', { example: 42_000 })
  longest_wait_ms!: number;
}

@ApiSchema({ name: 'ComparedSide' })
export class ComparedSideResponse extends ComparedCountsResponse {
  @Whole(
    'Requests that carry the events which are sent: a digest or a batch carries several, and an edit of a live message replaces one that waits.',
    { example: 9 },
  )
  requests!: number;

  @Whole('Requests among them that edit the message of a job; announcements of edits are messages.', {
    example: 0,
  })
  edits!: number;

  @Whole('Requests among them that answer in the thread of a job.', { example: 0 })
  replies!: number;

  @Part(ComparedRateResponse, 'What the rate limits do to these requests.')
  rate_limit!: ComparedRateResponse;
}

@ApiSchema({ name: 'ComparedOutcome' })
export class ComparedOutcomeResponse {
  @OneOf(
    EVENT_OUTCOMES,
    '`held` and `dropped` by quiet hours; `failed`: the filter is too costly; `skipped`: not received.',
  )
  outcome!: string;

  @Text('Why the event is not sent at once, as a sentence; null where it is.', {
    nullable: true,
    example: 'The filter does not match.',
  })
  reason!: string | null;
}

@ApiSchema({ name: 'ComparedEvent', description: 'A stored event that the change treats differently.' })
export class ComparedEventResponse {
  @Text('Id of the event.', { example: 'order-7' })
  event_id!: string;

  @Text('Type of the event.', { example: 'job.completed' })
  event!: string;

  @Text('`data.job_id`; null where the event has none.', { nullable: true, example: 'job_17' })
  job_id!: string | null;

  @Instant('When the gateway accepted it.')
  accepted_at!: string;

  @Part(ComparedOutcomeResponse, 'What becomes of it now.')
  before!: ComparedOutcomeResponse;

  @Part(ComparedOutcomeResponse, 'What would become of it.')
  after!: ComparedOutcomeResponse;

  @Flag('True: the outcome is the same, and the message differs.')
  rewritten!: boolean;
}

@ApiSchema({ name: 'ComparedPreviews', description: 'The request of one event.' })
export class ComparedPreviewsResponse {
  @Part(PreviewResponse, 'As the endpoint is now.')
  before!: PreviewResponse;

  @Part(PreviewResponse, 'As it would be.')
  after!: PreviewResponse;
}

@ApiSchema({ name: 'Comparison' })
export class ComparisonResponse {
  @Text('What the change would do, in sentences.', {
    example: '14 of the last 50 events would be sent, 6 fewer than now.',
  })
  summary!: string;

  @Whole(
    'The newest stored events of the types that the endpoint subscribes to, or would: at most 50, fewer where there are no more or they are large.',
    { maximum: 50, example: 50 },
  )
  examined!: number;

  @Part(ComparedSideResponse, 'What becomes of them now.')
  before!: ComparedSideResponse;

  @Part(ComparedSideResponse, 'What would become of them.')
  after!: ComparedSideResponse;

  @Parts(ComparedEventResponse, 'The events that differ, the newest first.')
  differences!: ComparedEventResponse[];

  @ListOf({ type: 'string' }, 'Sentences about what may not be meant, as `PATCH` would answer.', {
    example: [],
  })
  warnings!: readonly string[];

  @Part(ComparedPreviewsResponse, 'The requests of `event_id`; null without one.', { nullable: true })
  previews!: ComparedPreviewsResponse | null;
}

@ApiSchema({ name: 'ComparisonAnswer' })
export class ComparisonAnswer extends SuccessAnswer {
  @Part(ComparisonResponse, 'What the change would do; nothing was saved or sent.')
  comparison!: ComparisonResponse;
}
