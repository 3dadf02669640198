import type { Conversation, Target } from '../../../adapters/adapter.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import type { RequestIdentity } from './identity.js';

/** What a delivery contributes to its request beside its event. */
export interface RequestSubject {
  readonly id: string;
  readonly webhookId: string;
  /** The message of the job that the request continues; absent: it makes one of its own. */
  readonly conversation?: Conversation | undefined;
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
  const { id: deliveryId, webhookId, conversation } = delivery;
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
    ...(conversation && { conversation }),
  };
}
