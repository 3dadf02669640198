import { Injectable } from '@nestjs/common';
import { adapterOf, isOnPlatform, maskUrl } from '../../../adapters/registry.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import { SecretKey } from '../../config/secret-key.js';
import type { Endpoint, RetryPolicy } from '../../model/endpoint.js';
import { GatewayError } from '../../model/gateway-error.js';
import type { Definition, Settings } from './definition.js';
import { optionsOf } from './options.js';

/** What an endpoint is beside its definition: its names, its source, and whether it gets deliveries. */
export type EndpointState = Pick<
  Endpoint,
  'id' | 'webhookId' | 'source' | 'trusted' | 'disabled' | 'pausedAt'
>;

/** Makes every endpoint that the gateway uses. What a definition leaves out follows the settings of the gateway. */
@Injectable()
export class EndpointFactory {
  constructor(
    private readonly config: GatewayConfig,
    private readonly key: SecretKey,
  ) {}

  /** @throws GatewayError `unknown_adapter` */
  build({ adapter, settings, secrets }: Definition, state: EndpointState): Endpoint {
    const kind = adapterOf(adapter);
    if (!kind) throw new GatewayError('unknown_adapter', `There is no adapter ${adapter}.`);
    const { config } = this;
    const { secret } = this.key;
    const { rate_limit: limit } = settings;
    const own = limit ? { max: limit.max, windowMs: limit.window_ms } : config.rateLimit;
    const { previous } = secrets;
    return {
      ...state,
      name: settings.name ?? state.webhookId,
      url: secrets.url,
      maskedUrl: maskUrl(adapter, secrets.url),
      adapter,
      options: optionsOf(kind, { ...settings.options, ...secrets.options }).options,
      events: settings.events ?? config.events,
      filter: settings.filter ?? null,
      headers: secrets.headers ?? {},
      timeoutMs: settings.timeout_ms ?? config.timeoutMs,
      retry: retryOf(settings, config.retry),
      rateLimits: [own, ...(isOnPlatform(kind, new URL(secrets.url)) ? kind.rateLimits : [])],
      concurrency: settings.concurrency ?? config.concurrency,
      ordering: settings.ordering ?? config.ordering ?? kind.ordering,
      secret: secrets.secret ?? secret,
      previousSecret: previous ? { secret: previous.secret ?? secret, until: previous.until } : null,
      tls: secrets.tls ?? null,
    };
  }
}

/** An endpoint's own number of retries replaces the gateway's schedule too. */
function retryOf(settings: Settings, retry: RetryPolicy): RetryPolicy {
  const { max_retries: maxRetries, retry_schedule_ms: schedule, ttl_ms: ttlMs } = settings;
  return {
    ...retry,
    maxRetries: maxRetries ?? retry.maxRetries,
    schedule: schedule ?? (maxRetries === undefined ? retry.schedule : null),
    ttlMs: ttlMs ?? retry.ttlMs,
  };
}
