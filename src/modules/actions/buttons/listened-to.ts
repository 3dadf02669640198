import { createHash } from 'node:crypto';
import type { Endpoint } from '../../model/endpoint.js';
import { sourceOf } from '../links/button-source.js';
import type { ListenerTarget } from './button-listener.js';

/** A bot or app to listen to, with the endpoints whose buttons are heard there. */
export interface Listened {
  readonly target: ListenerTarget;
  /** The adapter of its endpoints. */
  readonly adapter: string;
  readonly endpoints: readonly Endpoint[];
}

/** Groups endpoints with native buttons by where their presses are heard. The keys change with everything that a listener is made of. */
export function listenedTo(endpoints: readonly Endpoint[]): ReadonlyMap<string, Listened> {
  const bySource = new Map<string, Listened>();
  for (const endpoint of endpoints) {
    const source = sourceOf(endpoint);
    if (source === null) continue;
    const known = bySource.get(source.key);
    const { trusted, tls, adapter } = endpoint;
    // Endpoints of one bot have one address: where the operator's own configuration names it, it is trusted.
    const target = {
      ...source,
      trusted: trusted || known?.target.trusted === true,
      tls: known ? known.target.tls : tls,
    };
    bySource.set(source.key, { target, adapter, endpoints: [...(known?.endpoints ?? []), endpoint] });
  }
  return new Map([...bySource.values()].map((one) => [idOf(one.target), one]));
}

function idOf(target: ListenerTarget): string {
  return createHash('sha256').update(JSON.stringify(target)).digest('hex');
}
