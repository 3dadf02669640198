import { ApiSchema } from '@nestjs/swagger';
import { RateLimitRequest } from '../../endpoints/definitions/rate-limit.dto.js';
import {
  AnyObject,
  Flag,
  ListOf,
  MapOf,
  OneOf,
  Part,
  Parts,
  Text,
  Whole,
} from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';
import { BATCH_FORMATS } from '../../model/batch.js';
import { CONVERSATION_MODES } from '../../model/conversation.js';

@ApiSchema({ name: 'AdapterSample', description: 'An event to preview messages with.' })
export class AdapterSampleResponse {
  @Text('Name of the sample.', { example: 'A finished job' })
  name!: string;

  @Text('Event type.', { example: 'job.completed' })
  event!: string;

  @AnyObject('Data of the event.', { example: { job_id: 'job_17' } })
  data!: object;
}

@ApiSchema({ name: 'AdapterAbout', description: 'How people are introduced to a kind of target.' })
export class AdapterAboutResponse {
  @Text('Data of an SVG path on a grid of 24 × 24, to be drawn as a line.', { example: 'M4 12h16M12 4v16' })
  icon!: string;

  @Text('What the endpoint is and which URL it takes, in one line.', {
    example: 'Slack channel: an incoming webhook, hooks.slack.com/services/…',
  })
  hint!: string;

  @Text('Where people find that URL.', {
    example: 'Open the settings of the channel and copy its webhook URL.',
  })
  find_url!: string;

  @ListOf(
    { type: 'string' },
    'Forms of URLs that are recognised without `adapter`; empty for the fallback.',
    {
      example: ['https://hooks.slack.com/services/…'],
    },
  )
  urls!: readonly string[];

  @ListOf({ type: 'string' }, 'What an endpoint receives, and what the gateway does about its answers.', {
    example: ['Mentions in your data are shown as text; nobody is pinged.'],
  })
  promises!: readonly string[];
}

@ApiSchema({
  name: 'AdapterConversations',
  description: 'What the events of one job can become at a target.',
})
export class AdapterConversationsResponse {
  @ListOf(
    { type: 'string', enum: ['live', 'thread'] },
    'Values of `conversation` beside `each`: one message that is edited live, one thread.',
    { example: ['live', 'thread'] },
  )
  modes!: readonly string[];

  @OneOf(CONVERSATION_MODES, "The value of endpoints on the platform's own host that name none.", {
    example: 'live',
  })
  default!: string;
}

@ApiSchema({ name: 'Adapter', description: 'A kind of target.' })
export class AdapterResponse {
  @Text('Its name in `adapter`, and the prefix of URLs that names it.', { example: 'slack' })
  type!: string;

  @Text('Display name.', { example: 'Slack' })
  label!: string;

  @Part(AdapterAboutResponse, 'Texts and icon that introduce this kind to people.')
  about!: AdapterAboutResponse;

  @Flag('Whether targets of this kind verify signatures: they get them, and custom headers.')
  signed!: boolean;

  @OneOf(
    ['message', 'payload'],
    'The field that forms its bodies: `message` where people read them, `payload` where an application does.',
  )
  presents!: string;

  @Text('Forms of `mention_on_failure` that are accepted; null: the target has no mentions.', {
    nullable: true,
    example: '<!here>, <!channel>, <@U0123ABCD> for a member or <!subteam^S0123ABCD> for a user group',
  })
  mentions!: string | null;

  @Part(
    AdapterConversationsResponse,
    'What `conversation` may be; null: every event becomes a message of its own.',
    { nullable: true },
  )
  conversations!: AdapterConversationsResponse | null;

  @Flag('Whether one message can tell of many: `digest`, and `quiet.then` with `digest`.')
  digests!: boolean;

  @ListOf(
    { type: 'string', enum: [...BATCH_FORMATS] },
    'Forms in which it takes many events in one request, `batch`, the default first; empty: one event in each request.',
    { example: ['json', 'ndjson', 'cloudevents'] },
  )
  batches!: readonly string[];

  @Flag('Whether URLs that no other kind recognises are of this kind.')
  fallback!: boolean;

  @MapOf({ type: 'integer' }, "The target's limits by name, in the units of its documents.", {
    example: { text: 40_000 },
  })
  limits!: Record<string, number>;

  @AnyObject('JSON Schema of `options`.', {
    example: { type: 'object', properties: {}, additionalProperties: false },
  })
  options!: object;

  @ListOf({ type: 'string' }, 'Names of the options that are secrets.', { example: [] })
  secret_options!: readonly string[];

  @Parts(RateLimitRequest, "The platform's rate limits, which apply on its own host.")
  rate_limits!: RateLimitRequest[];

  @Part(
    RateLimitRequest,
    'The rate limit of endpoints that set none, where it is below the gateway’s: what servers take unless their operators change it. Null: that of the gateway.',
    { nullable: true },
  )
  usual_rate_limit!: RateLimitRequest | null;

  @Whole('Most requests at once on the platform’s own host, from each gateway; null: no limit is known.', {
    nullable: true,
    example: 2,
  })
  max_concurrency!: number | null;
}

@ApiSchema({ name: 'AdaptersAnswer' })
export class AdaptersAnswer extends SuccessAnswer {
  @Parts(AdapterResponse, 'All kinds of targets.')
  adapters!: AdapterResponse[];

  @Parts(AdapterSampleResponse, 'Events for previews, which every kind takes.')
  samples!: AdapterSampleResponse[];
}
