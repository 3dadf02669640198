import type { Operation } from '../api/types.ts';

/** Tells whether the outcome may still change. */
export function isOpen({ state, outcome }: Pick<Operation, 'state' | 'outcome'>): boolean {
  return state === 'running' || (outcome !== null && outcome.pending + outcome.held > 0);
}
