import type { Definition, Secrets } from './definition.js';

/** How long a key that was replaced still signs unless somebody says otherwise, ms. */
export const OVERLAP_MS = 24 * 3_600_000;

/** The endpoint with a replaced key that signs on. */
export function signingOn(definition: Definition, previous: NonNullable<Secrets['previous']>): Definition {
  return { ...definition, secrets: { ...definition.secrets, previous } };
}
