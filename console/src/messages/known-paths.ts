import { isJsonObject } from '../api/exact-json.ts';
import type { Word } from './completion.ts';

const DEPTH_MAX = 5;
const PATHS_MAX = 300;
const DETAIL_MAX = 60;

/** Lists the paths of data with their values, then those that only the schema of the type names, with their descriptions. */
export function dataPaths(data: unknown, schema: unknown): readonly Word[] {
  const found = new Map<string, string>();
  addValue(found, data, 'data', 0);
  addSchema(found, schema, 'data', 0);
  return [...found].filter(([name]) => name !== 'data').map(([name, detail]) => ({ name, detail }));
}

/** Lists the fields of data as the choice of fields names them: `parameters.country`. */
export function fieldNames(paths: readonly Word[]): readonly string[] {
  return paths.map(({ name }) => name.replace(/^data\./, '')).filter((name) => !name.includes('['));
}

function addValue(found: Map<string, string>, value: unknown, path: string, depth: number): void {
  if (depth > DEPTH_MAX || found.size >= PATHS_MAX) return;
  found.set(path, shown(value));
  if (Array.isArray(value)) {
    if (value.length > 0) addValue(found, value[0], `${path}[0]`, depth + 1);
  } else if (isJsonObject(value))
    for (const [name, part] of Object.entries(value)) addValue(found, part, path + keyed(name), depth + 1);
}

function addSchema(found: Map<string, string>, schema: unknown, path: string, depth: number): void {
  if (depth > DEPTH_MAX || found.size >= PATHS_MAX || !isJsonObject(schema)) return;
  const { description, properties, items } = schema;
  if (!found.has(path)) found.set(path, typeof description === 'string' ? description : '');
  if (isJsonObject(properties))
    for (const [name, part] of Object.entries(properties))
      addSchema(found, part, path + keyed(name), depth + 1);
  if (items !== undefined) addSchema(found, items, `${path}[0]`, depth + 1);
}

function keyed(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

function shown(value: unknown): string {
  if (value === null) return 'empty in this event';
  if (Array.isArray(value)) return `list of ${value.length}`;
  if (isJsonObject(value)) return `${Object.keys(value).length} fields`;
  const text = String(value);
  return text.length > DETAIL_MAX ? `${text.slice(0, DETAIL_MAX - 1)}…` : text;
}
