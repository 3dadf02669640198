import { isObject } from '../../adapters/plain-value.js';

/** Values of one level that are looked at: lists of stored events may be long. */
const WIDTH_MAX = 100;
/** Deepest level, and most paths, that {@link knownPaths} lists. */
const DEPTH_MAX = 8;
const PATHS_MAX = 500;
/** Keys that templates read of lists, beside places. */
const OF_LISTS: ReadonlySet<string> = new Set(['first', 'last']);

/** A key of a path; null stands for a place in a list and for a key that the template computes. */
type Key = string | null;

/** Reads the keys of a template's path below `data`: `data.movies[0].title` → `movies`, null, `title`. */
export function keysOf(path: string): readonly Key[] {
  return [...path.slice('data'.length).matchAll(/\.([^.[]+)|\[("(?:[^"\\]|\\.)*")\]|\[[^\]]*\]/gs)].map(
    ([, name, quoted]) => name ?? (quoted === undefined ? null : (JSON.parse(quoted) as string)),
  );
}

/** True where data that keeps to a JSON Schema may have a value at these keys, further fields of the described objects left out. */
export function mayReach(schema: unknown, keys: readonly Key[]): boolean {
  const [key, ...rest] = keys;
  if (key === undefined || !isObject(schema) || isSize(key, rest)) return true;
  const { properties, items } = schema;
  if (key !== null && has(properties, key)) return mayReach(properties[key], rest);
  if (key !== null && requires(schema, key)) return true;
  if (mayHoldMore(schema)) return true;
  if (key !== null && !OF_LISTS.has(key)) return false;
  const fields = key === null && isObject(properties) ? Object.values(properties) : [];
  return [...fields, ...(items === undefined ? [] : [items])].some((part) => mayReach(part, rest));
}

/** Tells whether a schema demands a field, whether it describes it or not. */
function requires({ required }: Readonly<Record<string, unknown>>, key: string): boolean {
  return Array.isArray(required) && required.includes(key);
}

/** Keywords by which a schema takes fields that `properties` does not name. */
const MORE = [
  '$ref',
  'allOf',
  'anyOf',
  'oneOf',
  'if',
  'patternProperties',
  'prefixItems',
  'dependentSchemas',
];

/** Tells whether a schema describes fields elsewhere, or is of any object or list without saying what is in it. */
function mayHoldMore(schema: Readonly<Record<string, unknown>>): boolean {
  if (MORE.some((word) => Object.hasOwn(schema, word))) return true;
  const { properties, items, additionalProperties: more, type } = schema;
  if (isObject(more)) return true;
  if (properties !== undefined || items !== undefined) return false;
  const types = type === undefined ? ['object'] : [type].flat();
  return types.includes('object') || types.includes('array');
}

/** True where data that keeps to one of the schemas may have a value at these keys, or one of the values has one. */
export function isKnownPath(
  keys: readonly Key[],
  { schemas, values }: { readonly schemas: readonly unknown[]; readonly values: readonly unknown[] },
): boolean {
  return schemas.some((schema) => mayReach(schema, keys)) || values.some((value) => occursIn(value, keys));
}

/** True where a value has another value at these keys. */
export function occursIn(value: unknown, keys: readonly Key[]): boolean {
  let found: readonly unknown[] = [value];
  for (const [at, key] of keys.entries()) {
    if (isSize(key, keys.slice(at + 1)) && found.some((one) => hasSize(one))) return true;
    found = found.flatMap((one) => below(one, key)).slice(0, WIDTH_MAX);
    if (found.length === 0) return false;
  }
  return true;
}

function below(value: unknown, key: Key): readonly unknown[] {
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value.slice(0, WIDTH_MAX);
    return key === null || OF_LISTS.has(key) ? entries : [];
  }
  if (key === null) return isObject(value) ? Object.values(value).slice(0, WIDTH_MAX) : [];
  return has(value, key) ? [value[key]] : [];
}

/** True for the key by which templates read how long a list, an object or a text is. */
function isSize(key: Key, rest: readonly Key[]): boolean {
  return key === 'size' && rest.length === 0;
}

function hasSize(value: unknown): boolean {
  return typeof value === 'string' || Array.isArray(value) || isObject(value);
}

/** Lists paths that JSON Schemas describe or that values have, up to a number: `data.movies[].title`. */
export function knownPaths(schemas: readonly unknown[], values: readonly unknown[]): ReadonlySet<string> {
  const paths = new Set<string>();
  const add = (path: string, depth: number): boolean => {
    if (depth > DEPTH_MAX || paths.size >= PATHS_MAX) return false;
    paths.add(path);
    return true;
  };
  const addSchema = (schema: unknown, path: string, depth: number): void => {
    if (!add(path, depth) || !isObject(schema)) return;
    const { properties, required, items } = schema;
    for (const [name, part] of fieldsOf(properties)) addSchema(part, path + keyed(name), depth + 1);
    for (const name of listOf(required)) if (typeof name === 'string') add(path + keyed(name), depth + 1);
    if (items !== undefined) addSchema(items, `${path}[]`, depth + 1);
  };
  const addValue = (value: unknown, path: string, depth: number): void => {
    if (!add(path, depth)) return;
    for (const [name, part] of fieldsOf(value)) addValue(part, path + keyed(name), depth + 1);
    if (Array.isArray(value))
      for (const entry of value.slice(0, WIDTH_MAX)) addValue(entry, `${path}[]`, depth + 1);
  };
  for (const schema of schemas) addSchema(schema, 'data', 0);
  for (const value of values) addValue(value, 'data', 0);
  return paths;
}

function fieldsOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value).slice(0, PATHS_MAX) : [];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, PATHS_MAX) : [];
}

function keyed(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

function has(value: unknown, key: string): value is Readonly<Record<string, unknown>> {
  return isObject(value) && Object.hasOwn(value, key);
}
