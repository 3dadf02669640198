import { Injectable } from '@nestjs/common';
import { EventCatalogue } from '../event-types/event-catalogue.service.js';
import { BoundedCache } from '../model/bounded-cache.js';
import type { Endpoint } from '../model/endpoint.js';
import type { GatewayEvent } from '../model/event.js';
import { subscribes } from '../model/subscribes.js';
import { isOwnEvent } from '../model/system-events.js';
import { EndpointCatalogue } from './endpoint-catalogue.service.js';
import { nearestType } from './filter/nearest-type.js';
import { filterVerdict } from './filter/subscribers.js';

/** Hints that are remembered, by type; every change of an endpoint forgets them. */
const REMEMBERED_TYPES = 1_000;
/** Names in one sentence, at most. */
const NAMES_MAX = 3;

/** Why an endpoint does not receive an event; null where it does. */
export type Unwanted = 'event_type' | 'filter' | 'disabled' | null;

/** The verdict of one endpoint, as it is configured now, on an event. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly unwanted: Unwanted;
}

/** Explains which endpoints receive an event, and why others do not. */
@Injectable()
export class EventRouting {
  readonly #hints = new BoundedCache<string, string | null>(REMEMBERED_TYPES, (type) => this.#hint(type));

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly types: EventCatalogue,
  ) {
    catalogue.changes.subscribe(() => this.#hints.clear());
    types.changes.subscribe(() => this.#hints.clear());
  }

  /** Lists every configured endpoint with its verdict on the event. */
  routes(event: GatewayEvent): Route[] {
    return this.catalogue.all().map((endpoint) => ({ endpoint, unwanted: unwanted(endpoint, event) }));
  }

  /** Suggests a known type (`Did you mean job.completed?`) for an unknown one; null where none is near. */
  typeHint(type: string): string | null {
    return this.#hints.get(type);
  }

  /** Explains in a sentence or two why no endpoint receives a new event of this type; the filters have refused it already. */
  unroutedHint(type: string): string {
    const wanting = this.catalogue.subscribedTo(type);
    if (wanting.length > 0) {
      const [subscribe, filters] =
        wanting.length === 1 ? ['subscribes', 'its filter does'] : ['subscribe', 'their filters do'];
      return `${namesOf(wanting)} ${subscribe} to ${type}, but ${filters} not match this event.`;
    }
    const disabled = this.catalogue
      .all()
      .filter((endpoint) => endpoint.disabled && subscribes(endpoint, type));
    if (disabled.length > 0)
      return `${namesOf(disabled)} ${disabled.length === 1 ? 'subscribes' : 'subscribe'} to ${type}, but ${disabled.length === 1 ? 'is' : 'are'} disabled.`;
    const hint = this.typeHint(type);
    return `No endpoint subscribes to ${type}.${hint === null ? '' : ` ${hint}`}`;
  }

  #hint(type: string): string | null {
    const nearest = this.#isKnown(type) ? null : nearestType(type, this.#knownTypes());
    return nearest === null ? null : `Did you mean ${nearest}?`;
  }

  #isKnown(type: string): boolean {
    return (
      this.types.find(type) !== undefined ||
      this.catalogue.all().some((endpoint) => endpoint.events.includes(type))
    );
  }

  *#knownTypes(): Iterable<string> {
    for (const type of this.types.types.keys()) if (!isOwnEvent(type)) yield type;
    for (const { events } of this.catalogue.all())
      for (const type of events) if (!type.includes('*')) yield type;
  }
}

function unwanted(endpoint: Endpoint, event: GatewayEvent): Unwanted {
  if (!subscribes(endpoint, event.type)) return 'event_type';
  if (filterVerdict(endpoint, event) === 'blocked') return 'filter';
  return endpoint.disabled ? 'disabled' : null;
}

function namesOf(endpoints: readonly Endpoint[]): string {
  const names = endpoints.slice(0, NAMES_MAX).map(({ webhookId }) => webhookId);
  const more = endpoints.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(names.length === 2 ? ' and ' : ', ');
}
