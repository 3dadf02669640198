import { EVENT_TYPE_MAX } from '../model/event.js';
import { isEventPattern } from '../model/event-pattern.js';
import { Malformed } from './malformed.js';
import { parseList } from './parse-list.js';
import type { Entry } from './parse-list.js';

const ACCEPTED =
  'event types such as job.completed (lower-case letters, digits and _, joined by dots, at most ' +
  `${EVENT_TYPE_MAX} characters), job.* for all below job, * for everything, separated by commas`;

/** The patterns in order, each once. */
export function parseEventPatterns(text: string): readonly string[] | Malformed {
  const patterns = parseList(text, 'entry', ACCEPTED, readPattern);
  if (patterns instanceof Malformed) return patterns;
  return patterns.length === 0 ? new Malformed(['names no event'], ACCEPTED) : [...new Set(patterns)];
}

function readPattern(entry: string): Entry<string> {
  if (isEventPattern(entry)) return { value: entry };
  if (entry.length > EVENT_TYPE_MAX) return { problem: 'is too long' };
  if (isEventPattern(entry.toLowerCase())) return { problem: `must be lower-case: ${entry.toLowerCase()}` };
  return { problem: 'is not an event type or pattern' };
}
