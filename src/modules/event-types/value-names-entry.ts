import { isObject } from '../../adapters/plain-value.js';
import { nearest } from '../model/nearest.js';
import type { FieldFault } from '../model/refusal.js';
import { codeOfName, NAME_KINDS, NO_NAMES, type NameKind, type ValueNames } from '../model/value-names.js';

/** The stored entry of the names of values stands among those of the event types; this is no type that an event can have. */
export const NAMES_ENTRY = 'events:values';

/** Limits of the names of values: names of one kind, UTF-16 units of a code and of a name. */
export const NAMES_MAX = { names: 100, code: 100, name: 60 } as const;

/** The names of values, or their faults. */
export type ReadNames =
  | { readonly ok: true; readonly names: ValueNames }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Reads the names of values as API and file write them: `{platform: {rakuten_tv: 'Rakuten TV'}}`. */
export function readNames(given: unknown): ReadNames {
  if (!isTable(given)) {
    const is = given === undefined ? 'is required:' : 'is';
    const message = `values ${is} an object of names by kind and code; the kinds are ${NAME_KINDS.join(', ')}.`;
    return { ok: false, faults: [{ field: 'values', message }] };
  }
  const faults = Object.entries(given).flatMap(([kind, names]) => kindFaults(kind, names));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, names: namesOf(given) };
}

/** Reads the body of a request, `{values}`. */
export function readNamesRequest(given: unknown): ReadNames {
  const plain: Readonly<Record<string, unknown>> = isObject(given) ? given : {};
  const other = Object.keys(plain).find((name) => name !== 'values');
  if (other === undefined) return readNames(plain['values']);
  const field = other.slice(0, 64);
  return { ok: false, faults: [{ field, message: `There is no field ${field}. There is values.` }] };
}

/** Joins tables of names; for a code that several name, the later table wins. */
export function joinedNames(...tables: readonly ValueNames[]): ValueNames {
  const kinds = NAME_KINDS.filter((kind) => tables.some((table) => table[kind] !== undefined));
  if (kinds.length === 0) return NO_NAMES;
  return Object.fromEntries(
    kinds.map((kind) => [
      kind,
      Object.fromEntries(tables.flatMap((table) => Object.entries(table[kind] ?? {}))),
    ]),
  );
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !Array.isArray(value);
}

function kindFaults(kind: string, names: unknown): FieldFault[] {
  const field = `values.${kind.slice(0, 64)}`;
  if (!NAME_KINDS.includes(kind as NameKind)) {
    const meant = nearest(kind, NAME_KINDS);
    const advice = meant === null ? `The kinds are ${NAME_KINDS.join(', ')}.` : `Did you mean ${meant}?`;
    return [{ field, message: `${field} does not exist. ${advice}` }];
  }
  if (!isTable(names)) return [{ field, message: `${field} is an object of names by code.` }];
  const entries = Object.entries(names);
  if (entries.length > NAMES_MAX.names)
    return [{ field, message: `${field} has at most ${NAMES_MAX.names} names.` }];
  return entries.flatMap(([code, name]) => nameFaults(`${field}.${code.slice(0, 64)}`, code, name));
}

function nameFaults(field: string, code: string, name: unknown): FieldFault[] {
  const length = codeOfName(code).length;
  if (length === 0 || length > NAMES_MAX.code)
    return [{ field, message: `${field}: a code has 1 to ${NAMES_MAX.code} characters.` }];
  if (typeof name === 'string' && name.trim() !== '' && name.length <= NAMES_MAX.name) return [];
  return [{ field, message: `${field} is a text of 1 to ${NAMES_MAX.name} characters.` }];
}

function namesOf(given: Readonly<Record<string, unknown>>): ValueNames {
  const kinds = Object.entries(given as Record<NameKind, Readonly<Record<string, string>>>).map(
    ([kind, names]) => {
      const byCode = Object.entries(names).map(([code, name]) => [codeOfName(code), name.trim()] as const);
      return [kind, Object.fromEntries(byCode)] as const;
    },
  );
  return Object.fromEntries(kinds.filter(([, names]) => Object.keys(names).length > 0));
}
