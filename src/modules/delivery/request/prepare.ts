import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { adapterFor } from './adapter-for.js';
import { prepareBatch, writeItem } from './prepare-batch.js';
import { signed, type PreparedRequest, type RequestOrigin } from './signed.js';
import { targetOf, type RequestSubject } from './target.js';

/**
 * Makes the exact request of a delivery: the adapter's message with the gateway's headers and, where the adapter is signed, the
 * signature.
 *
 * This folder makes requests and reads answers, and sends nothing: `prepare.ts` makes a request, `prepare-batch.ts` one of many events,
 * `signed.ts` adds headers and signature, `fingerprint.ts` and `request-archive.service.ts` make an earlier request again, `judge.ts` turns
 * an answer into an outcome, `redact.ts`, `shown-request.ts` and `kept-headers.ts` mask secrets in everything that is recorded or shown.
 *
 * @throws GatewayError `unknown_adapter`
 */
export function prepare(
  event: GatewayEvent,
  delivery: RequestSubject,
  endpoint: Endpoint,
  origin: RequestOrigin,
): PreparedRequest {
  const adapter = adapterFor(endpoint.adapter);
  // An endpoint with batches gets each event in one: its receiver reads one form.
  if (endpoint.batch) return prepareBatch([writeItem(event, delivery, endpoint, origin)], endpoint, origin);
  const target = targetOf(event, delivery, endpoint, origin.identity, origin.now);
  const names = { eventType: event.type, deliveryId: delivery.id };
  return signed(adapter.format(event, target), { adapter, target, endpoint, origin, names });
}
