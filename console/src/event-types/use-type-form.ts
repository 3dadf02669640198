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
  /** Why a field cannot be changed; null where it can. */
  readonly fixed: (name: FieldName) => string | null;
}

/** Keeps what a person writes; `type` is the type as it was when the form was opened, null for a new one. */
export function useTypeForm(name: string, type: EventType | null): TypeForm {
  const [start] = useState(() => (type ? valuesOf(type) : NEW_TYPE));
  const [values, setValues] = useState(start);
  const [reset, setReset] = useState<ReadonlySet<FieldName>>(new Set());
  const [saved] = useState(() => (type?.overrides.api ?? []) as FieldName[]);
  const [revision] = useState(type?.revision ?? 0);
  const own = ownFields(values, start, { set: saved, reset });
  return {
    name,
    values,
    revision,
    set: (field, value) => setValues((before) => ({ ...before, [field]: value })),
    own,
    reset,
    toggleReset: (field) => setReset((before) => toggled(before, field)),
    entry: entryOf(values, own),
    changed: reset.size > 0 || JSON.stringify(values) !== JSON.stringify(start),
    fixed: (field) => {
      if (reset.has(field)) return 'The built-in value, or that of the config file, returns when you save.';
      const isFixed = isReserved(name) && FIXED_OF_OWN.has(field);
      return isFixed ? 'Cannot be changed: the gateway makes these events itself.' : null;
    },
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
