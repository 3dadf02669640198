import type { EventType } from '../../model/event-type.js';
import { changesPhase } from '../../model/system-events.js';

/** True for an event that ends its job, or changes the phase of its incident: its message does not wait, and no newer event replaces it. */
export function isEnd({ type, ends }: Pick<EventType, 'type' | 'ends'>): boolean {
  return ends || changesPhase(type);
}
