import { adapterOf, isOnPlatform, maskUrl } from '../../../adapters/registry.js';
import type { GatewayConfig } from '../../config/gateway-config.js';
import type { Endpoint, EndpointSource, RetryPolicy } from '../../model/endpoint.js';
import { GatewayError } from '../../model/gateway-error.js';
import type { Definition, Settings } from './definition.js';
import { optionsOf } from './options.js';

/** What the endpoint is beside its definition. */
export interface Standing {
  readonly id: string;
  readonly webhookId: string;
  readonly source: EndpointSource;
  readonly trusted: boolean;
  readonly disabled: Endpoint['disabled'];
  readonly pausedAt: number | null;
}

/** What holds where the definition says nothing. */
export interface Defaults extends Pick<
  GatewayConfig,
  'events' | 'timeoutMs' | 'retry' | 'rateLimit' | 'concurrency' | 'ordering'
> {
  /** The gateway's own signing key. */
  readonly secret: string;
}

/** The endpoint as the gateway uses it. @throws GatewayError `unknown_adapter` */
export function buildEndpoint(definition: Definition, standing: Standing, defaults: Defaults): Endpoint {
  const { adapter, settings, secrets } = definition;
  const kind = adapterOf(adapter);
  if (!kind) throw new GatewayError('unknown_adapter', `There is no adapter ${adapter}.`);
  const { rate_limit: limit } = settings;
  const own = limit ? { max: limit.max, windowMs: limit.window_ms } : defaults.rateLimit;
  const { previous } = secrets;
  return {
    ...standing,
    name: settings.name ?? standing.webhookId,
    url: secrets.url,
    maskedUrl: maskUrl(adapter, secrets.url),
    adapter,
    options: optionsOf(kind, { ...settings.options, ...secrets.options }).options,
    events: settings.events ?? defaults.events,
    filter: settings.filter ?? null,
    headers: secrets.headers ?? {},
    timeoutMs: settings.timeout_ms ?? defaults.timeoutMs,
    retry: retryOf(settings, defaults.retry),
    rateLimits: [own, ...(isOnPlatform(kind, new URL(secrets.url)) ? kind.rateLimits : [])],
    concurrency: settings.concurrency ?? defaults.concurrency,
    ordering: settings.ordering ?? defaults.ordering ?? kind.ordering,
    secret: secrets.secret ?? defaults.secret,
    previousSecret: previous ? { secret: previous.secret ?? defaults.secret, until: previous.until } : null,
    tls: secrets.tls ?? null,
  };
}

/** What an endpoint sets of its own replaces the gateway's: also a schedule, by a number of retries. */
function retryOf(settings: Settings, retry: RetryPolicy): RetryPolicy {
  const { max_retries: maxRetries, retry_schedule_ms: schedule, ttl_ms: ttlMs } = settings;
  return {
    ...retry,
    maxRetries: maxRetries ?? retry.maxRetries,
    schedule: schedule ?? (maxRetries === undefined ? retry.schedule : null),
    ttlMs: ttlMs ?? retry.ttlMs,
  };
}
