import { ApiSchema } from '@nestjs/swagger';
import { ExplanationView } from '../http/described/explanation.response.js';
import {
  AnyObject,
  Flag,
  Instant,
  NextCursor,
  SearchedTo,
  OneOf,
  Part,
  Parts,
  Shape,
  Text,
  Uuid,
  Whole,
} from '../http/described/properties.js';
import { SuccessAnswer } from '../http/described/success-answer.js';
import { DELIVERY_STATES } from '../model/delivery.js';
import { DELIVERY_HOLDERS } from '../model/hold.js';
import { AttemptView, DeliveryFaultView } from './attempt.response.js';

@ApiSchema({ name: 'Delivery', description: 'One event for one endpoint.' })
export class DeliverySummaryView {
  @Uuid('Id of the delivery, the same on every attempt: receivers deduplicate by it.')
  id!: string;

  @Text('Id of the event.', { example: 'order-7' })
  event_id!: string;

  @Text('Type of the event.', { example: 'job.completed' })
  event!: string;

  @Text('`data.job_id` of the event; null where the event has none.', { nullable: true, example: 'job_17' })
  job_id!: string | null;

  @Text('Id of the endpoint, which may have been removed since.', {
    example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
  })
  endpoint_id!: string;

  @Text('Public name of the endpoint.', { example: 'webhook_1' })
  webhook_id!: string;

  @OneOf(DELIVERY_STATES, 'State of the delivery. `failed` is the dead letter.')
  state!: string;

  @Whole('Attempts made so far.', { example: 4 })
  attempts!: number;

  @Instant('When the event was accepted.')
  created_at!: string;

  @Instant(
    'When the next attempt is due; null while the delivery is completed, being sent, or waiting for an earlier one of its job.',
    {
      nullable: true,
    },
  )
  next_attempt_at!: string | null;

  @Instant('When the delivery was delivered, failed or cancelled; null before.', { nullable: true })
  settled_at!: string | null;

  @Text('Why the delivery failed or was cancelled, a short code; null otherwise.', {
    nullable: true,
    example: 'retries_exhausted',
  })
  reason!: string | null;

  @Whole('HTTP status of the last response; null without one.', { nullable: true, example: 503 })
  last_status!: number | null;

  @Part(DeliveryFaultView, 'Error of the last attempt; null where it had none.', { nullable: true })
  last_error!: DeliveryFaultView | null;

  @Part(
    ExplanationView,
    'Explanation of the last error; null without an error, or where its message explains it.',
    {
      nullable: true,
    },
  )
  explanation!: ExplanationView | null;

  @Uuid('Id of the replay that made the delivery; null where acceptance did.', { nullable: true })
  replay_of!: string | null;

  @Uuid(
    'Id of the delivery of the digest that it waits in (reason `grouped`), or was told by; null: it is told by itself.',
    {
      nullable: true,
    },
  )
  grouped_in!: string | null;

  @Shape(
    'What holds a pending delivery; null: nothing, or its retry is due later anyway.',
    { type: 'string', enum: [...DELIVERY_HOLDERS] },
    { nullable: true, example: 'breaker' },
  )
  held_by!: string | null;

  @Instant('When the hold ends or is probed; null where no time is known.', { nullable: true })
  held_until!: string | null;

  @Text('The hold as a sentence; null where nothing holds the delivery.', {
    nullable: true,
    example: 'The circuit of the endpoint is open; its deliveries wait for a successful probe.',
  })
  held_reason!: string | null;
}

@ApiSchema({ name: 'DeliveryDetail' })
export class DeliveryDetailView extends DeliverySummaryView {
  @AnyObject('Data of the event, as accepted.', { example: { job_id: 'job_17' } })
  data!: object;

  @Text('Timestamp of the event as the sender wrote it, or the time of acceptance.', {
    example: '2026-01-01T12:05:30.123Z',
  })
  timestamp!: string;

  @Flag('Whether the gateway sends the delivery again by itself.')
  will_retry!: boolean;

  @Text('Why the delivery is sent again, or why not, in a sentence without a time.', {
    example: 'All 4 attempts failed.',
  })
  retry_reason!: string;

  @Instant(
    'Earliest time of the next attempt: its own, or that of the probe or the rate limit of the endpoint; null where none is known.',
    { nullable: true },
  )
  retry_at!: string | null;

  @Parts(AttemptView, 'Attempts, the first one first.')
  history!: AttemptView[];
}

@ApiSchema({ name: 'DeliveryAnswer' })
export class DeliveryAnswer extends SuccessAnswer {
  @Part(DeliverySummaryView, 'The delivery as it is now.')
  delivery!: DeliverySummaryView;
}

@ApiSchema({ name: 'DeliveryRetryAnswer' })
export class DeliveryRetryAnswer extends DeliveryAnswer {
  @Text('Whether the delivery is sent now, or what holds it.', { example: 'Delivery is due now.' })
  message!: string;
}

@ApiSchema({ name: 'DeliveryDetailAnswer' })
export class DeliveryDetailAnswer extends SuccessAnswer {
  @Part(DeliveryDetailView, 'The delivery with its event and attempts.')
  delivery!: DeliveryDetailView;
}

@ApiSchema({ name: 'DeliveriesAnswer' })
export class DeliveriesAnswer extends SuccessAnswer {
  @Parts(DeliverySummaryView, 'Deliveries, the newest first.')
  deliveries!: DeliverySummaryView[];

  @NextCursor()
  next_cursor!: string | null;

  @SearchedTo()
  searched_to!: string | null;
}
