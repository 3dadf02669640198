import type { Digest } from './digest.js';
import { matchesPattern } from './event-pattern.js';

/** Tells whether messages of an event type are gathered. */
export function gathers({ types, except }: Digest, type: string): boolean {
  const matches = (pattern: string): boolean => matchesPattern(pattern, type);
  return (types === null || types.some(matches)) && !except.some(matches);
}
