import type { Conversation, Target } from '../../../adapters/adapter.js';
import { derivedUuid } from '../../model/derived-uuid.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import type { RequestIdentity } from './identity.service.js';

/** The part of a delivery, beside its event, that forms the request. */
export interface RequestSubject {
  readonly id: string;
  readonly webhookId: string;
  /** True for a test, which is kept nowhere. */
  readonly isTest?: true;
  /** Time of acceptance or of the last redelivery, Unix ms; absent: it was not redelivered. */
  readonly createdAt?: number;
  /** The message of the job that the request continues; absent: it makes one of its own. */
  readonly conversation?: Conversation | undefined;
  /** Recipients that no attempt has reached; absent: all. */
  readonly unreached?: readonly string[];
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
  const {
    id: deliveryId,
    webhookId,
    isTest,
    createdAt = event.acceptedAt,
    conversation,
    unreached,
  } = delivery;
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
    // A platform that knows the key of the first delivery would answer with its message, and post nothing.
    ...(createdAt !== event.acceptedAt && { postKey: derivedUuid([deliveryId, String(createdAt)]) }),
    endpointName: name,
    message,
    payload,
    links,
    type,
    names,
    ...(isTest && { isTest }),
    ...(conversation && { conversation }),
    ...(unreached && { unreached }),
    ...(actionLinks.length > 0 && { actionLinks }),
  };
}
