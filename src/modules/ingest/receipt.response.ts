import { ApiSchema } from '@nestjs/swagger';
import {
  Flag,
  Instant,
  Part,
  Parts,
  Shape,
  Success,
  Text,
  Uuid,
  Whole,
} from '../http/described/properties.js';
import { FieldFaultView } from '../http/described/refusal.response.js';

@ApiSchema({ name: 'DeliveryRef' })
export class DeliveryRefView {
  @Uuid('Of the delivery.')
  delivery_id!: string;

  @Text('Public name of its endpoint.', { example: 'webhook_1' })
  webhook_id!: string;
}

@ApiSchema({ name: 'TriggerResults' })
export class TriggerResultsView {
  @Whole('Endpoints that get it.', { example: 2 })
  total!: number;

  @Whole('Delivered within the wait; only with `Prefer: wait`.', { optional: true, example: 1 })
  successful?: number;

  @Whole('Given up within the wait; only with `Prefer: wait`.', { optional: true, example: 0 })
  failed?: number;

  @Whole('Still on their way when the wait was over; only with `Prefer: wait`.', {
    optional: true,
    example: 1,
  })
  pending?: number;
}

@ApiSchema({ name: 'Outcomes', description: 'Deliveries, counted when the wait was over.' })
export class OutcomesView {
  @Whole('All of them.', { example: 2 })
  total!: number;

  @Whole('Delivered.', { example: 1 })
  successful!: number;

  @Whole('Given up.', { example: 0 })
  failed!: number;

  @Whole('Still on their way.', { example: 1 })
  pending!: number;
}

@ApiSchema({ name: 'TriggerAnswer' })
export class TriggerAnswer {
  @Success()
  success!: true;

  @Text('A sentence.', { example: 'Event job.completed accepted for 2 endpoints.' })
  message!: string;

  @Text('The one given, or one made for it.', { example: '019b1a2c-6f5e-7c3a-9d51-2f6f1b7f0a11' })
  event_id!: string;

  @Flag('True: it was accepted before, and nothing is sent twice.')
  duplicate!: boolean;

  @Part(TriggerResultsView, 'Its deliveries, counted.')
  results!: TriggerResultsView;

  @Parts(DeliveryRefView, 'Its deliveries.')
  deliveries!: DeliveryRefView[];

  @Text('Why no endpoint receives it; only where none does.', {
    optional: true,
    example: 'No endpoint subscribes to job.finished. Did you mean job.completed?',
  })
  hint?: string;

  @Instant('When it was answered.')
  timestamp!: string;
}

@ApiSchema({ name: 'TakenEvent' })
export class TakenEventView {
  @Whole('Its place in the call.', { example: 0 })
  index!: number;

  @Text('The one given, or one made for it.', { example: 'job-7-done' })
  event_id!: string;

  @Flag('True: it was accepted before, and nothing is sent twice.')
  duplicate!: boolean;

  @Parts(DeliveryRefView, 'Its deliveries.')
  deliveries!: DeliveryRefView[];

  @Text('Why no endpoint receives it; only where none does.', {
    optional: true,
    example: 'No endpoint subscribes to job.finished. Did you mean job.completed?',
  })
  hint?: string;

  @Part(OutcomesView, 'What became of them; only with `Prefer: wait`.', { optional: true })
  outcome?: OutcomesView;
}

@ApiSchema({ name: 'RejectedEvent' })
export class RejectedEventView {
  @Whole('Its place in the call.', { example: 1 })
  index!: number;

  @Shape('It was not taken.', { type: 'boolean', const: false })
  success!: false;

  @Text('As of a refusal.', { example: 'invalid_request' })
  code!: string;

  @Text('What is wrong with it.', { example: 'data is a JSON object.' })
  message!: string;

  @Parts(FieldFaultView, 'Every fault, by field.')
  errors!: readonly FieldFaultView[];
}
