import { isObject } from '../../../adapters/plain-value.js';

/** Most paths that are collected. */
const PATHS_MAX = 2_000;
const DEPTH_MAX = 8;
/** Most entries of a list that are looked at. */
const ENTRIES_MAX = 20;

/** Paths of data as templates write them, with `[]` for the place in a list: `data.movies[].title`. */
export class DataPaths {
  readonly #known = new Set<string>();
  /** Paths of objects and values whose schema names no field: any field may be below them. */
  readonly #open = new Set<string>();

  /** The collected paths. */
  get known(): ReadonlySet<string> {
    return this.#known;
  }

  /** Collects the paths that a value has. */
  addValue(value: unknown, path = 'data', depth = 0): this {
    if (!this.#add(path, depth)) return this;
    if (Array.isArray(value))
      for (const entry of value.slice(0, ENTRIES_MAX)) this.addValue(entry, `${path}[]`, depth + 1);
    else if (isObject(value))
      for (const [name, part] of Object.entries(value)) this.addValue(part, path + keyed(name), depth + 1);
    return this;
  }

  /** Collects the paths that a JSON Schema names. */
  addSchema(schema: unknown, path = 'data', depth = 0): this {
    if (!this.#add(path, depth)) return this;
    if (!isObject(schema)) return this.#leaveOpen(path);
    const { properties, items } = schema;
    if (isObject(properties))
      for (const [name, part] of Object.entries(properties))
        this.addSchema(part, path + keyed(name), depth + 1);
    if (items !== undefined) this.addSchema(items, `${path}[]`, depth + 1);
    return mayHoldMore(schema) ? this.#leaveOpen(path) : this;
  }

  /** Tells whether some event may have the path: places in lists, `first`, `last` and `size` do not count. */
  has(path: string): boolean {
    const plain = plainPath(path);
    if (this.#known.has(plain)) return true;
    return [...this.#open].some((open) => plain.startsWith(`${open}.`) || plain.startsWith(`${open}[`));
  }

  #add(path: string, depth: number): boolean {
    if (depth > DEPTH_MAX || this.#known.size >= PATHS_MAX) return false;
    this.#known.add(path);
    return true;
  }

  #leaveOpen(path: string): this {
    this.#open.add(path);
    return this;
  }
}

/** Writes a path without places in lists and without what every list or text has. */
function plainPath(path: string): string {
  return path
    .replaceAll(/\[-?\d+\]/g, '[]')
    .replaceAll(/\.(?:first|last)(?=[.[]|$)/g, '[]')
    .replace(/\.size$/, '');
}

function keyed(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
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

/** Tells whether a schema describes fields elsewhere, or an object or list without naming what is in it. */
function mayHoldMore(schema: Readonly<Record<string, unknown>>): boolean {
  if (MORE.some((word) => Object.hasOwn(schema, word))) return true;
  const { properties, items, additionalProperties: more, type } = schema;
  if (isObject(more)) return true;
  const types = Array.isArray(type) ? type : [type];
  const may = (name: string): boolean => type === undefined || types.includes(name);
  return (
    (may('object') && properties === undefined && items === undefined) ||
    (may('array') && items === undefined && properties === undefined)
  );
}
