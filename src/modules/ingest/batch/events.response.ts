import { ApiExtraModels, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { ListOf, Part, Whole } from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';
import { OutcomesView, RejectedEventView, TakenEventView } from '../receipt.response.js';

const EITHER = {
  oneOf: [{ $ref: getSchemaPath(TakenEventView) }, { $ref: getSchemaPath(RejectedEventView) }],
};

@ApiExtraModels(TakenEventView, RejectedEventView)
@ApiSchema({ name: 'EventsReceipt' })
export class EventsReceipt extends SuccessAnswer {
  @ListOf(EITHER, 'Result of each event, in the order sent.')
  results!: (TakenEventView | RejectedEventView)[];

  @Whole('Newly accepted events.', { example: 1 })
  accepted!: number;

  @Whole('Events that had been accepted before.', { example: 0 })
  duplicates!: number;

  @Whole('Events that were rejected.', { example: 1 })
  rejected!: number;

  @Part(OutcomesView, 'Outcome of all deliveries together; only with `Prefer: wait`.', { optional: true })
  outcome?: OutcomesView;
}
