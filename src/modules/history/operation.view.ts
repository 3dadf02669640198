import { ApiSchema } from '@nestjs/swagger';
import {
  Flag,
  Instant,
  ListOf,
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
import { DELIVERY_STATES, DeliverySummaryView } from './delivery.view.js';
import { EventSummaryView } from './event.view.js';

const TEXTS = { type: 'string' };

@ApiSchema({ name: 'OperationFilter', description: 'What it was asked to touch; null: whatever it is.' })
export class OperationFilterView {
  @ListOf({ type: 'string', enum: [...DELIVERY_STATES] }, 'States.', { nullable: true, example: ['failed'] })
  state!: string[] | null;

  @ListOf(TEXTS, 'Public names of endpoints, or ids of removed ones.', {
    nullable: true,
    example: ['webhook_1'],
  })
  endpoint!: string[] | null;

  @ListOf(TEXTS, 'Event types or patterns.', { nullable: true, example: ['job.*'] })
  event!: string[] | null;

  @Text('Of the events.', { nullable: true, example: 'job_17' })
  job_id!: string | null;

  @Text('Of one event.', { nullable: true, example: 'order-7' })
  event_id!: string | null;

  @Instant('From then on.', { nullable: true })
  from!: string | null;

  @Instant('Before then.', { nullable: true })
  to!: string | null;

  @Text('Text in the reason or the last error.', { nullable: true, example: '503' })
  error!: string | null;
}

@ApiSchema({
  name: 'Operation',
  description: 'A piece of work over many deliveries; it goes on after a crash.',
})
export class OperationView {
  @Uuid('Its own.')
  id!: string;

  @OneOf(['redeliver', 'cancel', 'replay'], 'What it does.')
  kind!: string;

  @OneOf(['running', 'done', 'cancelled', 'failed'], '`cancelled`: what it did stays done.')
  state!: string;

  @Whole('How many there were at the start; null where that took too long to count.', {
    nullable: true,
    example: 120,
  })
  total!: number | null;

  @Whole('Looked at so far.', { example: 80 })
  processed!: number;

  @Whole('Changed, or made.', { example: 79 })
  succeeded!: number;

  @Whole('Changed by others before, or there already.', { example: 1 })
  failed!: number;

  @Whole('Deliveries per second, at most; null: as fast as it goes.', { nullable: true, example: 10 })
  rate!: number | null;

  @Part(OperationFilterView, 'What it touches.')
  filter!: OperationFilterView;

  @Instant('When it was begun: what was made later it does not touch.')
  created_at!: string;

  @Instant('When it ended; null while it runs.', { nullable: true })
  finished_at!: string | null;
}

@ApiSchema({ name: 'OperationAnswer' })
export class OperationAnswer {
  @Success()
  success!: true;

  @Part(OperationView, 'As it is now.')
  operation!: OperationView;
}

@ApiSchema({ name: 'OperationsAnswer' })
export class OperationsAnswer {
  @Success()
  success!: true;

  @Parts(OperationView, 'The newest first.')
  operations!: OperationView[];

  @NextCursor()
  next_cursor!: string | null;
}

class DryRun {
  @Success()
  success!: true;

  @Shape('Nothing was done.', { type: 'boolean', const: true })
  dry_run!: true;

  @Whole('How many it would touch.', { example: 120 })
  count!: number;

  @Flag('False: there are more, counting took too long.')
  complete!: boolean;
}

@ApiSchema({ name: 'RepairDryRunAnswer' })
export class RepairDryRunAnswer extends DryRun {
  @Parts(DeliverySummaryView, 'The newest of them, at most 10.')
  sample!: DeliverySummaryView[];
}

@ApiSchema({ name: 'ReplayDryRunAnswer' })
export class ReplayDryRunAnswer extends DryRun {
  @Parts(EventSummaryView, 'The newest of them, at most 10.')
  sample!: EventSummaryView[];
}
