import { createHash } from 'node:crypto';
import type { Endpoint } from '../../model/endpoint.js';
import { sourceOf, type EndpointSource } from '../links/button-source.js';
import type { ListenerTarget } from './button-listener.js';

/** A bot or app to listen to, with the endpoints whose buttons are heard there. */
export interface Listened {
  readonly target: ListenerTarget;
  /** The adapter of its endpoints. */
  readonly adapter: string;
  readonly endpoints: readonly Endpoint[];
}

interface Heard {
  readonly source: EndpointSource;
  readonly endpoint: Endpoint;
}

/** Groups endpoints with native buttons by where their presses are heard. The keys change with everything that a listener is made of. */
export function listenedTo(endpoints: readonly Endpoint[]): ReadonlyMap<string, Listened> {
  const heard = endpoints.flatMap((endpoint) => {
    const source = sourceOf(endpoint);
    return source === null ? [] : { source, endpoint };
  });
  const bySource = Map.groupBy(heard, ({ source }) => source.key);
  return new Map([...bySource.values()].map(listenedAs).map((one) => [idOf(one.target), one]));
}

function listenedAs(heard: readonly Heard[]): Listened {
  const { source, endpoint } = heard[0]!;
  const endpoints = heard.map((one) => one.endpoint);
  // Endpoints of one bot have one address: where the operator's own configuration names it, it is trusted.
  const trusted = endpoints.some((one) => one.trusted);
  return { target: { ...source, trusted, tls: endpoint.tls }, adapter: endpoint.adapter, endpoints };
}

function idOf(target: ListenerTarget): string {
  return createHash('sha256').update(JSON.stringify(target)).digest('hex');
}
