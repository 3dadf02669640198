import { isPlain } from '../definitions/field-rules.js';

/** Values of one level that are looked at: lists of stored events may be long. */
const WIDTH_MAX = 20;
/** Deepest level, and most paths, that {@link knownPaths} lists. */
const DEPTH_MAX = 6;
const PATHS_MAX = 500;
/** Keys that templates read of lists and texts, beside places. */
const OF_LISTS: ReadonlySet<string> = new Set(['first', 'last', 'size']);

/** Reads the keys of a template's path below `data`; a place in a list is null: `data.movies[0].title` → `movies`, null, `title`. */
export function keysOf(path: string): readonly (string | null)[] {
  return [...path.slice('data'.length).matchAll(/\.([^.[]+)|\[("(?:[^"\\]|\\.)*")\]|\[[^\]]*\]/gs)].map(
    ([, name, quoted]) => name ?? (quoted === undefined ? null : (JSON.parse(quoted) as string)),
  );
}

/** True where data that keeps to a JSON Schema may have a value at these keys, further fields of the described objects left out. */
export function mayReach(schema: unknown, keys: readonly (string | null)[]): boolean {
  const [key, ...rest] = keys;
  if (key === undefined || !isPlain(schema)) return true;
  const { properties, items } = schema;
  // Texts and objects have a size too.
  if (key === 'size' && rest.length === 0) return true;
  if (key === null || (OF_LISTS.has(key) && !has(properties, key)))
    return items === undefined ? isOpen(schema) : mayReach(items, rest);
  if (has(properties, key)) return mayReach(properties[key], rest);
  return properties === undefined && items === undefined && isOpen(schema);
}

/** True for a schema that does not say which fields or entries there are: any object, a reference, a choice of schemas. */
function isOpen({ type, properties }: Readonly<Record<string, unknown>>): boolean {
  if (properties !== undefined) return false;
  const types = type === undefined ? ['object'] : [type].flat();
  return types.includes('object') || types.includes('array');
}

/** True where a value has another value at these keys. */
export function occursIn(value: unknown, keys: readonly (string | null)[]): boolean {
  let found: readonly unknown[] = [value];
  for (const key of keys) {
    found = found.flatMap((one) => below(one, key)).slice(0, WIDTH_MAX);
    if (found.length === 0) return false;
  }
  return true;
}

function below(value: unknown, key: string | null): readonly unknown[] {
  if (Array.isArray(value)) {
    if (key === 'size') return [value.length];
    const entries: readonly unknown[] = value.slice(0, WIDTH_MAX);
    return key === null || OF_LISTS.has(key) ? entries : [];
  }
  if (key === 'size' && typeof value === 'string') return [value.length];
  return key !== null && has(value, key) ? [value[key]] : [];
}

/** Lists the paths that JSON Schemas describe: `data.parameters.country`. */
export function knownPaths(schemas: readonly unknown[]): readonly string[] {
  const paths = new Set<string>();
  const collect = (schema: unknown, path: string, depth: number): void => {
    if (!isPlain(schema) || depth > DEPTH_MAX) return;
    collect(schema['items'], path, depth + 1);
    const { properties } = schema;
    for (const [name, part] of isPlain(properties) ? Object.entries(properties) : []) {
      if (paths.size >= PATHS_MAX) return;
      paths.add(`${path}.${name}`);
      collect(part, `${path}.${name}`, depth + 1);
    }
  };
  for (const schema of schemas) collect(schema, 'data', 0);
  return [...paths];
}

function has(value: unknown, key: string): value is Readonly<Record<string, unknown>> {
  return isPlain(value) && Object.hasOwn(value, key);
}
