import { ApiSchema } from '@nestjs/swagger';
import {
  AnyObject,
  Flag,
  Instant,
  MapOf,
  NextCursor,
  SearchedTo,
  Part,
  Parts,
  Shape,
  Text,
  Uuid,
  Whole,
} from '../http/described/properties.js';
import { SuccessAnswer } from '../http/described/success-answer.js';
import { DeliverySummaryView } from './delivery.response.js';

@ApiSchema({ name: 'EventDeliveries' })
export class EventDeliveriesView {
  @Whole('All deliveries.', { example: 2 })
  total!: number;

  @Whole('Delivered deliveries.', { example: 1 })
  delivered!: number;

  @Whole('Deliveries that failed permanently.', { example: 0 })
  failed!: number;

  @Whole('Deliveries that are pending or being sent.', { example: 1 })
  pending!: number;

  @Whole('Cancelled deliveries.', { example: 0 })
  cancelled!: number;
}

@ApiSchema({ name: 'Event', description: 'What the job server reported.' })
export class EventSummaryView {
  @Text('Id of the event, given by the sender or made by the gateway.', { example: 'order-7' })
  id!: string;

  @Text('Event type: words joined by dots.', { example: 'job.completed' })
  type!: string;

  @Text('Timestamp as the sender wrote it, or the time of acceptance.', {
    example: '2026-01-01T12:05:30.123Z',
  })
  timestamp!: string;

  @Instant('When the gateway accepted the event.')
  accepted_at!: string;

  @Text('`data.job_id`; null where the event has none.', { nullable: true, example: 'job_17' })
  job_id!: string | null;

  @Text('Where the data contradicts the schema of the event type; null: nowhere, or it was not checked.', {
    nullable: true,
    example: 'data.job_id is required.',
  })
  mismatch!: string | null;

  @Part(EventDeliveriesView, 'Deliveries of the event by state.')
  deliveries!: EventDeliveriesView;

  @Flag('True: no endpoint received the event. Events of the gateway itself never count as unrouted.')
  unrouted!: boolean;

  @Text('The event type that was probably meant; null where none is similar.', {
    nullable: true,
    example: 'Did you mean job.completed?',
  })
  hint!: string | null;
}

@ApiSchema({ name: 'EventWithDeliveries' })
export class EventWithDeliveriesView extends EventSummaryView {
  @Parts(DeliverySummaryView, 'Deliveries of the event, one for each endpoint.')
  deliveries_list!: DeliverySummaryView[];
}

@ApiSchema({
  name: 'EventRoute',
  description: 'An endpoint and an event, as the endpoint is configured now.',
})
export class EventRouteView {
  @Text('Id of the endpoint.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  endpoint_id!: string;

  @Text('Public name of the endpoint.', { example: 'webhook_1' })
  webhook_id!: string;

  @Uuid('Id of its delivery of the event; null where it has none.', { nullable: true })
  delivery_id!: string | null;

  @Shape(
    'Why the endpoint has no delivery; null where it has one. `not_then`: it would receive the event now.',
    { type: 'string', enum: ['event_type', 'filter', 'disabled', 'not_then'] },
    { nullable: true, example: 'filter' },
  )
  reason!: string | null;

  @Text('The reason as a sentence.', { example: 'The filter of the endpoint does not match this event.' })
  message!: string;
}

@ApiSchema({ name: 'EventDetail' })
export class EventDetailView extends EventWithDeliveriesView {
  @AnyObject('Data of the event, as accepted.', { example: { job_id: 'job_17' } })
  data!: object;

  @MapOf(
    { type: ['string', 'boolean', 'integer'] },
    'Context attributes of the CloudEvent, extensions included; null for any other event.',
    {
      nullable: true,
      example: { specversion: '1.0', id: '7', source: '/jobs/render', type: 'job.completed' },
    },
  )
  cloud_event!: Record<string, string | boolean | number> | null;

  @Parts(EventRouteView, 'Which endpoints received it, and why the others did not.')
  routing!: EventRouteView[];
}

@ApiSchema({ name: 'EventsAnswer' })
export class EventsAnswer extends SuccessAnswer {
  @Parts(EventSummaryView, 'Events, the newest first.')
  events!: EventSummaryView[];

  @NextCursor()
  next_cursor!: string | null;

  @SearchedTo()
  searched_to!: string | null;
}

@ApiSchema({ name: 'EventDetailAnswer' })
export class EventDetailAnswer extends SuccessAnswer {
  @Part(EventDetailView, 'The event with its data and deliveries.')
  event!: EventDetailView;
}
