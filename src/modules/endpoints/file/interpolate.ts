import type { Variables } from '../../config/read-environment.js';
import { isExactNumber } from '../../model/exact-number.js';

export interface Interpolated {
  readonly value: unknown;
  readonly missing: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
}

/** `${NAME}`; a second dollar sign before it makes it plain text. */
const PLACE = /\$?\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * Fills `${NAME}` in every text of a value; keys stay as they are.
 *
 * @param own names that are refused: the gateway's own settings
 * @returns the value; the names that are not set; the names that are refused
 */
export function interpolate(
  value: unknown,
  variables: Variables,
  own: ReadonlySet<string> = new Set(),
): Interpolated {
  const missing = new Set<string>();
  const refused = new Set<string>();
  const fill = (text: string): string =>
    text.replaceAll(PLACE, (place, name: string) => {
      if (place.startsWith('$$')) return place.slice(1);
      if (own.has(name)) {
        refused.add(name);
        return '';
      }
      const filled = Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (filled === undefined) missing.add(name);
      return filled ?? '';
    });
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return fill(part);
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null || isExactNumber(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]));
  };
  return { value: walk(value), missing, refused };
}
