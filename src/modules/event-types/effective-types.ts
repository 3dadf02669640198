import { BUILT_IN, unlistedType, type EventTypes } from '../../adapters/catalogue/catalogue.js';
import type { EventType } from '../model/event-type.js';
import type { DefinitionSource } from '../store/definition-store.js';
import type { EventTypeEntry } from './event-type-entry.js';

/** The source of the topmost fields of an event type. */
export type TypeSource = 'builtin' | DefinitionSource;

/** The operator's entry of one type from one source. */
export interface KnownEntry {
  readonly type: string;
  readonly source: DefinitionSource;
  readonly entry: EventTypeEntry;
  readonly revision: number;
  /** Unix ms. */
  readonly updatedAt: number;
}

/** An event type as it holds, and the entries that it is made of. */
export interface ListedType {
  readonly type: EventType;
  readonly source: TypeSource;
  readonly builtIn: boolean;
  readonly file: KnownEntry | null;
  readonly api: KnownEntry | null;
}

/**
 * Puts the catalogue together: the built-in types first, then the operator's by name. Field by field, the API's entry wins over the
 * file's, and the file's over what is built in. A type that is not built in begins as an unlisted one.
 */
export function effectiveTypes(entries: readonly KnownEntry[]): ReadonlyMap<string, ListedType> {
  const byType = Map.groupBy(entries, ({ type }) => type);
  const added = [...byType.keys()].filter((name) => !BUILT_IN.has(name)).sort();
  return new Map([...BUILT_IN.keys(), ...added].map((name) => [name, listed(name, byType.get(name) ?? [])]));
}

function listed(name: string, entries: readonly KnownEntry[]): ListedType {
  const of = (source: DefinitionSource) => entries.find((entry) => entry.source === source) ?? null;
  const [file, api] = [of('file'), of('api')];
  const type = file || api ? mergedType(name, file?.entry, api?.entry) : baseOf(name);
  return { type, source: topmost(file, api), builtIn: BUILT_IN.has(name), file, api };
}

/** Returns what a type is without any entry. */
function baseOf(name: string): EventType {
  return BUILT_IN.get(name) ?? unlistedType(name);
}

/** Lays entries over a type, the last one on top: a field that an entry leaves out keeps the value beneath. */
export function mergedType(name: string, ...entries: readonly (EventTypeEntry | undefined)[]): EventType {
  return Object.assign({}, baseOf(name), ...entries, { type: name }) as EventType;
}

function topmost(file: KnownEntry | null, api: KnownEntry | null): TypeSource {
  if (api) return 'api';
  return file ? 'file' : 'builtin';
}

/** The types alone, as adapters use them. */
export function typesOf(listedTypes: ReadonlyMap<string, ListedType>): EventTypes {
  return new Map([...listedTypes].map(([name, { type }]) => [name, type]));
}
