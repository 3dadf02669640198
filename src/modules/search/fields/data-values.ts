import { isPlain } from '../../endpoints/definitions/field-rules.js';
import { printStep } from '../../history/language/print-step.js';
import { isExactNumber } from '../../model/exact-number.js';
import { MASK } from '../../model/mask.js';

const DEPTH_MAX = 6;
const PATHS_MAX = 200;
const WIDTH_MAX = 100;
const VALUES_MAX = 8;
const VALUE_LENGTH_MAX = 40;

/** A path of data as the query language writes it, and values that it had, the newest first. */
export interface DataPath {
  readonly path: string;
  readonly description: string;
  readonly values: readonly string[];
}

interface Found {
  description: string;
  readonly values: Set<string>;
}

/** Lists the paths of plain values: those that data of events has, then those that only schemas name. */
export function dataPaths(samples: readonly unknown[], schemas: readonly unknown[]): DataPath[] {
  const found = new Map<string, Found>();
  for (const sample of samples) addValue(found, sample, 'data', 0);
  for (const schema of schemas) addSchema(found, schema, 'data', 0);
  return [...found].map(([path, { description, values }]) => ({ path, description, values: [...values] }));
}

function at(found: Map<string, Found>, path: string): Found | null {
  const known = found.get(path);
  if (known || found.size >= PATHS_MAX) return known ?? null;
  const made = { description: '', values: new Set<string>() };
  found.set(path, made);
  return made;
}

function addValue(found: Map<string, Found>, value: unknown, path: string, depth: number): void {
  if (depth > DEPTH_MAX) return;
  if (Array.isArray(value)) {
    // A condition on a list holds for any of its plain values; of objects, the first stands for all.
    const [first] = value as unknown[];
    if (isPlain(first)) addValue(found, first, `${path}[0]`, depth + 1);
    else for (const entry of value.slice(0, VALUES_MAX)) addPlain(found, entry, path);
  } else if (isPlain(value)) {
    for (const [name, part] of Object.entries(value).slice(0, WIDTH_MAX))
      if (isPath(name)) addValue(found, part, path + printStep(name), depth + 1);
  } else addPlain(found, value, path);
}

function addPlain(found: Map<string, Found>, value: unknown, path: string): void {
  // A masked field is no field of queries.
  if (path === 'data' || value === MASK || (typeof value === 'object' && !isExactNumber(value))) return;
  const known = at(found, path);
  const text = isExactNumber(value) ? value.rawJSON : String(value);
  if (known && known.values.size < VALUES_MAX && text !== '' && text.length <= VALUE_LENGTH_MAX)
    known.values.add(text);
}

function addSchema(found: Map<string, Found>, schema: unknown, path: string, depth: number): void {
  if (depth > DEPTH_MAX || !isPlain(schema)) return;
  const { description, properties, items, enum: choices } = schema;
  if (isPlain(properties)) {
    for (const [name, part] of Object.entries(properties).slice(0, WIDTH_MAX))
      if (isPath(name)) addSchema(found, part, path + printStep(name), depth + 1);
  } else if (isPlain(items)) {
    addSchema(found, items, isPlain(items['properties']) ? `${path}[0]` : path, depth + 1);
  } else if (path !== 'data') {
    const known = at(found, path);
    if (!known) return;
    if (typeof description === 'string' && known.description === '') known.description = description;
    if (Array.isArray(choices))
      for (const choice of choices.slice(0, VALUES_MAX)) addPlain(found, choice, path);
  }
}

/** Keys that the query language can write. */
const isPath = (name: string): boolean => !/["\\]/.test(name) && name.length <= 60;
