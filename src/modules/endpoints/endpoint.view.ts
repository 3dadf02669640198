import { ApiSchema } from '@nestjs/swagger';
import { EndpointTlsView } from './endpoint-tls.view.js';
import {
  AnyObject,
  Flag,
  Instant,
  ListOf,
  MapOf,
  OneOf,
  Part,
  Parts,
  Success,
  Text,
  Whole,
} from '../http/described/properties.js';
import { FilterCheckView } from './filter-check/filter-check.view.js';
import { EndpointStandingView } from './endpoint-standing.view.js';

@ApiSchema({ name: 'RateLimit' })
export class RateLimitView {
  @Whole('Sends, at most, in any window.', { minimum: 1, maximum: 1_000_000, example: 100 })
  max!: number;

  @Whole('Length of the window, ms.', { minimum: 1, maximum: 86_400_000, example: 60_000 })
  window_ms!: number;
}

@ApiSchema({ name: 'EndpointSecret' })
export class EndpointSecretView {
  @Flag('It signs with a key of its own; false: with the key of the gateway.')
  own!: boolean;

  @Instant('Until when the key before signs too; null: it does not.', { nullable: true })
  previous_until!: string | null;
}

class EndpointDefinitionView extends EndpointStandingView {
  @Text('Internal and stable.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  id!: string;

  @Text('Public name.', { example: 'webhook_1' })
  webhook_id!: string;

  @Text('What people call it.', { example: 'Editorial app' })
  name!: string;

  @OneOf(['environment', 'file', 'api'], 'Where it was configured.')
  source!: string;

  @Text('Kind of target.', { example: 'generic' })
  adapter!: string;

  @Text('Masked where it is a secret.', { example: 'https://your-app.com/webhooks/streamgank' })
  url!: string;

  @ListOf({ type: 'string' }, 'Types or patterns it gets.', { example: ['job.*'] })
  events!: string[];

  @AnyObject('What else must hold of an event; null: nothing.', {
    nullable: true,
    example: { 'data.parameters.country': 'us' },
  })
  filter!: object | null;

  @MapOf({ type: 'string', const: '***' }, 'Names of its custom headers.', {
    example: { Authorization: '***' },
  })
  headers!: Record<string, string>;

  @AnyObject('Of its adapter; secret ones are `***`.', { example: {} })
  options!: object;

  @Whole('Deadline of an attempt, ms.', { example: 10_000 })
  timeout_ms!: number;

  @Whole('Retries after the first attempt.', { example: 3 })
  max_retries!: number;

  @ListOf({ type: 'integer', minimum: 1 }, 'Wait before each retry, ms; null: they double.', {
    nullable: true,
    example: [1_000, 60_000],
  })
  retry_schedule_ms!: number[] | null;

  @Whole('Deliveries older than this, ms, are given up; null: never.', {
    nullable: true,
    example: 86_400_000,
  })
  ttl_ms!: number | null;

  @Part(RateLimitView, 'The one configured.', { nullable: true })
  rate_limit!: RateLimitView | null;

  @Whole('Attempts in flight at once, on one gateway.', { example: 16 })
  concurrency!: number;

  @OneOf(['none', 'job'], '`job`: deliveries of one job go one after the other.')
  ordering!: string;

  @Part(EndpointSecretView, 'How it signs.')
  secret!: EndpointSecretView;

  @Part(EndpointTlsView, 'Certificates of its own; null: those of the gateway.', { nullable: true })
  tls!: EndpointTlsView | null;
}

@ApiSchema({ name: 'Endpoint', description: 'A configured destination, with nothing secret in it.' })
export class EndpointShownView extends EndpointDefinitionView {
  @OneOf(['enabled', 'disabled', 'paused'], '`disabled`: no new events; `paused`: everything waits.')
  state!: string;

  @Text('Why it is disabled.', { nullable: true, example: 'no_service' })
  disabled_reason!: string | null;

  @Instant('Since when it is disabled.', { nullable: true })
  disabled_at!: string | null;

  @Instant('Since when it is paused.', { nullable: true })
  paused_at!: string | null;

  @Whole('Sends in the window that ends now.', { example: 12 })
  rate_limit_used!: number;

  @Instant('When it was made.')
  created_at!: string;

  @Instant('When it was last changed.')
  updated_at!: string;

  @Flag('True: it is defined outside the API and changed there.')
  read_only!: boolean;
}

@ApiSchema({ name: 'EndpointAnswer' })
export class EndpointAnswer {
  @Success()
  success!: true;

  @Part(EndpointShownView, 'As it is now.')
  endpoint!: EndpointShownView;
}

@ApiSchema({ name: 'EndpointSavedAnswer' })
export class EndpointSavedAnswer extends EndpointAnswer {
  @ListOf(
    { type: 'string' },
    'Sentences about what may not be meant: the URL, and event types and conditions of the filter that can match nothing.',
    { example: [] },
  )
  warnings!: string[];
}

@ApiSchema({ name: 'EndpointResumedAnswer' })
export class EndpointResumedAnswer extends EndpointAnswer {
  @Text('Whether deliveries go out, or what holds them still.', { example: 'Deliveries resume.' })
  message!: string;
}

@ApiSchema({ name: 'EndpointCreatedAnswer' })
export class EndpointCreatedAnswer extends EndpointSavedAnswer {
  @Text('Its signing key, shown this once; missing where it has none of its own.', {
    optional: true,
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  })
  secret?: string;
}

@ApiSchema({ name: 'SecretRotatedAnswer' })
export class SecretRotatedAnswer extends EndpointAnswer {
  @Text('The new signing key, shown this once.', { example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' })
  secret!: string;
}

@ApiSchema({ name: 'EndpointsAnswer' })
export class EndpointsAnswer {
  @Success()
  success!: true;

  @Parts(EndpointShownView, 'Those of the environment first, then of the file, then of the API.')
  endpoints!: EndpointShownView[];

  @Text('Hand it back as `cursor` for the next page; null at the end.', {
    nullable: true,
    example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
  })
  next_cursor!: string | null;
}

@ApiSchema({ name: 'EndpointRemovedAnswer' })
export class EndpointRemovedAnswer {
  @Success()
  success!: true;

  @Whole(
    'Waiting deliveries that were cancelled by now; what comes back later, from an attempt under way, follows.',
    { example: 3 },
  )
  cancelled!: number;
}

@ApiSchema({ name: 'EndpointCheck' })
export class EndpointCheckView {
  @Text('Kind of target.', { example: 'generic' })
  adapter!: string;

  @Text('What people call that kind.', { example: 'Application' })
  label!: string;

  @Text('Masked where it is a secret.', { example: 'https://your-app.com/webhooks/streamgank' })
  url!: string;

  @ListOf({ type: 'string' }, 'Sentences about what may not be meant.', { example: [] })
  warnings!: string[];

  @Flag('Whether the guard would let deliveries go there now.')
  allowed!: boolean;

  @Text('Why it would not; null where it would.', {
    nullable: true,
    example:
      '10.0.0.7 is not a public address (private); WEBHOOK_ALLOW_NETWORKS=10.0.0.7/32 (or private) would allow it.',
  })
  message!: string | null;

  @Part(FilterCheckView, 'What its filter would have done with the newest stored events.')
  filter_check!: FilterCheckView;
}

@ApiSchema({ name: 'EndpointCheckAnswer' })
export class EndpointCheckAnswer {
  @Success()
  success!: true;

  @Part(EndpointCheckView, 'What would become of it; nothing was saved.')
  check!: EndpointCheckView;
}
