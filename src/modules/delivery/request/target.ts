import type { Target } from '../../../adapters/adapter.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import type { RequestIdentity } from './identity.js';

/** The ids that a delivery contributes to its request. */
export interface RequestSubject {
  readonly id: string;
  readonly webhookId: string;
}

/** Gathers everything beside the event that an adapter forms a request of. */
export function targetOf(
  event: GatewayEvent,
  delivery: RequestSubject,
  endpoint: Endpoint,
  identity: RequestIdentity,
): Target {
  const { source, brand, names } = identity;
  const { url, options, headers, name, message, payload, links } = endpoint;
  const { id: deliveryId, webhookId } = delivery;
  const type = identity.typeOf(event.type);
  return {
    source,
    brand,
    url,
    options,
    headers,
    webhookId,
    deliveryId,
    endpointName: name,
    message,
    payload,
    links,
    type,
    names,
  };
}
