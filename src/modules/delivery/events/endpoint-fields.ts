import type { Endpoint } from '../../model/endpoint.js';

/** Fields of an endpoint in system events. */
export type NamedEndpoint = Pick<Endpoint, 'id' | 'webhookId' | 'name' | 'adapter' | 'maskedUrl'>;

/** Returns the fields of `data` that name the endpoint. */
export function endpointFields({ id, webhookId, name, adapter, maskedUrl }: NamedEndpoint): object {
  return { endpoint_id: id, webhook_id: webhookId, name, adapter, url: maskedUrl };
}

/** Returns the endpoint's name with its public name, for people. */
export function displayName({ webhookId, name }: Pick<Endpoint, 'webhookId' | 'name'>): string {
  return name === webhookId ? webhookId : `${name} (${webhookId})`;
}
