import { ApiSchema } from '@nestjs/swagger';
import { Instant, ListOf, NextCursor, Part, Parts, Text, Whole } from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';

const NUMBERS = { type: 'integer', minimum: 0 };

@ApiSchema({ name: 'EventTypeCounts' })
export class TypeCountsView {
  @Text('Event type; null: all rarer types together.', { nullable: true, example: 'job.completed' })
  type!: string | null;

  @ListOf(NUMBERS, 'Events of each step.', { example: [3, 0, 5] })
  counts!: number[];
}

@ApiSchema({ name: 'EventCounts', description: 'Events over time, in steps of equal length.' })
export class EventCountsView {
  @Instant('Beginning of the first step.')
  from!: string;

  @Instant('End of the range.')
  to!: string;

  @Whole('Length of a step, ms.', { example: 900_000 })
  step_ms!: number;

  @ListOf(NUMBERS, 'Events of each step.', { example: [3, 0, 5] })
  total!: number[];

  @ListOf(NUMBERS, 'Events of each step that no endpoint received.', { example: [0, 0, 1] })
  unrouted!: number[];

  @Parts(TypeCountsView, 'The same by event type, the most frequent first.')
  types!: TypeCountsView[];

  @Whole('All events that were counted.', { example: 8 })
  count!: number;

  @Instant('How far back events were counted for this answer; null: the whole range.', { nullable: true })
  counted_to!: string | null;

  @NextCursor()
  next_cursor!: string | null;
}

@ApiSchema({ name: 'EventCountsAnswer' })
export class EventCountsAnswer extends SuccessAnswer {
  @Part(EventCountsView, 'The counts.')
  event_counts!: EventCountsView;
}
