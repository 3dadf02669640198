import type { Conversation, Target } from '../../../adapters/adapter.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import type { RequestIdentity } from './identity.js';

/** The part of a delivery, beside its event, that forms the request. */
export interface RequestSubject {
  readonly id: string;
  readonly webhookId: string;
  /** The message of the job that the request continues; absent: it makes one of its own. */
  readonly conversation?: Conversation | undefined;
}

/** Gathers everything beside the event that an adapter forms a request of. `now`: the time at which it is made, Unix ms. */
export function targetOf(
  event: GatewayEvent,
  delivery: RequestSubject,
  endpoint: Endpoint,
  identity: RequestIdentity,
  now: number,
): Target {
  const { source, brand, names } = identity;
  const { url, options, headers, name, message, payload, links } = endpoint;
  const { id: deliveryId, webhookId, conversation } = delivery;
  const type = identity.typeOf(event.type);
  const actionLinks = identity.actionLinks({ event, endpoint, deliveryId, now });
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
    ...(actionLinks.length > 0 && { actionLinks }),
  };
}
