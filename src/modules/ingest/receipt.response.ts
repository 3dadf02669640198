import { ApiSchema } from '@nestjs/swagger';
import { Flag, Instant, Part, Parts, Shape, Text, Uuid, Whole } from '../http/described/properties.js';
import { SuccessAnswer } from '../http/described/success-answer.js';
import { FieldFaultView } from '../http/described/refusal.response.js';

const Mismatch = (): PropertyDecorator =>
  Text(
    'Where the data contradicts the schema of the event type; the event was accepted all the same, and is marked.',
    { optional: true, example: 'data.job_id is required.' },
  );

@ApiSchema({ name: 'DeliveryRef' })
export class DeliveryRefView {
  @Uuid('Id of the delivery.')
  delivery_id!: string;

  @Text('Public name of the endpoint.', { example: 'webhook_1' })
  webhook_id!: string;
}

@ApiSchema({ name: 'TriggerResults' })
export class TriggerResultsView {
  @Whole('Endpoints that receive the event.', { example: 2 })
  total!: number;

  @Whole('Deliveries delivered within the wait; only with `Prefer: wait`.', { optional: true, example: 1 })
  successful?: number;

  @Whole('Deliveries failed permanently within the wait; only with `Prefer: wait`.', {
    optional: true,
    example: 0,
  })
  failed?: number;

  @Whole('Deliveries still pending when the wait ended; only with `Prefer: wait`.', {
    optional: true,
    example: 1,
  })
  pending?: number;
}

@ApiSchema({ name: 'Outcomes', description: 'Deliveries by state when the wait ended.' })
export class OutcomesView {
  @Whole('All deliveries.', { example: 2 })
  total!: number;

  @Whole('Delivered deliveries.', { example: 1 })
  successful!: number;

  @Whole('Deliveries that failed permanently.', { example: 0 })
  failed!: number;

  @Whole('Deliveries that were still pending.', { example: 1 })
  pending!: number;
}

@ApiSchema({ name: 'TriggerAnswer' })
export class TriggerAnswer extends SuccessAnswer {
  @Text('Result of the request in a sentence.', { example: 'Event job.completed accepted for 2 endpoints.' })
  message!: string;

  @Text('Id of the event, given by the sender or made by the gateway.', {
    example: '019b1a2c-6f5e-7c3a-9d51-2f6f1b7f0a11',
  })
  event_id!: string;

  @Flag('True: the event was accepted before, and nothing is sent twice.')
  duplicate!: boolean;

  @Part(TriggerResultsView, 'Number of deliveries.')
  results!: TriggerResultsView;

  @Parts(DeliveryRefView, 'Deliveries of the event.')
  deliveries!: DeliveryRefView[];

  @Text('Why no endpoint receives the event; only where none does.', {
    optional: true,
    example: 'No endpoint subscribes to job.finished. Did you mean job.completed?',
  })
  hint?: string;

  @Mismatch()
  mismatch?: string;

  @Instant('Time of the answer.')
  timestamp!: string;
}

@ApiSchema({ name: 'TakenEvent' })
export class TakenEventView {
  @Whole('Index of the event in the request.', { example: 0 })
  index!: number;

  @Text('Id of the event, given by the sender or made by the gateway.', { example: 'job-7-done' })
  event_id!: string;

  @Flag('True: the event was accepted before, and nothing is sent twice.')
  duplicate!: boolean;

  @Parts(DeliveryRefView, 'Deliveries of the event.')
  deliveries!: DeliveryRefView[];

  @Text('Why no endpoint receives the event; only where none does.', {
    optional: true,
    example: 'No endpoint subscribes to job.finished. Did you mean job.completed?',
  })
  hint?: string;

  @Mismatch()
  mismatch?: string;

  @Part(OutcomesView, 'Outcome of the deliveries; only with `Prefer: wait`.', { optional: true })
  outcome?: OutcomesView;
}

@ApiSchema({ name: 'RejectedEvent' })
export class RejectedEventView {
  @Whole('Index of the event in the request.', { example: 1 })
  index!: number;

  @Shape('Always false: the event was not accepted.', { type: 'boolean', const: false })
  success!: false;

  @Text('Code as of a refused request.', { example: 'invalid_request' })
  code!: string;

  @Text('What is wrong with the event.', { example: 'data is a JSON object.' })
  message!: string;

  @Parts(FieldFaultView, 'All faults of the event, by field.')
  errors!: readonly FieldFaultView[];
}
