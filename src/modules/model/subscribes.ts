import type { Endpoint } from './endpoint.js';
import { matchesPattern } from './event-pattern.js';
import { ENDPOINT_FAILING, ENDPOINT_STILL_FAILING } from './system-events.js';

/**
 * Tells whether an endpoint subscribes to an event type. What brings the message of a failing endpoint up to date goes to endpoints that
 * are told of failing ones and edit their messages; any other would get a new message a minute, so it must name the type.
 */
export function subscribes(
  { events, conversation }: Pick<Endpoint, 'events' | 'conversation'>,
  type: string,
): boolean {
  const isWanted = (wanted: string): boolean => events.some((pattern) => matchesPattern(pattern, wanted));
  if (type !== ENDPOINT_STILL_FAILING) return isWanted(type);
  return events.includes(type) || (conversation === 'live' && isWanted(ENDPOINT_FAILING));
}
