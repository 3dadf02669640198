import { Injectable } from '@nestjs/common';
import { KNOWN_EVENTS } from '../../adapters/event-kinds.js';
import type { Endpoint } from '../model/endpoint.js';
import type { GatewayEvent } from '../model/event.js';
import { matchesPattern } from '../model/event-pattern.js';
import { EndpointCatalogue } from './endpoint-catalogue.service.js';
import { nearestType } from './filter/nearest-type.js';
import { filterVerdict } from './filter/takers.js';

/** Remembered hints, by type; forgotten with every change of an endpoint and past this many types. */
const REMEMBERED_TYPES = 1_000;
/** Names that a sentence lists at most. */
const NAMES_MAX = 3;

/** Why an endpoint does not receive an event; null: it would. */
export type Unwanted = 'event_type' | 'filter' | 'disabled' | null;

/** What one endpoint would do with an event, as the endpoint is configured now. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly unwanted: Unwanted;
}

/** Tells why events are received or not, for people who wonder where one has gone. */
@Injectable()
export class EventRouting {
  readonly #hints = new Map<string, string | null>();

  constructor(private readonly catalogue: EndpointCatalogue) {
    catalogue.changes.subscribe(() => this.#hints.clear());
  }

  /** Every endpoint that is configured now, with its verdict on the event. */
  routes(event: GatewayEvent): Route[] {
    return this.catalogue.all().map((endpoint) => ({ endpoint, unwanted: unwanted(endpoint, event) }));
  }

  /** `Did you mean job.completed?` for a type that nothing knows and that is near a known one; null otherwise. */
  typeHint(type: string): string | null {
    const known = this.#hints.get(type);
    if (known !== undefined) return known;
    const nearest = this.#isKnown(type) ? null : nearestType(type, this.#knownTypes());
    const hint = nearest === null ? null : `Did you mean ${nearest}?`;
    if (this.#hints.size >= REMEMBERED_TYPES) this.#hints.clear();
    this.#hints.set(type, hint);
    return hint;
  }

  /** Why no endpoint receives a new event of this type, in a sentence or two; its filters have refused it already. */
  unroutedHint(type: string): string {
    const wanting = this.catalogue.wanting(type);
    if (wanting.length > 0) {
      const [subscribe, filters] =
        wanting.length === 1 ? ['subscribes', 'its filter does'] : ['subscribe', 'their filters do'];
      return `${namesOf(wanting)} ${subscribe} to ${type}, but ${filters} not match this event.`;
    }
    const disabled = this.catalogue
      .all()
      .filter((endpoint) => endpoint.disabled && wantsType(endpoint, type));
    if (disabled.length > 0)
      return `${namesOf(disabled)} ${disabled.length === 1 ? 'subscribes' : 'subscribe'} to ${type}, but ${disabled.length === 1 ? 'is' : 'are'} disabled.`;
    const hint = this.typeHint(type);
    return `No endpoint subscribes to ${type}.${hint === null ? '' : ` ${hint}`}`;
  }

  #isKnown(type: string): boolean {
    return (
      KNOWN_EVENTS.includes(type) || this.catalogue.all().some((endpoint) => endpoint.events.includes(type))
    );
  }

  *#knownTypes(): Iterable<string> {
    for (const type of KNOWN_EVENTS) if (!type.startsWith('webhook.')) yield type;
    for (const { events } of this.catalogue.all())
      for (const type of events) if (!type.includes('*')) yield type;
  }
}

function unwanted(endpoint: Endpoint, event: GatewayEvent): Unwanted {
  if (!wantsType(endpoint, event.type)) return 'event_type';
  if (filterVerdict(endpoint, event) === 'blocked') return 'filter';
  return endpoint.disabled ? 'disabled' : null;
}

function wantsType({ events }: Endpoint, type: string): boolean {
  return events.some((pattern) => matchesPattern(pattern, type));
}

function namesOf(endpoints: readonly Endpoint[]): string {
  const names = endpoints.slice(0, NAMES_MAX).map(({ webhookId }) => webhookId);
  const more = endpoints.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(names.length === 2 ? ' and ' : ', ');
}
