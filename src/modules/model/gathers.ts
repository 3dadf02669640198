import type { Digest } from './digest.js';
import { matchesPattern } from './event-pattern.js';
import { isExcepted } from './quiet.js';

/** Tells whether messages of an event type are gathered. */
export function gathers({ types, except }: Digest, type: string): boolean {
  const isNamed = types === null || types.some((pattern) => matchesPattern(pattern, type));
  return isNamed && !isExcepted({ except }, type);
}
