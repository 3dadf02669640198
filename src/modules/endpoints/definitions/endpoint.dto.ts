import type { Ordering } from '../../model/endpoint.js';
import { displayName } from './display-name.js';
import {
  adapterType,
  eventPatterns,
  Field,
  filter,
  line,
  oneOf,
  plainObject,
  rateLimit,
  schedule,
  SECRET_MIN,
  signingSecret,
  texts,
  tlsParts,
  whole,
} from './field-rules.js';
import type { TlsRequest } from './tls-part.js';
import { AnyObject, ListOf, MapOf, OneOf, Part, Text, Whole } from '../../http/described/properties.js';
import { NEW_ENDPOINT } from '../endpoint-examples.js';
import { EndpointTlsRequest } from '../endpoint-tls.view.js';
import { RateLimitView } from '../endpoint.view.js';
import { ADAPTERS } from '../../../adapters/registry.js';

const DAYS_30 = 30 * 86_400_000;
const OPTIONAL = { optional: true, nullable: true };
const TYPES = ADAPTERS.map(({ type }) => type);

/**
 * An endpoint as the API and the configuration file describe it. Durations in ms. What is left out keeps its value, or its
 * default in a new one; null brings the default back.
 */
export class EndpointRequest {
  /** Written as in `WEBHOOK_URLS`: an adapter may be named by prefix. */
  @Text('Written as in `WEBHOOK_URLS`: an adapter may be named by prefix. Required of a new one.', {
    ...OPTIONAL,
    minLength: 1,
    maxLength: 2048,
    example: NEW_ENDPOINT.url,
  })
  @Field(line(2048))
  url?: string | null;

  @OneOf(TYPES, 'Kind of target; without it: recognised from the URL.', OPTIONAL)
  @Field(adapterType)
  adapter?: string | null;

  @Text('Display name, one visible line; without: the public name.', {
    ...OPTIONAL,
    minLength: 1,
    maxLength: 80,
    example: NEW_ENDPOINT.name,
  })
  @Field(displayName)
  name?: string | null;

  @ListOf({ type: 'string' }, 'Types or patterns; without: `WEBHOOK_EVENTS`.', {
    ...OPTIONAL,
    minItems: 1,
    maxItems: 100,
    example: ['job.*'],
  })
  @Field(eventPatterns)
  events?: string[] | null;

  @AnyObject('A MongoDB-style query over the event; without it: all of them.', {
    ...OPTIONAL,
    example: { 'data.parameters.country': 'us' },
  })
  @Field(filter)
  filter?: object | null;

  @MapOf({ type: 'string' }, 'Custom headers; `***` keeps the value there is.', {
    ...OPTIONAL,
    example: NEW_ENDPOINT.headers,
  })
  @Field(texts)
  headers?: Record<string, string> | null;

  @AnyObject('As `GET /api/webhooks/adapters` says of the adapter.', { ...OPTIONAL, example: {} })
  @Field(plainObject)
  options?: Record<string, unknown> | null;

  @Whole('Deadline of an attempt, ms; without: `WEBHOOK_TIMEOUT`.', {
    ...OPTIONAL,
    minimum: 1,
    maximum: 600_000,
    example: NEW_ENDPOINT.timeout_ms,
  })
  @Field(whole(1, 600_000))
  timeout_ms?: number | null;

  @Whole('Retries after the first attempt; replaces a `retry_schedule_ms`. Without: `WEBHOOK_MAX_RETRIES`.', {
    ...OPTIONAL,
    maximum: 100,
    example: NEW_ENDPOINT.max_retries,
  })
  @Field(whole(0, 100))
  max_retries?: number | null;

  @ListOf(
    { type: 'integer', minimum: 1, maximum: DAYS_30 },
    'Waits before the retries, ms, one for each; replaces `max_retries`. Without: `WEBHOOK_RETRY_SCHEDULE`.',
    { ...OPTIONAL, minItems: 1, maxItems: 100, example: [1_000, 2_000, 4_000, 30_000, 120_000] },
  )
  @Field(schedule(DAYS_30))
  retry_schedule_ms?: number[] | null;

  @Whole('Deliveries older than this, ms, are given up; without: `WEBHOOK_TTL`.', {
    ...OPTIONAL,
    minimum: 1,
    maximum: DAYS_30,
    example: 86_400_000,
  })
  @Field(whole(1, DAYS_30))
  ttl_ms?: number | null;

  @Part(RateLimitView, 'Without: `WEBHOOK_RATE_LIMIT_MAX` and `_WINDOW`.', OPTIONAL)
  @Field(rateLimit)
  rate_limit?: { max: number; window_ms: number } | null;

  @Whole('Attempts in flight at once; without: `WEBHOOK_CONCURRENCY`.', {
    ...OPTIONAL,
    minimum: 1,
    maximum: 1000,
    example: NEW_ENDPOINT.concurrency,
  })
  @Field(whole(1, 1000))
  concurrency?: number | null;

  @OneOf(['none', 'job'], '`job`: deliveries of one job go one after the other.', OPTIONAL)
  @Field(oneOf('none', 'job'))
  ordering?: Ordering | null;

  /** Its own signing key. Null: the gateway's. Left out in a new one that is signed: one is made. */
  @Text(
    'Signing key; without: one is made where the target verifies signatures. Null: the key of the gateway.',
    {
      ...OPTIONAL,
      minLength: SECRET_MIN,
      maxLength: 512,
      example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    },
  )
  @Field(signingSecret)
  secret?: string | null;

  @Part(
    EndpointTlsRequest,
    'For https:// URLs: parts that are left out keep their value, null takes them out. Without: `WEBHOOK_TLS_CA`, `WEBHOOK_TLS_CERT` and `WEBHOOK_TLS_KEY`.',
    OPTIONAL,
  )
  @Field(tlsParts)
  tls?: TlsRequest | null;
}
