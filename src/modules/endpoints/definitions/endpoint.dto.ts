import type { Ordering } from '../../model/endpoint.js';
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
  signingSecret,
  texts,
  whole,
} from './field-rules.js';

const DAYS_30 = 30 * 86_400_000;

/**
 * An endpoint as the API and the configuration file describe it. Durations in ms. What is left out keeps its value, or its
 * default in a new one; null brings the default back.
 */
export class EndpointRequest {
  /** Written as in `WEBHOOK_URLS`: an adapter may be named by prefix. */
  @Field(line(2048))
  url?: string | null;

  @Field(adapterType)
  adapter?: string | null;

  @Field(line(80))
  name?: string | null;

  @Field(eventPatterns)
  events?: string[] | null;

  @Field(filter)
  filter?: object | null;

  @Field(texts)
  headers?: Record<string, string> | null;

  @Field(plainObject)
  options?: Record<string, unknown> | null;

  @Field(whole(1, 600_000))
  timeout_ms?: number | null;

  @Field(whole(0, 100))
  max_retries?: number | null;

  @Field(schedule(DAYS_30))
  retry_schedule_ms?: number[] | null;

  @Field(whole(1, DAYS_30))
  ttl_ms?: number | null;

  @Field(rateLimit)
  rate_limit?: { max: number; window_ms: number } | null;

  @Field(whole(1, 1000))
  concurrency?: number | null;

  @Field(oneOf('none', 'job'))
  ordering?: Ordering | null;

  /** Its own signing key. Null: the gateway's. Left out in a new one that is signed: one is made. */
  @Field(signingSecret)
  secret?: string | null;
}
