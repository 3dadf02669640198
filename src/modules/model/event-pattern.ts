import { EVENT_TYPE, EVENT_TYPE_MAX } from './event.js';
import { isSystemEvent } from './system-events.js';

/** `*`, everything below a word (`job.*`), or one exact event type. */
export function isEventPattern(text: string): boolean {
  if (text === '*') return true;
  const type = text.endsWith('.*') ? text.slice(0, -2) : text;
  return text.length <= EVENT_TYPE_MAX && EVENT_TYPE.test(type);
}

/**
 * `*` matches every type but those of the system's own events, which are wanted where they are named; `job.*` every type below `job.` at any depth,
 * anything else itself.
 */
export function matchesPattern(pattern: string, type: string): boolean {
  if (pattern === '*') return !isSystemEvent(type);
  return pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}
