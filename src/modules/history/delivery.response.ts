import { ApiSchema } from '@nestjs/swagger';
import { ExplanationView } from '../http/described/explanation.response.js';
import {
  AnyObject,
  Flag,
  Instant,
  MapOf,
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
import { DELIVERY_HOLDERS } from '../model/hold.js';
import { DELIVERY_STATES } from './query/filters.js';

const OUTCOMES = ['delivered', 'retry', 'rejected', 'gone'] as const;

@ApiSchema({ name: 'DeliveryFault' })
export class DeliveryFaultView {
  @Text('Short and stable.', { example: 'HTTP_503' })
  code!: string;

  @Text('One sentence, free of secrets.', { example: 'HTTP 503 response' })
  message!: string;
}

@ApiSchema({ name: 'Delivery', description: 'One event for one endpoint.' })
export class DeliverySummaryView {
  @Uuid('The same on every attempt: what receivers deduplicate by.')
  id!: string;

  @Text('Of its event.', { example: 'order-7' })
  event_id!: string;

  @Text('Type of its event.', { example: 'job.completed' })
  event!: string;

  @Text('`data.job_id` of its event; null where it names none.', { nullable: true, example: 'job_17' })
  job_id!: string | null;

  @Text('Of its endpoint, which may have been removed since.', {
    example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
  })
  endpoint_id!: string;

  @Text('Public name of its endpoint.', { example: 'webhook_1' })
  webhook_id!: string;

  @OneOf(DELIVERY_STATES, '`failed` is the dead letter.')
  state!: string;

  @Whole('Attempts made so far.', { example: 4 })
  attempts!: number;

  @Instant('When its event was accepted.')
  created_at!: string;

  @Instant('When it is tried next; null while it is settled, being sent or waiting for its turn.', {
    nullable: true,
  })
  next_attempt_at!: string | null;

  @Instant('When it was delivered, failed or cancelled; null before.', { nullable: true })
  settled_at!: string | null;

  @Text('Why it failed or was cancelled, a short code.', { nullable: true, example: 'retries_exhausted' })
  reason!: string | null;

  @Whole('HTTP status of the last answer; null where there was none.', { nullable: true, example: 503 })
  last_status!: number | null;

  @Part(DeliveryFaultView, 'What was wrong the last time; null where nothing was.', { nullable: true })
  last_error!: DeliveryFaultView | null;

  @Part(ExplanationView, 'Of the last error; null where there was none, or its message says all there is.', {
    nullable: true,
  })
  explanation!: ExplanationView | null;

  @Uuid('The replay that made it; null where no replay did.', { nullable: true })
  replay_of!: string | null;

  @Shape(
    'What keeps a pending delivery from being sent; null: nothing, or its retry is due later anyway.',
    { type: 'string', enum: [...DELIVERY_HOLDERS] },
    { nullable: true, example: 'breaker' },
  )
  held_by!: string | null;

  @Instant('When that ends or is tried again; null where no time is known.', { nullable: true })
  held_until!: string | null;

  @Text('The same as a sentence.', {
    nullable: true,
    example: 'The circuit of the endpoint is open; its deliveries wait for a successful probe.',
  })
  held_reason!: string | null;
}

@ApiSchema({ name: 'AttemptResponse' })
export class AttemptResponseView {
  @MapOf({ type: 'string' }, 'Lower-case names; at most 4 KiB, credentials masked.', {
    example: { 'content-type': 'text/plain' },
  })
  headers!: Record<string, string>;

  @Text('The first 16 KiB of the body, credentials masked; null where there was none.', {
    nullable: true,
    example: 'busy',
  })
  body!: string | null;
}

@ApiSchema({ name: 'AttemptRequest' })
export class AttemptRequestView {
  @OneOf(['POST'], 'HTTP method.')
  method!: string;

  @Text('Masked.', { example: 'https://your-app.com/webhooks/streamgank' })
  url!: string;

  @MapOf({ type: 'string' }, 'Values of custom headers are `***`.', {
    example: { 'Content-Type': 'application/json', Authorization: '***' },
  })
  headers!: Record<string, string>;

  @Text('The whole body.', { example: '{"event":"job.completed","data":{"job_id":"job_17"}}' })
  body!: string;

  @Flag('True: byte for byte what was sent.')
  exact!: boolean;

  @Flag('True: the body is, byte for byte, what was sent, whatever became of URL and headers.')
  body_exact!: boolean;
}

@ApiSchema({ name: 'Attempt', description: 'One HTTP try.' })
export class AttemptView {
  @Whole('1 for the first.', { minimum: 1, example: 1 })
  number!: number;

  @Instant('When it began.')
  started_at!: string;

  @Whole('How long it took, ms.', { example: 156 })
  duration_ms!: number;

  @Whole('HTTP status; null when no answer came.', { nullable: true, example: 503 })
  status!: number | null;

  @OneOf(OUTCOMES, '`gone`: the target has disabled its endpoint.')
  outcome!: string;

  @Part(DeliveryFaultView, 'Why it did not deliver; null where it did.', { nullable: true })
  error!: DeliveryFaultView | null;

  @Part(ExplanationView, 'Of the error; null where there was none, or its message says all there is.', {
    nullable: true,
  })
  explanation!: ExplanationView | null;

  @Text('What else is to be known of the response: why its body is not complete.', {
    nullable: true,
    example: 'The response body broke off after 2 bytes (ECONNRESET).',
  })
  note!: string | null;

  @Part(AttemptResponseView, 'What was answered; null when nothing was.', { nullable: true })
  response!: AttemptResponseView | null;

  @Part(
    AttemptRequestView,
    'Made again from the event, the endpoint and what the attempt recorded of it; null where that does not suffice.',
    { nullable: true },
  )
  request!: AttemptRequestView | null;

  @Text('Why the request is not exact, or not there.', {
    nullable: true,
    example: 'The endpoint is no longer configured: its URL and headers are not stored.',
  })
  request_note!: string | null;
}

@ApiSchema({ name: 'DeliveryDetail' })
export class DeliveryDetailView extends DeliverySummaryView {
  @AnyObject('Of its event, as it was accepted.', { example: { job_id: 'job_17' } })
  data!: object;

  @Text('Of its event: as the sender wrote it, or the moment of acceptance.', {
    example: '2026-01-01T12:05:30.123Z',
  })
  timestamp!: string;

  @Flag('Whether it is sent again by itself.')
  will_retry!: boolean;

  @Text('Why, or why not, in a sentence without a time.', {
    example: 'The retries are used up, 4 attempts in all.',
  })
  retry_reason!: string;

  @Instant(
    'The next attempt, as far as its time is known: its own, or that of the probe or the rate limit of its endpoint; null where no time to come says so.',
    { nullable: true },
  )
  retry_at!: string | null;

  @Parts(AttemptView, 'Its attempts, the first one first.')
  history!: AttemptView[];
}

@ApiSchema({ name: 'DeliveryAnswer' })
export class DeliveryAnswer {
  @Success()
  success!: true;

  @Part(DeliverySummaryView, 'As it is now.')
  delivery!: DeliverySummaryView;
}

@ApiSchema({ name: 'DeliveryRetryAnswer' })
export class DeliveryRetryAnswer extends DeliveryAnswer {
  @Text('Whether it is sent now, or what holds it.', { example: 'Delivery is due now.' })
  message!: string;
}

@ApiSchema({ name: 'DeliveryDetailAnswer' })
export class DeliveryDetailAnswer {
  @Success()
  success!: true;

  @Part(DeliveryDetailView, 'With all that is known of it.')
  delivery!: DeliveryDetailView;
}

@ApiSchema({ name: 'DeliveriesAnswer' })
export class DeliveriesAnswer {
  @Success()
  success!: true;

  @Parts(DeliverySummaryView, 'The newest first.')
  deliveries!: DeliverySummaryView[];

  @NextCursor()
  next_cursor!: string | null;
}
