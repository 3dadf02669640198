import { useState } from 'react';
import { ApiError } from '../api/request.ts';
import type { EventType, EventTypeEntry, Preview } from '../api/types.ts';
import {
  entryOf,
  faultsByField,
  FIXED_OF_OWN,
  NEW_TYPE,
  ownFields,
  schemaFault,
  valuesOf,
  type EntryFault,
  type FieldName,
  type TypeValues,
} from './entry-form.ts';
import { differing, keep, readKept, sameForm, useKept } from '../parts/kept.ts';
import { isReserved } from '../parts/own-events.ts';

/** The form of one event type. */
export interface TypeForm {
  /** Name of the type. */
  readonly name: string;
  readonly values: TypeValues;
  /** Revision of the API's entry when the form was opened, 0 for none: a later one is not overwritten. */
  readonly revision: number;
  readonly set: <Name extends FieldName>(name: Name, value: TypeValues[Name]) => void;
  /** Names of the fields that the entry of the API will set. */
  readonly own: readonly FieldName[];
  /** Fields whose value of the API is taken out with the next save. */
  readonly reset: ReadonlySet<FieldName>;
  readonly toggleReset: (name: FieldName) => void;
  readonly entry: EventTypeEntry;
  readonly changed: boolean;
  /** Takes all changes back. */
  readonly discard: () => void;
  /** Keeps the changes no longer: they are saved. */
  readonly forget: () => void;
  /** Why a field cannot be changed; null where it can. */
  readonly fixed: (name: FieldName) => string | null;
}

/** Keeps what a person writes, also over a reload of the tab and the end of the session; `type` is the type as it was when the form was opened, null for a new one. */
export function useTypeForm(name: string, type: EventType | null): TypeForm {
  const [start] = useState(() => (type ? valuesOf(type) : NEW_TYPE));
  const key = `event-type-draft:${name}`;
  const [kept] = useState(() => keptChanges(readKept(key), start));
  const [values, setValues] = useState({ ...start, ...kept.values });
  const [reset, setReset] = useState<ReadonlySet<FieldName>>(new Set(kept.reset));
  const [saved] = useState(() => (type?.overrides.api ?? []) as FieldName[]);
  const [revision] = useState(type?.revision ?? 0);
  const own = ownFields(values, start, { set: saved, reset });
  const changes = differing(values, start);
  const changed = reset.size > 0 || Object.keys(changes).length > 0;
  useKept(key, changed ? { values: changes, reset: [...reset] } : null);
  return {
    name,
    values,
    revision,
    set: (field, value) => setValues((before) => ({ ...before, [field]: value })),
    own,
    reset,
    toggleReset: (field) => setReset((before) => toggled(before, field)),
    entry: entryOf(values, own),
    changed,
    discard: () => {
      setValues(start);
      setReset(new Set());
    },
    forget: () => keep(key, null),
    fixed: (field) => {
      if (reset.has(field)) return 'The built-in value, or that of the config file, returns when you save.';
      const isFixed = isReserved(name) && FIXED_OF_OWN.has(field);
      return isFixed ? 'Cannot be changed: the gateway makes these events itself.' : null;
    },
  };
}

/** Reads kept changes as far as they have the form of the fields. */
function keptChanges(
  kept: unknown,
  start: TypeValues,
): { readonly values: Partial<TypeValues>; readonly reset: readonly FieldName[] } {
  const { values, reset }: { values: object; reset: readonly string[] } = {
    values: {},
    reset: [],
    ...(kept as object | null),
  };
  const usable = Object.entries(values).filter(([field, value]) =>
    sameForm(value, start[field as FieldName]),
  );
  return {
    values: Object.fromEntries(usable),
    reset: reset.filter((field): field is FieldName => field in start),
  };
}

function toggled(names: ReadonlySet<FieldName>, name: FieldName): ReadonlySet<FieldName> {
  const next = new Set(names);
  if (!next.delete(name)) next.add(name);
  return next;
}

/** Collects the faults of the form: of the schema's text, of the preview, and of the last save. */
export function faultsOf(
  { name, values, own }: TypeForm,
  preview: Preview | undefined,
  error: Error | null,
): ReadonlyMap<string, string> {
  const shown = (preview?.faults ?? []).flatMap(({ field, message }): EntryFault[] => {
    const prefix = ['event_type.', `events.${name}.`].find((start) => field.startsWith(start));
    return prefix === undefined ? [] : [{ field: field.slice(prefix.length), message }];
  });
  const refused = error instanceof ApiError ? error.fields : [];
  const json = own.includes('schema') ? schemaFault(values.schema) : null;
  const all = [...refused, ...shown, ...(json === null ? [] : [{ field: 'schema', message: json }])];
  return faultsByField(all, values);
}
