import { ApiExtraModels } from '@nestjs/swagger';
import {
  ANNOUNCEMENTS,
  CONVERSATION_MODES,
  type Announcements,
  type ConversationMode,
} from '../../model/conversation.js';
import type { Ordering } from '../../model/endpoint.js';
import type { PayloadForm } from '../../model/payload.js';
import { MessageRequest } from '../presentation/message.dto.js';
import { payload, PayloadRequest } from '../presentation/payload.dto.js';
import { batch } from '../batch/batch-rules.js';
import type { BatchRequest } from '../batch/batch.dto.js';
import { DigestRequest } from '../digest/digest.dto.js';
import { digestOrOff } from '../digest/digest-rules.js';
import { QuietRequest } from '../quiet/quiet.dto.js';
import { quietHours } from '../quiet/quiet-rules.js';
import { displayName } from './display-name.js';
import { ADAPTER_EXAMPLE, NEW_ENDPOINT } from './endpoint-examples.js';
import { Field } from './field.js';
import {
  adapterType,
  eventPatterns,
  filter,
  line,
  nested,
  oneOf,
  part,
  plainObject,
  schedule,
  signingKey,
  signingSecret,
  texts,
  whole,
} from './field-rules.js';
import { RateLimitRequest } from './rate-limit.dto.js';
import { TlsRequest } from './tls.dto.js';

const DAYS_30 = 30 * 86_400_000;

/**
 * An endpoint as the API and the configuration file describe it. Durations in ms. A field that is left out keeps its value,
 * or in a new endpoint its default; null brings the default back.
 */
@ApiExtraModels(PayloadRequest, DigestRequest)
export class EndpointRequest {
  @Field(line(2048), {
    description: 'Written as in `WEBHOOK_URLS`: an adapter may be named by prefix',
    note: 'Required of a new one.',
    file: 'Written as in `WEBHOOK_URLS`: an adapter may be named by prefix.',
    example: NEW_ENDPOINT.url,
    secret: true,
  })
  url?: string | null;

  @Field(adapterType, {
    description: 'Kind of target',
    note: 'Without: recognised from the URL.',
    example: ADAPTER_EXAMPLE,
  })
  adapter?: string | null;

  @Field(displayName, {
    description: 'Display name, one visible line',
    note: 'Without: the public name.',
    file: 'Name by which the endpoint is known: everything else may change.',
    example: NEW_ENDPOINT.name,
    form: { label: 'Name', hint: 'Display name, e.g. #video-jobs' },
  })
  name?: string | null;

  @Field(eventPatterns, {
    description: 'Event types or patterns',
    setting: '`WEBHOOK_EVENTS`',
    example: ['job.*'],
    form: { label: 'Events', hint: 'Event types or patterns (job.*, *). Press Enter to add.' },
  })
  events?: string[] | null;

  @Field(filter, {
    description: 'A MongoDB-style query that events must match',
    note: 'Without: all events of these types.',
    example: { 'data.parameters.country': 'us' },
    form: {
      label: 'Filter',
      hint: 'Only events that match, e.g. {"data.parameters.country": "us"} or {"data.retry_count": {"$gt": 0}}. Leave blank for all events.',
    },
  })
  filter?: object | null;

  @Field(texts, {
    description: 'Custom headers',
    note: '`***` keeps the stored value.',
    file: 'Custom headers.',
    example: NEW_ENDPOINT.headers,
    secret: true,
  })
  headers?: Record<string, string> | null;

  @Field(plainObject, {
    description: 'Options of the adapter, as `GET /api/webhooks/adapters` describes them',
    example: {},
  })
  options?: Record<string, unknown> | null;

  @Field(whole(1, 600_000), {
    description: 'Timeout of an attempt, ms',
    setting: '`WEBHOOK_TIMEOUT`',
    example: NEW_ENDPOINT.timeout_ms,
    form: {
      label: 'Timeout per attempt (ms)',
      hint: 'Without a response by then, the attempt fails',
      control: 'number',
    },
  })
  timeout_ms?: number | null;

  @Field(whole(0, 100), {
    description: 'Retries after the first attempt',
    setting: '`WEBHOOK_MAX_RETRIES`',
    note: 'Replaces a `retry_schedule_ms`.',
    example: NEW_ENDPOINT.max_retries,
    form: { label: 'Max retries', hint: 'After the first attempt' },
  })
  max_retries?: number | null;

  @Field(schedule(DAYS_30), {
    description: 'Waits before the retries, ms, one for each',
    setting: '`WEBHOOK_RETRY_SCHEDULE`',
    note: 'Replaces `max_retries`.',
    example: [1_000, 2_000, 4_000, 30_000, 120_000],
    form: { label: 'Retry schedule', hint: 'Wait before each retry' },
  })
  retry_schedule_ms?: number[] | null;

  @Field(whole(1, DAYS_30), {
    description: 'Time to live, ms: an older delivery fails',
    setting: '`WEBHOOK_TTL`',
    example: 86_400_000,
    form: {
      label: 'Time to live (TTL)',
      hint: 'Older deliveries fail, e.g. 24h',
      control: 'duration',
    },
  })
  ttl_ms?: number | null;

  @Field(part(RateLimitRequest, 'is {"max": requests, "window_ms": length of the window in ms}'), {
    description: 'Rate limit',
    setting:
      '`WEBHOOK_RATE_LIMIT_MAX` and `_WINDOW`, or the `usual_rate_limit` of the adapter where that is lower',
    example: NEW_ENDPOINT.rate_limit,
    form: { label: 'Rate limit', hint: 'Max requests in any window of this length' },
  })
  rate_limit?: RateLimitRequest | null;

  @Field(whole(1, 1000), {
    description: 'Attempts in flight at once, on one gateway',
    setting: '`WEBHOOK_CONCURRENCY`',
    example: NEW_ENDPOINT.concurrency,
    form: { label: 'Concurrency', hint: 'Max parallel requests', control: 'number' },
  })
  concurrency?: number | null;

  @Field(oneOf('none', 'job'), {
    description: '`job`: the deliveries of one job are sent in order, one at a time',
    setting: '`WEBHOOK_ORDERING`, or as the adapter has it',
    example: NEW_ENDPOINT.ordering,
    form: {
      label: 'Ordering',
      hint: 'Order of the deliveries of one job',
      control: 'choice',
      choices: { none: 'None', job: 'Per job (FIFO)' },
    },
  })
  ordering?: Ordering | null;

  @Field(oneOf(...CONVERSATION_MODES), {
    description:
      'What the events of one job become: `each` a message of its own, `live` one message that is edited, `thread` one thread',
    note: 'Without: as the adapter has it. `live` and `thread` need `ordering: job`.',
    example: 'each',
    form: {
      label: 'Messages of a job',
      hint: 'Leave blank for the default of the platform',
      control: 'choice',
      choices: { each: 'One per event', live: 'One, edited live', thread: 'One thread' },
    },
  })
  conversation?: ConversationMode | null;

  @Field(oneOf(...ANNOUNCEMENTS), {
    description:
      'Edits of a `live` message that a short new message announces, because an edit notifies nobody',
    note: 'Without: `failure`.',
    example: 'failure',
    form: {
      label: 'Announce edits',
      hint: 'A short new message after an edit, because edits notify nobody',
      control: 'choice',
      choices: { failure: 'Failures', end: 'Every end of a job', never: 'Never' },
    },
  })
  announce?: Announcements | null;

  @Field(quietHours(QuietRequest), {
    description: 'Times in which new messages are held or dropped; edits of a message that is there go on',
    note: 'Without: none. A new value replaces the old one as a whole.',
    example: { times: ['22:00-07:00'], zone: 'Europe/Berlin', except: ['job.failed'] },
  })
  quiet?: QuietRequest | null;

  @Field(digestOrOff(DigestRequest), {
    description:
      'One message in the place of many: in a storm of messages, on a schedule, or `off`; edits of a message that is there go on',
    setting: '`WEBHOOK_DIGEST`',
    note: 'The default `storm` is more than 30 messages within 5 minutes, told by one each 5 minutes, where people read them; elsewhere there is none. A new value replaces the old one as a whole.',
    example: 'off',
  })
  digest?: 'off' | DigestRequest | null;

  @Field(batch, {
    description: 'Many events in one request, for applications that take them',
    note: 'Without: each event has a request of its own. A new value replaces the old one as a whole.',
    example: { max: 100, within: '1s', format: 'json' },
  })
  batch?: BatchRequest | null;

  @Field(
    nested(
      MessageRequest,
      'is a JSON object with detail, title, subject, body, cause, fields, zone, locale, mention_on_failure and actions, each of them optional',
    ),
    {
      description:
        'Presentation of chat messages: parts that are left out keep their value, null brings a default back',
      note: 'Texts are templates, see `GET /api/webhooks/templates`.',
      example: NEW_ENDPOINT.message,
    },
  )
  message?: MessageRequest | null;

  @Field(payload, {
    description:
      'What an application receives: `gateway`, the event in the envelope of the gateway; `standard`, the payload of Standard Webhooks; `cloudevents`, a CloudEvent in the JSON format; `thin`, ids and the address of the event; or a request made of templates',
    note: 'Without: `gateway`. A new value replaces the old one as a whole.',
    example: 'gateway',
    form: {
      label: 'Payload',
      hint: 'What the application receives',
      choices: {
        gateway: 'Gateway envelope',
        standard: 'Standard Webhooks: type, timestamp, data',
        cloudevents: 'CloudEvent in the JSON format',
        thin: 'Thin: ids, and the address at which the event can be fetched',
      },
    },
  })
  payload?: PayloadForm | PayloadRequest | null;

  @Field(signingSecret, {
    description: 'Signing key',
    note: 'Without: one is made where the target verifies signatures. Null: the key of the gateway.',
    file: 'Signing key; without: `WEBHOOK_SECRET_KEY`.',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    secret: true,
  })
  secret?: string | null;

  @Field(signingKey, {
    description:
      'Private key of Ed25519 that signs beside the secret (`v1a` of Standard Webhooks): `whsk_` and 32 bytes in base64, or `generate` for a new one',
    note: 'Without: no such signature. The public key is shown as `secret.public_keys`.',
    file: 'Private key of Ed25519 that signs beside the secret (`v1a` of Standard Webhooks): `whsk_` and 32 bytes in base64.',
    example: 'generate',
    secret: true,
  })
  signing_key?: string | null;

  @Field(part(TlsRequest, 'is {"ca", "cert", "key", "passphrase"}, each of them optional'), {
    description: 'For https:// URLs: parts that are left out keep their value, null takes them out',
    file: 'For https:// URLs; without: `WEBHOOK_TLS_CA`, `WEBHOOK_TLS_CERT` and `WEBHOOK_TLS_KEY`.',
    setting: '`WEBHOOK_TLS_CA`, `WEBHOOK_TLS_CERT` and `WEBHOOK_TLS_KEY`',
    example: {},
    secret: true,
  })
  tls?: TlsRequest | null;
}
