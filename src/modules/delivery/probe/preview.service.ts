import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Banner, Conversation, TextFault } from '../../../adapters/adapter.js';
import { compact } from '../../http/compact.js';
import type { Usage } from '../../../adapters/message-usage.js';
import { adapterOf } from '../../../adapters/registry.js';
import { SAMPLES } from '../../../adapters/samples.js';
import { EventTypeDrafts } from '../../event-types/event-type-drafts.service.js';
import { filterVerdict } from '../../endpoints/filter/subscribers.js';
import { Clock } from '../../model/clock.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { subscribes } from '../../model/subscribes.js';
import { disabledSentences } from '../../../adapters/explanation.js';
import { maskedSignatures } from '../../model/mask.js';
import { Redactor } from '../../model/redactor.js';
import { Refusal, type FieldFault } from '../../model/refusal.js';
import { EventStore } from '../../store/event-store.js';
import type { RequestMethod } from '../../model/request-method.js';
import { faultNotes } from '../request/fault-notes.js';
import { Identity } from '../request/identity.service.js';
import { prepare } from '../request/prepare.js';
import { shownRequest } from '../request/shown-request.js';
import { uuidV7 } from '../../model/uuid-v7.js';

/** The event of a preview: a stored one, a sample, or one that is made up. */
export interface PreviewedEvent {
  /** Id of a stored event. */
  readonly eventId?: string | null | undefined;
  /** Name or event type of a sample. */
  readonly sample?: string | null;
  /** A type; without `data` its sample. */
  readonly event?: string | null;
  readonly data?: object | null;
  /** ISO 8601; without it: now. */
  readonly timestamp?: string | null;
}

/** A fault of a template. */
export interface PreviewedFault extends TextFault {
  /** True where the template cannot be saved. */
  readonly unusable: boolean;
}

/** The parts that form the request of a preview beside endpoint and event. */
interface PreviewParts {
  /** An entry of the event's type that is not saved, as the API takes it. */
  readonly eventType?: object | null | undefined;
  /** A UUID, which the request names. */
  readonly deliveryId?: string;
  /** The message that the request continues; absent: it makes one of its own. */
  readonly conversation?: Conversation | undefined;
}

/** The request that an event would make, as the API shows it. */
export interface PreviewedRequest {
  readonly method: RequestMethod;
  /** Masked. */
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Whether the endpoint would get the event. */
  readonly matches: boolean;
  /** Why it would not, as a sentence; null where it would. */
  readonly reason: string | null;
  readonly limits: Usage[];
  /** The notification that devices show; null where they show none. */
  readonly banner: Banner | null;
  /** Sentences about templates that failed and what stands in their place. */
  readonly notes: string[];
  /** Templates that failed, with their place. */
  readonly faults: PreviewedFault[];
}

/**
 * Makes the exact request of an event without sending it. Signatures are masked: with them, everything that can be
 * previewed could be sent in the name of the gateway.
 */
@Injectable()
export class Preview {
  constructor(
    private readonly events: EventStore,
    private readonly identity: Identity,
    private readonly clock: Clock,
    private readonly drafts: EventTypeDrafts,
    private readonly redactor: Redactor,
  ) {}

  /** Makes the request of an event that was found. */
  ofEvent(
    endpoint: Endpoint,
    event: GatewayEvent,
    { eventType, deliveryId = randomUUID(), conversation }: PreviewParts = {},
  ): PreviewedRequest {
    const delivery = { id: deliveryId, webhookId: endpoint.webhookId, conversation };
    const draft = eventType ? this.drafts.of(event.type, eventType) : null;
    const identity = draft ? this.identity.withType(draft.type) : this.identity;
    const origin = { identity, now: this.clock.now() };
    const redacted = this.redactor.of(event).event;
    const request = prepare(redacted, delivery, endpoint, origin);
    const shown = shownRequest(request, { endpoint, event: redacted });
    const reason = unwanted(endpoint, event) ?? request.unsent;
    return {
      ...shown,
      headers: maskedSignatures(shown.headers),
      matches: reason === null,
      reason,
      limits: [...adapterOf(endpoint.adapter)!.usage(request.body)],
      banner: request.banner,
      notes: [...(draft?.notes ?? []), ...faultNotes(request.faults)],
      faults: [
        ...(draft?.faults ?? []).map(unusableFault),
        ...request.faults.map((fault) => ({ ...fault, unusable: false })),
      ],
    };
  }

  /** The event as people may see it: a filter of a caller's own is tried on this, or its verdict would tell what is masked. */
  shown(event: GatewayEvent): GatewayEvent {
    return this.redactor.of(event).event;
  }

  /** Finds or makes the event of a preview. @throws Refusal `not_found`, `unprocessable`, naming what cannot be found */
  async event(request: PreviewedEvent): Promise<GatewayEvent> {
    if (request.eventId) {
      const stored = await this.events.find(request.eventId);
      if (stored) return stored;
      throw Refusal.notFound(`There is no event ${request.eventId.slice(0, 64)}.`);
    }
    const { sample = null } = request;
    const wanted = sample ?? request.event ?? 'job.completed';
    const found = SAMPLES.find(({ name, event }) => name === wanted || event.type === wanted)?.event;
    if (sample !== null && !found) {
      const message = `There is no sample ${sample.slice(0, 64)}; GET /api/webhooks/adapters lists them.`;
      throw Refusal.unprocessable([{ field: 'sample', message }]);
    }
    const now = this.clock.now();
    const timestamp = request.timestamp ?? new Date(now).toISOString();
    const type = sample === null ? (request.event ?? found!.type) : found!.type;
    const data = request.data ? compact(request.data, 'data is nested too deeply.') : (found?.data ?? '{}');
    return { id: uuidV7(), type, data, timestamp, acceptedAt: now };
  }
}

/** Marks a fault that forbids saving; one of a whole field gets the place at its start. */
export function unusableFault({ field, message, line = 1, column = 1 }: FieldFault): PreviewedFault {
  return { field, message, line, column, unusable: true };
}

/** Returns the reason why the endpoint would not get the event, as a sentence; null when it would. */
function unwanted(endpoint: Endpoint, event: GatewayEvent): string | null {
  if (!subscribes(endpoint, event.type)) {
    return `It does not want events of the type ${event.type}.`;
  }
  const verdict = filterVerdict(endpoint, event);
  if (verdict === 'blocked') return 'Its filter does not let this event pass.';
  if (verdict === 'too_costly')
    return 'Its filter is too costly on this event: the delivery fails (filter_too_costly).';
  return endpoint.disabled === null ? null : disabledSentences(endpoint.disabled.reason);
}
