import type { Field } from './notification/fields.js';

/** Room that a message gives to its parts, in UTF-16 units of escaped text; `fields` and `actions` are counts. */
export interface Layout {
  readonly facts: number;
  readonly message: number;
  readonly error: number;
  readonly label: number;
  readonly value: number;
  readonly fields: number;
  readonly actions: number;
  /** Longest address; longer ones are left out. */
  readonly url: number;
}

/**
 * Layouts from the message as it should be to one that is small whatever it holds. The last one's sum, with every part full
 * and every character doubled by JSON, stays below the budgets of all targets.
 */
export const LAYOUTS: readonly [Layout, ...Layout[]] = [
  { facts: 600, message: 1000, error: 2800, label: 60, value: 300, fields: 18, actions: 5, url: 3000 },
  { facts: 600, message: 600, error: 2000, label: 60, value: 140, fields: 18, actions: 5, url: 3000 },
  { facts: 400, message: 400, error: 1200, label: 40, value: 80, fields: 18, actions: 3, url: 3000 },
  { facts: 300, message: 300, error: 500, label: 40, value: 40, fields: 14, actions: 2, url: 1500 },
  { facts: 150, message: 200, error: 300, label: 30, value: 40, fields: 8, actions: 1, url: 800 },
];

/** Picks the fields a layout shows, and words how many it leaves out (empty when it shows all). */
export function shown(all: readonly Field[], layout: Layout): { fields: readonly Field[]; rest: string } {
  const left = all.length - layout.fields;
  return { fields: all.slice(0, layout.fields), rest: left > 0 ? `${left} more not shown` : '' };
}
