import { isoTimeOrNull } from '../model/iso-time.js';
import type { KnownEntry, ListedType } from './effective-types.js';
import type { EventTypeView } from './event-types.response.js';

/** Presents a type as it is in effect. */
export function presentType({
  type: { onMismatch, ...type },
  source,
  builtIn,
  file,
  api,
}: ListedType): EventTypeView {
  return {
    ...type,
    on_mismatch: onMismatch,
    source,
    built_in: builtIn,
    overrides: { file: namesOf(file), api: namesOf(api) },
    revision: api?.revision ?? 0,
    updated_at: isoTimeOrNull(api?.updatedAt ?? null),
  };
}

function namesOf(known: KnownEntry | null): string[] {
  return Object.keys(known?.entry ?? {}).map((name) => (name === 'onMismatch' ? 'on_mismatch' : name));
}
