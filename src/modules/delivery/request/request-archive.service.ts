import { Injectable } from '@nestjs/common';
import type { Adapter, FormattedRequest, Target } from '../../../adapters/adapter.js';
import { adapterOf } from '../../../adapters/registry.js';
import type { BatchFormat } from '../../model/batch.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { RequestArchive, type SentBody, type ShownRequest } from '../../model/request-archive.js';
import { prepare } from './prepare.js';
import { shownRequest } from './shown-request.js';
import { Identity } from './identity.service.js';
import { fingerprintOf, parseFingerprint, presentationFrom } from './fingerprint.js';
import type { RequestSubject } from './target.js';

/** Makes the request of one event, or the batch that holds it alone. */
function requestOf(
  { format, batches }: Adapter,
  event: GatewayEvent,
  { target, batch }: { readonly target: Target; readonly batch: BatchFormat | undefined },
): FormattedRequest {
  if (batch === undefined || !batches) return format(event, target);
  return batches.request([batches.item(event, target, batch).text], target, batch);
}

/** A URL for adapters that need one: neither the URL nor the headers appear in a body. */
const NO_URL = 'http://localhost/';

/** Makes earlier requests again, as the pipeline made them. */
@Injectable()
export class Requests extends RequestArchive {
  constructor(private readonly identity: Identity) {
    super();
  }

  override rebuild(
    event: GatewayEvent,
    delivery: { readonly id: string; readonly webhookId: string },
    endpoint: Endpoint,
    startedAt: number,
  ): ShownRequest {
    const request = prepare(event, delivery, endpoint, { identity: this.identity, now: startedAt });
    return shownRequest(request, { endpoint, event });
  }

  override fromFingerprint(
    form: string | null | undefined,
    event: GatewayEvent,
    { id: deliveryId, webhookId }: RequestSubject,
  ): SentBody | null {
    const inputs = parseFingerprint(form);
    const adapter = inputs && adapterOf(inputs.adapter);
    if (!adapter) return null;
    const { presented, source, brand, options } = inputs;
    const target = {
      ...presentationFrom(presented, webhookId, event.type),
      source,
      brand,
      options,
      webhookId,
      deliveryId,
      url: NO_URL,
      headers: {},
    };
    const { method, body } = requestOf(adapter, event, { target, batch: presented.batch });
    return { method, body };
  }

  override fingerprintOf(endpoint: Endpoint, eventType: string): string {
    return fingerprintOf(endpoint, this.identity.typeOf(eventType), this.identity);
  }
}
