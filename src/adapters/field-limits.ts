import type { Field, Notification } from './notification.js';

/** Room that a message gives to its parts, in UTF-16 units of escaped text; `fields` is a count. */
export interface Layout {
  readonly message: number;
  readonly error: number;
  readonly label: number;
  readonly value: number;
  readonly fields: number;
}

/**
 * Layouts from the message as it should be to one that is small whatever it holds. The last one's sum, with every part full
 * and every character doubled by JSON, stays below the budgets of all targets.
 */
export const LAYOUTS: readonly [Layout, ...Layout[]] = [
  { message: 1000, error: 2800, label: 60, value: 300, fields: 18 },
  { message: 600, error: 2000, label: 60, value: 140, fields: 18 },
  { message: 400, error: 1200, label: 40, value: 80, fields: 18 },
  { message: 300, error: 500, label: 40, value: 40, fields: 14 },
  { message: 200, error: 300, label: 30, value: 40, fields: 10 },
];

/** Picks the fields a layout shows, and words how many it leaves out (empty when it shows all). */
export function shown(
  notification: Notification,
  layout: Layout,
): { fields: readonly Field[]; rest: string } {
  const left = notification.fields.length - layout.fields;
  return {
    fields: notification.fields.slice(0, layout.fields),
    rest: left > 0 ? `${left} more not shown` : '',
  };
}
