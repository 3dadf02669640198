import { fieldOf } from './filter-values.js';
import type { Work } from './filter-work.js';

/** A value at a path. */
export interface Found {
  readonly value: unknown;
  /** The object or list that holds the value; undefined for the event itself. */
  readonly owner: unknown;
  /** Name or index of the value in its owner. */
  readonly key: string;
  /** False where the path ends early, at a null or a missing field. */
  readonly whole: boolean;
}

/** Looks at one value; true ends the scan. */
export type Visit = (found: Found) => boolean;

/** Visits values until a visit says true; returns whether one did. */
export type Source = (visit: Visit) => boolean;

export interface Step {
  readonly name: string;
  /** True where the name is also an index of a list. */
  readonly isIndex: boolean;
}

/** Parses a path with dots into steps. */
export function pathOf(path: string): readonly Step[] {
  return path.split('.').map((name) => ({ name, isIndex: !Number.isNaN(Number(name)) }));
}

/**
 * Finds the values at a path, from each value of a source. As in MongoDB, a name looks into every entry of a list, and at the
 * end of the path the entries of a list count as well as the list.
 */
export function reached(source: Source, path: readonly Step[], work: Work): Source {
  const walk = (found: Found, depth: number, visit: Visit): boolean => {
    work.step();
    const { value, whole } = found;
    const step = path[depth];
    if (Array.isArray(value) && !step?.isIndex && step?.name !== 'length') {
      const inside = entriesOf(value, whole, (entry) => walk(entry, depth, visit));
      if (inside || step !== undefined) return inside;
    }
    if (step === undefined) return visit(found);
    if (value === null || value === undefined) return visit({ ...found, whole: false });
    const next = { value: fieldOf(value, step.name), owner: value, key: step.name, whole: true };
    return walk(next, depth + 1, visit);
  };
  return (visit) => source((found) => walk(found, 0, visit));
}

/** Visits the entries of a list until a visit says true. */
export function entriesOf(list: readonly unknown[], whole: boolean, visit: Visit): boolean {
  return list.some((value, at) => visit({ value, owner: list, key: String(at), whole }));
}

/** Tells whether there is a value at the end of the path. */
export function isPresent({ value, whole }: Found): boolean {
  return whole && value !== undefined;
}

/** Tells an index behind the end of a list. */
export function isBehindList({ value, owner }: Found): boolean {
  return value === undefined && Array.isArray(owner);
}
