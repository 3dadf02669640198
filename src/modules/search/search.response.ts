import { ApiSchema } from '@nestjs/swagger';
import { DeliverySummaryView } from '../history/delivery.response.js';
import { EventSummaryView } from '../history/event.response.js';
import { Instant, OneOf, Part, Parts, SearchedTo, Text } from '../http/described/properties.js';
import { SuccessAnswer } from '../http/described/success-answer.js';

@ApiSchema({ name: 'FoundEndpoint' })
export class FoundEndpointView {
  @Text('Id of the endpoint.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  id!: string;

  @Text('Public name of the endpoint.', { example: 'webhook_1' })
  webhook_id!: string;

  @Text('Display name.', { example: 'CRM' })
  name!: string;

  @Text('Adapter of the endpoint.', { example: 'generic' })
  adapter!: string;

  @OneOf(['enabled', 'paused', 'disabled'], 'State of the endpoint.')
  state!: string;

  @Text('URL, its secrets masked.', { example: 'https://crm.example/***' })
  url!: string;
}

@ApiSchema({ name: 'FoundEventType' })
export class FoundEventTypeView {
  @Text('Event type.', { example: 'job.completed' })
  type!: string;

  @Text('What messages call it.', { example: 'Job completed' })
  headline!: string;
}

@ApiSchema({ name: 'FoundJob' })
export class FoundJobView {
  @Text('Id of the job.', { example: 'job_17' })
  job_id!: string;

  @Text('Type of the newest event of the job.', { example: 'job.completed' })
  last_event!: string;

  @Instant('When the newest event of the job was accepted.')
  last_at!: string;
}

@ApiSchema({ name: 'SearchResult' })
export class SearchView {
  @Parts(FoundEndpointView, 'Endpoints whose name, id or host contains the text.')
  endpoints!: FoundEndpointView[];

  @Parts(FoundEventTypeView, 'Event types whose name or headline contains the text.')
  event_types!: FoundEventTypeView[];

  @Parts(FoundJobView, 'Jobs whose id contains the text.')
  jobs!: FoundJobView[];

  @Parts(EventSummaryView, 'Events whose id contains the text.')
  events!: EventSummaryView[];

  @Parts(DeliverySummaryView, 'Deliveries whose id contains the text.')
  deliveries!: DeliverySummaryView[];

  @Parts(DeliverySummaryView, 'The newest failed delivery with each error that contains the text.')
  errors!: DeliverySummaryView[];

  @SearchedTo()
  searched_to!: string | null;
}

@ApiSchema({ name: 'SearchAnswer' })
export class SearchAnswer extends SuccessAnswer {
  @Part(SearchView, 'What was found.')
  search!: SearchView;
}
