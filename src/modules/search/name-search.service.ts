import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { EventCatalogue } from '../event-types/event-catalogue.service.js';
import { namesOf } from '../history/endpoint-names.service.js';
import type { Endpoint } from '../model/endpoint.js';
import { HITS_MAX } from './id-search.service.js';

/** An event type by its name and what people call it. */
export interface NamedType {
  readonly type: string;
  readonly headline: string;
}

/** Finds endpoints by a part of their name, id or host, and event types by a part of their name or headline. */
@Injectable()
export class NameSearch {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly types: EventCatalogue,
  ) {}

  endpoints(text: string): Endpoint[] {
    return best(this.catalogue.all(), text, namesOf);
  }

  eventTypes(text: string): NamedType[] {
    const known = [...this.types.types.values()].map(({ type, headline }) => ({ type, headline }));
    return best(known, text, ({ type, headline }) => [type, headline]);
  }
}

/** Picks the objects with a name that contains the text; those with a name that begins with it come first. */
export function best<T>(things: readonly T[], text: string, names: (thing: T) => readonly string[]): T[] {
  const wanted = text.toLowerCase();
  const rank = (thing: T): number => {
    const places = names(thing)
      .map((name) => name.toLowerCase().indexOf(wanted))
      .filter((at) => at >= 0);
    return places.length === 0 ? Infinity : Math.min(1, ...places);
  };
  return things
    .map((thing) => ({ thing, rank: rank(thing) }))
    .filter((one) => one.rank < Infinity)
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, HITS_MAX)
    .map(({ thing }) => thing);
}
