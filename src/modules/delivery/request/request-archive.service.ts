import { Injectable } from '@nestjs/common';
import { adapterOf } from '../../../adapters/registry.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { RequestArchive, type ShownRequest } from '../../model/request-archive.js';
import { prepare } from './prepare.js';
import { Identity } from './identity.js';
import { maskedHeaders } from './redact.js';
import { parseFingerprint, fingerprintOf } from './fingerprint.js';

const NO_URL = 'http://localhost/';

/** Makes requests again as the pipeline made them. */
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
    return { method: 'POST', url: endpoint.maskedUrl, headers: maskedHeaders(headers, endpoint), body };
  }

  override bodyFromFingerprint(
    form: string | null | undefined,
    event: GatewayEvent,
    webhookId: string,
  ): string | null {
    const by = parseFingerprint(form);
    const adapter = by && adapterOf(by.adapter);
    // Neither the URL nor the headers stand in a body.
    return adapter ? adapter.format(event, { ...by, webhookId, url: NO_URL, headers: {} }).body : null;
  }

  override fingerprintOf(endpoint: Endpoint): string {
    return fingerprintOf(endpoint, this.identity);
  }
}
