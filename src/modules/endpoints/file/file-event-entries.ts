import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { BUILT_IN } from '../../../adapters/catalogue/catalogue.js';
import { OWN_VARIABLES } from '../../config/file-twins.js';
import type { Variables } from '../../config/read-environment.js';
import { ENTRIES_MAX, readEntry, typeNameFault } from '../../event-types/event-type-entry.js';
import type { FileEntries } from '../../event-types/file-event-types.service.js';
import { NAMES_ENTRY, readNames } from '../../event-types/value-names-entry.js';
import { interpolate } from './interpolate.js';
import type { YamlFile } from './yaml-file.js';

/** The key of the names of values among the event types. */
const NAMES_KEY = 'values';

/** The part `events:` of the file, or its faults with their lines. */
export interface FileEvents {
  readonly entries: FileEntries;
  readonly faults: readonly string[];
}

/** Reads `events:`, a map of event types and the fields that are set for them, and of `values`, the names of values. `${NAME}` is filled outside of schemas. */
export function fileEvents({ map, values, lineOf }: YamlFile, variables: Variables): FileEvents {
  const node: unknown = map?.get('events', true);
  const entries = new Map<string, object>();
  if (node === undefined || (isScalar(node) && node.value === null)) return { entries, faults: [] };
  if (!isMap(node))
    return {
      entries,
      faults: [`line ${lineOf(node)}: events must be a map of event types and their fields.`],
    };
  if (node.items.length > ENTRIES_MAX)
    return { entries, faults: [`line ${lineOf(node)}: events has at most ${ENTRIES_MAX} types.`] };
  const given = values['events'] as Readonly<Record<string, unknown>>;
  const faults = node.items.flatMap(({ key, value }) => {
    const type = isScalar(key) ? String(key.value) : String(key);
    if (type === NAMES_KEY) return namesFaults(given[type], variables, entries, `line ${lineOf(key)}: `);
    const place = (at: unknown) => `line ${lineOf(at)}: event type ${type.slice(0, 64)}: `;
    const named = typeNameFault(type, BUILT_IN);
    if (named !== null) return [place(key) + named];
    const { entry, faults: unset } = filled(given[type], variables);
    const read = readEntry(type, entry);
    const found = read.ok ? [] : read.faults;
    if (read.ok && unset.length === 0) entries.set(type, entry as object);
    return [
      ...unset.map((sentence) => place(key) + sentence),
      ...found.map(({ field, message }) => place(isMap(value) ? fieldNode(value, field) : key) + message),
    ];
  });
  return { entries, faults };
}

/** Reads the names of values into the entries and returns what is wrong with them, as sentences. */
function namesFaults(
  given: unknown,
  variables: Variables,
  entries: Map<string, object>,
  place: string,
): string[] {
  if (given === null) return [];
  const { entry, faults: unset } = filled(given, variables);
  const read = readNames(entry);
  if (read.ok && unset.length === 0 && Object.keys(read.names).length > 0)
    entries.set(NAMES_ENTRY, read.names);
  const sentences = read.ok ? [] : read.faults.map(({ message }) => `events.${message}`);
  return [...unset, ...sentences].map((sentence) => place + sentence);
}

/** The node of the place of a fault, as far down as there is one: of `actions[1].url` the key `url`, of `facts[1]` the text. */
function fieldNode(map: YAMLMap, field: string): unknown {
  let [node, inside]: [unknown, unknown] = [map, map];
  for (const step of field.split(/[.[\]]+/).filter(Boolean)) {
    const pair = isMap(inside)
      ? inside.items.find(({ key }) => isScalar(key) && String(key.value) === step)
      : undefined;
    const next: unknown = isSeq(inside) ? inside.items[Number(step)] : pair?.value;
    if (next === undefined && pair === undefined) break;
    [node, inside] = [pair?.key ?? next, next];
  }
  return node;
}

function filled(
  entry: unknown,
  variables: Variables,
): { readonly entry: unknown; readonly faults: readonly string[] } {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return { entry, faults: [] };
  const { schema, ...texts } = entry as Record<string, unknown>;
  const { value, missing, refused } = interpolate(texts, variables, OWN_VARIABLES);
  const faults = [
    ...[...missing].map((variable) => `the variable ${variable} is not set.`),
    ...[...refused].map(
      (variable) =>
        `\${${variable}} is a setting of the gateway itself, which event types cannot use. Accepted: another variable.`,
    ),
  ];
  return { entry: schema === undefined ? value : { ...(value as object), schema }, faults };
}
