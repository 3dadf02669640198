import { ApiSchema } from '@nestjs/swagger';
import { AnyObject, Flag, ListOf, MapOf, Parts, Success, Text } from '../../http/described/properties.js';
import { RateLimitRequest } from '../../endpoints/definitions/endpoint.dto.js';

@ApiSchema({ name: 'AdapterSample' })
export class AdapterSampleResponse {
  @Text('What it shows.', { example: 'A finished job' })
  name!: string;

  @Text('Event type.', { example: 'job.completed' })
  event!: string;

  @AnyObject('Of the event.', { example: { job_id: 'job_17' } })
  data!: object;
}

@ApiSchema({ name: 'Adapter', description: 'A kind of target.' })
export class AdapterResponse {
  @Text('Its name in `adapter`, and the prefix of URLs that names it.', { example: 'slack' })
  type!: string;

  @Text('What people call it.', { example: 'Slack' })
  label!: string;

  @Flag('Whether targets of this kind verify signatures: they get them, and custom headers.')
  signed!: boolean;

  @MapOf({ type: 'integer' }, "The target's limits by name, in the units of its documents.", {
    example: { text: 40_000 },
  })
  limits!: Record<string, number>;

  @AnyObject('JSON Schema of `options`.', {
    example: { type: 'object', properties: {}, additionalProperties: false },
  })
  options!: object;

  @ListOf({ type: 'string' }, 'Which options are secrets.', { example: [] })
  secret_options!: readonly string[];

  @Parts(RateLimitRequest, 'What the platform allows on its own host.')
  rate_limits!: RateLimitRequest[];

  @Parts(AdapterSampleResponse, 'Events to preview.')
  samples!: AdapterSampleResponse[];
}

@ApiSchema({ name: 'AdaptersAnswer' })
export class AdaptersAnswer {
  @Success()
  success!: true;

  @Parts(AdapterResponse, 'All there are.')
  adapters!: AdapterResponse[];
}
