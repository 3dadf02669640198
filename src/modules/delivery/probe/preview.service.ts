import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { Injectable, NotFoundException } from '@nestjs/common';
import { compact, unprocessable } from '../../http/field-faults.js';
import { adapterOf, maskUrl } from '../../../adapters/registry.js';
import { filterVerdict } from '../../endpoints/filter/takers.js';
import { Clock } from '../../model/clock.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { matchesPattern } from '../../model/event-pattern.js';
import { disabledSentences } from '../../../adapters/explanation.js';
import { maskedHeaders, maskedSignatures } from '../../model/mask.js';
import { EventStore } from '../../store/event-store.js';
import { Identity } from '../request/identity.js';
import { prepare } from '../request/prepare.js';
import type { PreviewRequest } from './probe.dto.js';

/**
 * The exact request an event would make, and nothing sent. Signatures are left out: with them, everything that can be
 * previewed could be sent in the name of the gateway.
 */
@Injectable()
export class Preview {
  constructor(
    private readonly events: EventStore,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFoundException, UnprocessableEntityException naming what cannot be found */
  async of(endpoint: Endpoint, request: PreviewRequest): Promise<object> {
    const event = await this.#event(endpoint, request);
    const delivery = { id: randomUUID(), webhookId: endpoint.webhookId };
    const origin = { identity: this.identity, now: this.clock.now() };
    const { url, headers, body } = prepare(event, delivery, endpoint, origin);
    const reason = unwanted(endpoint, event);
    return {
      method: 'POST',
      url: maskUrl(endpoint.adapter, url),
      headers: maskedSignatures(maskedHeaders(headers, Object.keys(endpoint.headers))),
      body,
      matches: reason === null,
      reason,
      limits: adapterOf(endpoint.adapter)!.usage(body),
    };
  }

  async #event(endpoint: Endpoint, request: PreviewRequest): Promise<GatewayEvent> {
    if (request.event_id) {
      const stored = await this.events.find(request.event_id);
      if (stored) return stored;
      throw new NotFoundException(`There is no event ${request.event_id.slice(0, 64)}.`);
    }
    const { samples } = adapterOf(endpoint.adapter)!;
    const { sample = null } = request;
    const wanted = sample ?? request.event ?? 'job.completed';
    const found = samples.find(({ name, event }) => name === wanted || event.type === wanted)?.event;
    if (sample !== null && !found) {
      const message = `There is no sample ${sample.slice(0, 64)}; GET /api/webhooks/adapters lists them.`;
      throw unprocessable([{ field: 'sample', message }]);
    }
    const now = this.clock.now();
    const timestamp = request.timestamp ?? new Date(now).toISOString();
    const type = sample === null ? (request.event ?? found!.type) : found!.type;
    const data = request.data ? compact(request.data, 'data is nested too deeply.') : (found?.data ?? '{}');
    return { id: randomUUIDv7(), type, data, timestamp, acceptedAt: now };
  }
}

/** Why the endpoint would not get the event, in a sentence; null when it would. */
function unwanted(endpoint: Endpoint, event: GatewayEvent): string | null {
  if (!endpoint.events.some((pattern) => matchesPattern(pattern, event.type))) {
    return `It does not want events of the type ${event.type}.`;
  }
  const verdict = filterVerdict(endpoint, event);
  if (verdict === 'blocked') return 'Its filter does not let this event pass.';
  if (verdict === 'too_costly')
    return 'Its filter is too costly on this event: the delivery fails (filter_too_costly).';
  return endpoint.disabled === null ? null : disabledSentences(endpoint.disabled.reason);
}
