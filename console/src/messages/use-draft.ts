import { useMemo, useState } from 'react';
import type { Endpoint } from '../api/types.ts';
import { readKept, sameForm, useKept } from '../parts/kept.ts';
import { changed, settled, valuesOf, type Changes, type Values } from './values.ts';

/** The state of the editor. */
export interface Draft {
  readonly values: Values;
  /** The values that the endpoint has. */
  readonly saved: Values;
  readonly changes: Changes;
  readonly dirty: boolean;
  readonly set: <Name extends keyof Values>(name: Name, value: Values[Name]) => void;
  /** Takes back all changes. */
  readonly discard: () => void;
  /** Takes the saved changes out, which were made to these values; later ones of the same values stay. */
  readonly settle: (done: Changes, before: Values) => void;
}

/** Holds the changes of an endpoint's presentation. They survive a reload of the tab, not its end. */
export function useDraft(endpoint: Endpoint): Draft {
  const key = `message-draft:${endpoint.id}`;
  const saved = useMemo(() => valuesOf(endpoint), [endpoint]);
  const [changes, change] = useState(() => stored(key, saved));
  const dirty = Object.keys(changes).length > 0;
  useKept(key, dirty ? changes : null);
  return {
    values: { ...saved, ...changes },
    saved,
    changes,
    dirty,
    set: (name, value) => change((before) => changed(saved, before, name, value)),
    discard: () => change({}),
    settle: (done, before) => change((now) => settled(now, done, before)),
  };
}

/**
 * Reads the kept changes that are not saved meanwhile, as far as they have the form of values: another version of the console may
 * have kept them.
 */
function stored(key: string, saved: Values): Changes {
  const kept = Object.entries(readKept(key) ?? {});
  const usable = kept.filter(([name, value]) => sameForm(value, saved[name as keyof Values]));
  return settled(Object.fromEntries(usable), saved, saved);
}
