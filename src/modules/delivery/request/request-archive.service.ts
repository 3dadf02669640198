import { Injectable } from '@nestjs/common';
import { adapterOf } from '../../../adapters/registry.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { RequestArchive, type ShownRequest } from '../../model/request-archive.js';
import { prepare } from './prepare.js';
import { shownRequest } from './shown-request.js';
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
    const request = prepare(event, delivery, endpoint, { identity: this.identity, now: startedAt });
    return shownRequest(request, { endpoint, event, url: endpoint.maskedUrl });
  }

  override bodyFromFingerprint(
    form: string | null | undefined,
    event: GatewayEvent,
    webhookId: string,
  ): string | null {
    const inputs = parseFingerprint(form);
    const adapter = inputs && adapterOf(inputs.adapter);
    return adapter ? adapter.format(event, { ...inputs, webhookId, url: NO_URL, headers: {} }).body : null;
  }

  override fingerprintOf(endpoint: Endpoint): string {
    return fingerprintOf(endpoint, this.identity);
  }
}
