import { adapterOf } from '../../adapters/registry.js';
import type { Endpoint } from '../model/endpoint.js';
import { isoTimeOrNull } from '../model/iso-time.js';
import type { LaneState } from '../model/lane-states.js';
import { MASK } from '../model/mask.js';
import { optionNames } from './definitions/options.js';
import { tlsView } from './endpoint-tls.view.js';
import type { EndpointActivity } from './endpoint-activity.service.js';
import { standingView } from './endpoint-standing.js';

/** What is not part of the endpoint itself. Times in Unix ms. */
export interface ViewContext {
  readonly lane: LaneState;
  /** Null where the store does not answer. */
  readonly activity: EndpointActivity | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Signs with a key of its own. */
  readonly ownSecret: boolean;
  readonly now: number;
}

/** A disabled one that is paused too shows as disabled. */
export function endpointState({ disabled, pausedAt }: Endpoint): 'enabled' | 'disabled' | 'paused' {
  if (disabled) return 'disabled';
  return pausedAt === null ? 'enabled' : 'paused';
}

/** An endpoint as the API shows it, with nothing secret in it. */
export function endpointView(endpoint: Endpoint, context: ViewContext): object {
  const { disabled, pausedAt, retry, previousSecret, rateLimits } = endpoint;
  const { lane } = context;
  const previous = previousSecret && previousSecret.until > context.now ? previousSecret.until : null;
  const [limit] = rateLimits;
  return {
    id: endpoint.id,
    webhook_id: endpoint.webhookId,
    name: endpoint.name,
    source: endpoint.source,
    adapter: endpoint.adapter,
    url: endpoint.maskedUrl,
    events: endpoint.events,
    filter: endpoint.filter,
    headers: maskedValues(endpoint.headers),
    options: shownOptions(endpoint),
    timeout_ms: endpoint.timeoutMs,
    max_retries: retry.schedule?.length ?? retry.maxRetries,
    retry_schedule_ms: retry.schedule,
    ttl_ms: retry.ttlMs,
    rate_limit: limit ? { max: limit.max, window_ms: limit.windowMs } : null,
    concurrency: endpoint.concurrency,
    ordering: endpoint.ordering,
    secret: { own: context.ownSecret, previous_until: isoTimeOrNull(previous) },
    tls: tlsView(endpoint.tls),
    state: endpointState(endpoint),
    disabled_reason: disabled?.reason ?? null,
    disabled_at: isoTimeOrNull(disabled?.at ?? null),
    paused_at: isoTimeOrNull(pausedAt),
    rate_limit_used: lane.rateLimitUsed,
    ...standingView(endpoint, lane, context.activity),
    created_at: isoTimeOrNull(context.createdAt),
    updated_at: isoTimeOrNull(context.updatedAt),
    read_only: endpoint.source !== 'api',
  };
}

export function maskedValues(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.keys(headers).map((name) => [name, MASK]));
}

function shownOptions({ adapter, options }: Endpoint): Record<string, unknown> {
  const kind = adapterOf(adapter)!;
  const shown = [...optionNames(kind)].map(([name, property]) => {
    const value: unknown = Reflect.get(options, property);
    return [name, value !== undefined && kind.secretOptions.includes(name) ? MASK : value] as const;
  });
  return Object.fromEntries(shown.filter(([, value]) => value !== undefined));
}
