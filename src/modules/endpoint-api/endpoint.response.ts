import { ApiExtraModels, ApiSchema } from '@nestjs/swagger';
import { EndpointRequest } from '../endpoints/definitions/endpoint.dto.js';
import type { RateLimitRequest } from '../endpoints/definitions/rate-limit.dto.js';
import { Shown } from '../endpoints/definitions/field.js';
import type { BatchRequest } from '../endpoints/batch/batch.dto.js';
import type { StoredDigest } from '../endpoints/digest/digest-of.js';
import type { QuietRequest } from '../endpoints/quiet/quiet.dto.js';
import { MessageResponse, PayloadResponse, ShownPayload } from './endpoint-presentation.response.js';
import { EndpointTlsResponse } from './endpoint-tls.response.js';
import {
  AnyObject,
  Flag,
  Instant,
  ListOf,
  MapOf,
  OneOf,
  Part,
  Parts,
  Text,
  Whole,
} from '../http/described/properties.js';
import { SuccessAnswer } from '../http/described/success-answer.js';
import type { Announcements, ConversationMode } from '../model/conversation.js';
import type { EndpointSource, Ordering } from '../model/endpoint.js';
import { MASK } from '../model/mask.js';
import type { PayloadForm } from '../model/payload.js';
import { ShownDigest } from './endpoint-digest.response.js';
import { EndpointHealthResponse } from './endpoint-health.response.js';

@ApiSchema({ name: 'EndpointSecret' })
export class EndpointSecretResponse {
  @Flag('It signs with a key of its own; false: with the key of the gateway.')
  own!: boolean;

  @Instant('Until when the key before signs too; null: it does not.', { nullable: true })
  previous_until!: string | null;

  @ListOf(
    { type: 'string' },
    'Public keys of Ed25519 by which `v1a` signatures are verified, the current one first; empty without such a key.',
    { example: ['whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='] },
  )
  public_keys!: string[];
}

@ApiSchema({ name: 'EndpointQuietWindow' })
export class EndpointQuietWindow {
  @Instant('When it begins, or began.')
  from!: string;

  @Instant('When it ends.')
  until!: string;

  @Flag('It is quiet now.')
  active!: boolean;

  @Text('The same as a sentence.', {
    example: 'Holds messages tonight from 22:00 to 07:00 (Europe/Berlin); job.failed is still sent.',
  })
  sentence!: string;
}

@ApiExtraModels(PayloadResponse)
export class EndpointSettingsResponse extends EndpointHealthResponse {
  @Text('Internal and stable.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  id!: string;

  @Text('Public name.', { example: 'webhook_1' })
  webhook_id!: string;

  @Shown(EndpointRequest, 'name')
  name!: string;

  @OneOf(
    ['environment', 'file', 'api', 'listener'],
    'Where it was configured; `listener`: by a stream that reads its requests, and as long as that is there.',
  )
  source!: EndpointSource;

  @Shown(EndpointRequest, 'adapter')
  adapter!: string;

  @Text('Masked where it is a secret.', { example: 'https://your-app.com/webhooks/streamgank' })
  url!: string;

  @Shown(EndpointRequest, 'events')
  events!: readonly string[];

  @Shown(EndpointRequest, 'filter', 'all events of these types')
  filter!: object | null;

  @MapOf({ type: 'string', const: MASK }, 'Names of its custom headers.', {
    example: { Authorization: MASK },
  })
  headers!: Record<string, string>;

  @AnyObject('Of its adapter; secret ones are `***`.', { example: {} })
  options!: object;

  @Shown(EndpointRequest, 'timeout_ms')
  timeout_ms!: number;

  @Shown(EndpointRequest, 'max_retries')
  max_retries!: number;

  @Shown(EndpointRequest, 'retry_schedule_ms', 'they double')
  retry_schedule_ms!: readonly number[] | null;

  @Shown(EndpointRequest, 'ttl_ms', 'never')
  ttl_ms!: number | null;

  @Shown(EndpointRequest, 'rate_limit', 'none')
  rate_limit!: RateLimitRequest | null;

  @Shown(EndpointRequest, 'concurrency')
  concurrency!: number;

  @Shown(EndpointRequest, 'ordering')
  ordering!: Ordering;

  @Shown(EndpointRequest, 'conversation')
  conversation!: ConversationMode;

  @Shown(EndpointRequest, 'announce')
  announce!: Announcements;

  @Shown(EndpointRequest, 'quiet', 'none')
  quiet!: QuietRequest | null;

  @Part(EndpointQuietWindow, 'The quiet time that it is in, or the next one; null: none.', { nullable: true })
  quiet_window!: EndpointQuietWindow | null;

  @ShownDigest()
  digest!: StoredDigest;

  @Shown(EndpointRequest, 'batch', 'each event has a request of its own')
  batch!: BatchRequest | null;

  @Part(MessageResponse, 'Presentation of its chat messages, complete with defaults.')
  message!: MessageResponse;

  @ShownPayload()
  payload!: PayloadForm | PayloadResponse;

  @Part(EndpointSecretResponse, 'How it signs.')
  secret!: EndpointSecretResponse;

  @Part(EndpointTlsResponse, 'Certificates of its own; null: those of the gateway.', { nullable: true })
  tls!: EndpointTlsResponse | null;
}

@ApiSchema({ name: 'Endpoint', description: 'A configured destination, with nothing secret in it.' })
export class EndpointResponse extends EndpointSettingsResponse {
  @OneOf(['enabled', 'disabled', 'paused'], '`disabled`: no new events; `paused`: everything waits.')
  state!: 'enabled' | 'disabled' | 'paused';

  @Text('Why it is disabled.', { nullable: true, example: 'no_service' })
  disabled_reason!: string | null;

  @Instant('Since when it is disabled.', { nullable: true })
  disabled_at!: string | null;

  @Instant('Since when it is paused.', { nullable: true })
  paused_at!: string | null;

  @Instant('Until when all its messages are muted; null: they are not.', { nullable: true })
  muted_until!: string | null;

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
export class EndpointAnswer extends SuccessAnswer {
  @Part(EndpointResponse, 'As it is now.')
  endpoint!: EndpointResponse;
}

@ApiSchema({ name: 'EndpointSavedAnswer' })
export class EndpointSavedAnswer extends EndpointAnswer {
  @ListOf(
    { type: 'string' },
    'Sentences about what may not be meant: the URL, event types and conditions of the filter that can match nothing, parts of `message` without effect, quiet times that outlast the TTL, and templates that read data which no event has.',
    { example: [] },
  )
  warnings!: readonly string[];
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
export class EndpointsAnswer extends SuccessAnswer {
  @Parts(EndpointResponse, 'Those of the environment first, then of the file, then of the API.')
  endpoints!: EndpointResponse[];

  @Text('Hand it back as `cursor` for the next page; null at the end.', {
    nullable: true,
    example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
  })
  next_cursor!: string | null;
}

@ApiSchema({ name: 'EndpointRemovedAnswer' })
export class EndpointRemovedAnswer extends SuccessAnswer {
  @Whole(
    'Waiting deliveries that were cancelled by now; what comes back later, from an attempt under way, follows.',
    { example: 3 },
  )
  cancelled!: number;
}
