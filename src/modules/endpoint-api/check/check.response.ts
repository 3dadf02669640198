import { ApiSchema } from '@nestjs/swagger';
import { Flag, ListOf, Part, Text, Whole } from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';

@ApiSchema({ name: 'FilterCheck' })
export class FilterCheckResponse {
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
  warnings!: readonly string[];
}

@ApiSchema({ name: 'FilterCheckAnswer' })
export class FilterCheckAnswer extends SuccessAnswer {
  @Part(FilterCheckResponse, 'What the filter would have done; nothing was saved.')
  filter_check!: FilterCheckResponse;
}

@ApiSchema({ name: 'EndpointCheck' })
export class EndpointCheckResponse {
  @Text('Kind of target.', { example: 'generic' })
  adapter!: string;

  @Text('What people call that kind.', { example: 'Application' })
  label!: string;

  @Text('Masked where it is a secret.', { example: 'https://your-app.com/webhooks/streamgank' })
  url!: string;

  @ListOf({ type: 'string' }, 'Sentences about what may not be meant.', { example: [] })
  warnings!: readonly string[];

  @Flag('Whether the guard would let deliveries go there now.')
  allowed!: boolean;

  @Text('Why it would not; null where it would.', {
    nullable: true,
    example:
      '10.0.0.7 is not a public address (private); WEBHOOK_ALLOW_NETWORKS=10.0.0.7/32 (or private) would allow it.',
  })
  message!: string | null;

  @Part(FilterCheckResponse, 'What its filter would have done with the newest stored events.')
  filter_check!: FilterCheckResponse;
}

@ApiSchema({ name: 'EndpointCheckAnswer' })
export class EndpointCheckAnswer extends SuccessAnswer {
  @Part(EndpointCheckResponse, 'What would become of it; nothing was saved.')
  check!: EndpointCheckResponse;
}
