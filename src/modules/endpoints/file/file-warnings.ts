import { BUILT_IN } from '../../../adapters/catalogue/catalogue.js';
import { NAMES_ENTRY } from '../../event-types/value-names-entry.js';
import { filterWarnings } from '../filter-check/filter-warnings.js';
import { likePattern, unmatchedPatterns } from '../filter-check/pattern-warnings.js';
import type { FileEndpoint } from './config-file.js';

/**
 * Warns of endpoints of the file: URLs that look like another thing, and event types and filters that can match nothing,
 * as far as that is known without stored events.
 *
 * @param added event types that the file itself defines
 */
export function fileWarnings(endpoints: readonly FileEndpoint[], added: Iterable<string> = []): string[] {
  const known = [...new Set([...BUILT_IN.keys(), ...added])].filter((type) => type !== NAMES_ENTRY);
  return endpoints.flatMap(({ name, warnings, definition: { settings } }) => {
    const { events = null, filter } = settings;
    const patterns = unmatchedPatterns(events ?? [], known).flatMap((pattern) => {
      const meant = likePattern(pattern, known);
      return meant === null
        ? []
        : [`events: ${pattern} is no event type the gateway knows. Did you mean ${meant}?`];
    });
    const sentences = [...patterns, ...(filter ? filterWarnings(filter, events) : [])];
    return [...warnings, ...sentences.map((sentence) => `endpoint ${name}: ${sentence}`)];
  });
}
