import type { Endpoint } from '../model/endpoint.js';

export interface EndpointView {
  readonly id: string;
  readonly webhook_id: string;
  readonly source: 'environment';
  readonly adapter: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly state: 'enabled' | 'disabled' | 'paused';
  readonly disabled_reason: string | null;
  readonly disabled_at: string | null;
  readonly paused_at: string | null;
}

/** A disabled one that is paused too shows as disabled. */
export function endpointState({ disabled, pausedAt }: Endpoint): EndpointView['state'] {
  if (disabled) return 'disabled';
  return pausedAt === null ? 'enabled' : 'paused';
}

/** An endpoint as an operator sees it: its URL masked. */
export function endpointView(endpoint: Endpoint): EndpointView {
  const { id, webhookId, adapter, maskedUrl, events, disabled, pausedAt } = endpoint;
  return {
    id,
    webhook_id: webhookId,
    source: 'environment',
    adapter,
    url: maskedUrl,
    events,
    state: endpointState(endpoint),
    disabled_reason: disabled?.reason ?? null,
    disabled_at: disabled ? new Date(disabled.at).toISOString() : null,
    paused_at: pausedAt === null ? null : new Date(pausedAt).toISOString(),
  };
}
