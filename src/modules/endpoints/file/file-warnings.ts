import { KNOWN_EVENTS } from '../../../adapters/event-kinds.js';
import { filterWarnings } from '../filter-check/filter-warnings.js';
import { likePattern, unmatchedPatterns } from '../filter-check/pattern-warnings.js';
import type { FileEndpoint } from './config-file.js';

/** Sentences about event types and filters of the file that can match nothing, as far as no stored events are needed. */
export function fileWarnings(endpoints: readonly FileEndpoint[]): string[] {
  return endpoints.flatMap(({ name, definition: { settings } }) => {
    const { events = null, filter } = settings;
    const patterns = unmatchedPatterns(events ?? [], KNOWN_EVENTS).flatMap((pattern) => {
      const meant = likePattern(pattern, KNOWN_EVENTS);
      return meant === null
        ? []
        : [`events: ${pattern} is no event type the gateway knows. Did you mean ${meant}?`];
    });
    const sentences = [...patterns, ...(filter ? filterWarnings(filter, events) : [])];
    return sentences.map((sentence) => `endpoint ${name}: ${sentence}`);
  });
}
