import { Injectable } from '@nestjs/common';
import { BUILT_IN, eventTypeOf } from '../../../adapters/catalogue/catalogue.js';
import { adapterOf } from '../../../adapters/registry.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { maskedHeaders } from '../../model/mask.js';
import { DEFAULT_MESSAGE, NO_LINKS } from '../../model/message-options.js';
import { RequestArchive, type ShownRequest } from '../../model/request-archive.js';
import { prepare } from './prepare.js';
import { Identity } from './identity.js';
import { parseFingerprint, fingerprintOf } from './fingerprint.js';

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
    const { headers, body } = prepare(event, delivery, endpoint, { identity: this.identity, now: startedAt });
    // Values of custom headers are the operator's secrets; the gateway's own headers are shown.
    const shown = maskedHeaders(headers, Object.keys(endpoint.headers));
    return { method: 'POST', url: endpoint.maskedUrl, headers: shown, body };
  }

  override bodyFromFingerprint(
    form: string | null | undefined,
    event: GatewayEvent,
    webhookId: string,
  ): string | null {
    const inputs = parseFingerprint(form);
    const adapter = inputs && adapterOf(inputs.adapter);
    if (!adapter) return null;
    const unused = { url: NO_URL, headers: {}, deliveryId: '', endpointName: webhookId };
    const presented = { message: DEFAULT_MESSAGE, links: NO_LINKS, type: eventTypeOf(BUILT_IN, event.type) };
    return adapter.format(event, { ...inputs, webhookId, ...unused, ...presented }).body;
  }

  override fingerprintOf(endpoint: Endpoint): string {
    return fingerprintOf(endpoint, this.identity);
  }
}
