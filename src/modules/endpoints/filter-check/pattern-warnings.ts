import { matchesPattern } from '../../model/event-pattern.js';
import { nearest } from '../../model/nearest.js';
import { nearestType } from '../filter/nearest-type.js';

/** Selects the patterns that match none of the types. */
export function unmatchedPatterns(patterns: readonly string[], types: Iterable<string>): string[] {
  const known = [...types];
  return patterns.filter(
    (pattern) => pattern !== '*' && !known.some((type) => matchesPattern(pattern, type)),
  );
}

/** Warns of a pattern that matches neither a known nor a stored type. */
export function patternWarning(pattern: string, types: Iterable<string>): string {
  const meant = likePattern(pattern, types);
  const suggestion = meant === null ? '' : ` Did you mean ${meant}?`;
  return `events: no stored event has a type that matches ${pattern}, and the gateway knows no such type.${suggestion}`;
}

/** Finds the known pattern or type that a pattern without a match most likely means. */
export function likePattern(pattern: string, types: Iterable<string>): string | null {
  return pattern.endsWith('.*') ? likeFamily(pattern, types) : nearestType(pattern, types);
}

/** Finds the family that is meant: `jobs.*` → `job.*`. */
function likeFamily(pattern: string, types: Iterable<string>): string | null {
  const families = new Set([...types].map((type) => type.slice(0, Math.max(0, type.lastIndexOf('.')))));
  families.delete('');
  const meant = nearest(pattern.slice(0, -2), families);
  return meant === null ? null : `${meant}.*`;
}
