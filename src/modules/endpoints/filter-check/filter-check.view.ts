import { ApiSchema } from '@nestjs/swagger';
import { ListOf, Part, Success, Text, Whole } from '../../http/described/properties.js';

@ApiSchema({ name: 'FilterCheck' })
export class FilterCheckView {
  @Whole('Examined events that the filter lets pass.', { example: 12 })
  matched!: number;

  @Whole(
    'The newest stored events of these types that were examined: at most 50, fewer where there are no more or they are large.',
    {
      maximum: 50,
      example: 50,
    },
  )
  examined!: number;

  @Whole('Examined events on which the filter takes too many steps: their deliveries would fail.', {
    example: 0,
  })
  too_costly!: number;

  @Text('The same as a sentence.', { example: 'Matches 12 of the last 50 events.' })
  summary!: string;

  @ListOf({ type: 'string' }, 'Sentences about event types and conditions that can match nothing.', {
    example: [],
  })
  warnings!: string[];
}

@ApiSchema({ name: 'FilterCheckAnswer' })
export class FilterCheckAnswer {
  @Success()
  success!: true;

  @Part(FilterCheckView, 'What the filter would have done; nothing was saved.')
  filter_check!: FilterCheckView;
}
