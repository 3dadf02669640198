import { ApiSchema } from '@nestjs/swagger';
import {
  AnyObject,
  Flag,
  Instant,
  MapOf,
  NextCursor,
  Part,
  Parts,
  Shape,
  Success,
  Text,
  Uuid,
  Whole,
} from '../http/described/properties.js';
import { DeliverySummaryView } from './delivery.response.js';

@ApiSchema({ name: 'EventDeliveries' })
export class EventDeliveriesView {
  @Whole('All of them.', { example: 2 })
  total!: number;

  @Whole('Those that arrived.', { example: 1 })
  delivered!: number;

  @Whole('Those that were given up.', { example: 0 })
  failed!: number;

  @Whole('Those that wait or are being sent.', { example: 1 })
  pending!: number;

  @Whole('Those that were cancelled.', { example: 0 })
  cancelled!: number;
}

@ApiSchema({ name: 'Event', description: 'What the job server reported.' })
export class EventSummaryView {
  @Text('Given by the sender, or made here.', { example: 'order-7' })
  id!: string;

  @Text('Words joined by dots.', { example: 'job.completed' })
  type!: string;

  @Text('As the sender wrote it, or the moment of acceptance.', { example: '2026-01-01T12:05:30.123Z' })
  timestamp!: string;

  @Instant('When the gateway took it.')
  accepted_at!: string;

  @Text('`data.job_id`; null where it names none.', { nullable: true, example: 'job_17' })
  job_id!: string | null;

  @Part(EventDeliveriesView, 'How many of its deliveries are in which state.')
  deliveries!: EventDeliveriesView;

  @Flag('True: no endpoint received it. Events of the gateway itself never count as such.')
  unrouted!: boolean;

  @Text('What its type probably should have been; null where nothing is near.', {
    nullable: true,
    example: 'Did you mean job.completed?',
  })
  hint!: string | null;
}

@ApiSchema({ name: 'EventWithDeliveries' })
export class EventWithDeliveriesView extends EventSummaryView {
  @Parts(DeliverySummaryView, 'Its deliveries, one for each endpoint.')
  deliveries_list!: DeliverySummaryView[];
}

@ApiSchema({
  name: 'EventRoute',
  description: 'An endpoint and an event, as the endpoint is configured now.',
})
export class EventRouteView {
  @Text('Of the endpoint.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  endpoint_id!: string;

  @Text('Public name of the endpoint.', { example: 'webhook_1' })
  webhook_id!: string;

  @Uuid('Its delivery of the event; null where it has none.', { nullable: true })
  delivery_id!: string | null;

  @Shape(
    'Why it has none; null where it has one. `not_then`: it would receive the event now.',
    { type: 'string', enum: ['event_type', 'filter', 'disabled', 'not_then'] },
    { nullable: true, example: 'filter' },
  )
  reason!: string | null;

  @Text('The same as a sentence.', { example: 'The filter of the endpoint does not match this event.' })
  message!: string;
}

@ApiSchema({ name: 'EventDetail' })
export class EventDetailView extends EventWithDeliveriesView {
  @AnyObject('As it was accepted.', { example: { job_id: 'job_17' } })
  data!: object;

  @MapOf(
    { type: ['string', 'boolean', 'integer'] },
    'The context attributes of the CloudEvent it was sent as, extensions included; null for any other event.',
    {
      nullable: true,
      example: { specversion: '1.0', id: '7', source: '/jobs/render', type: 'job.completed' },
    },
  )
  cloud_event!: Record<string, string | boolean | number> | null;

  @Parts(EventRouteView, 'Which endpoints received it, and why the others did not.')
  routing!: EventRouteView[];
}

@ApiSchema({ name: 'JobHistory' })
export class JobView {
  @Text('As it was asked for.', { example: 'job_17' })
  job_id!: string;

  @Instant('When the first of these events was accepted.')
  first_at!: string;

  @Instant('When the last of them was.')
  last_at!: string;

  @Parts(EventWithDeliveriesView, 'The last 200, the newest first.')
  events!: EventWithDeliveriesView[];
}

@ApiSchema({ name: 'EventsAnswer' })
export class EventsAnswer {
  @Success()
  success!: true;

  @Parts(EventSummaryView, 'The newest first.')
  events!: EventSummaryView[];

  @NextCursor()
  next_cursor!: string | null;
}

@ApiSchema({ name: 'EventDetailAnswer' })
export class EventDetailAnswer {
  @Success()
  success!: true;

  @Part(EventDetailView, 'With its data and deliveries.')
  event!: EventDetailView;
}

@ApiSchema({ name: 'JobAnswer' })
export class JobAnswer {
  @Success()
  success!: true;

  @Part(JobView, 'What happened to it.')
  job!: JobView;
}
