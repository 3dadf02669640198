import type { Definition, Secrets } from './definition.js';

/** Time for which a replaced key still signs by default, ms. */
export const OVERLAP_MS = 24 * 3_600_000;

/** Adds a replaced key that still signs to a definition. */
export function signingOn(definition: Definition, previous: NonNullable<Secrets['previous']>): Definition {
  return { ...definition, secrets: { ...definition.secrets, previous } };
}
