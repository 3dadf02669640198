import type { Variables } from '../../config/read-environment.js';

/** `${NAME}`; a second dollar sign before it makes it plain text. */
const PLACE = /\$?\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Fills `${NAME}` in every text of a value, keys left alone, and says which variables are not set. */
export function interpolate(
  value: unknown,
  variables: Variables,
): { readonly value: unknown; readonly missing: ReadonlySet<string> } {
  const missing = new Set<string>();
  const fill = (text: string): string =>
    text.replaceAll(PLACE, (place, name: string) => {
      if (place.startsWith('$$')) return place.slice(1);
      const filled = variables[name];
      if (filled === undefined) missing.add(name);
      return filled ?? '';
    });
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return fill(part);
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]));
  };
  return { value: walk(value), missing };
}
