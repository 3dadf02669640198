import { DIGEST_EVENT } from './digest.js';
import { EVENT_TYPE, EVENT_TYPE_MAX } from './event.js';
import { isActionEvent, isSystemEvent } from './system-events.js';

/** Tells whether a text is a pattern: `*`, all types below a word (`job.*`), or one exact type. */
export function isEventPattern(text: string): boolean {
  if (text === '*') return true;
  const type = text.endsWith('.*') ? text.slice(0, -2) : text;
  return text.length <= EVENT_TYPE_MAX && EVENT_TYPE.test(type);
}

/**
 * Tells whether a pattern matches a type. `*` matches every type but system events, digests
 * and requests of actions, which a pattern must name; `job.*`
 * matches every type below `job.` at any depth; any other pattern matches the equal type.
 */
export function matchesPattern(pattern: string, type: string): boolean {
  if (pattern === '*') return !isSystemEvent(type) && !isActionEvent(type) && type !== DIGEST_EVENT;
  return pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}
