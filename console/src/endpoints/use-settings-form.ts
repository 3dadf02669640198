import { useState } from 'react';
import type { Endpoint } from '../api/types.ts';
import { useAdapter } from '../api/use-adapter.ts';
import { differing, keep, readKept, useKept } from '../parts/kept.ts';
import { draftOf, valuesOf, type FormValues } from './form-values.ts';
import { keptValues, withoutSecrets } from './kept-form.ts';
import { useEndpointForm } from './use-endpoint-form.ts';

/**
 * The form of an endpoint's settings. What was typed survives a reload of the tab, without secrets, and changes that somebody else
 * makes meanwhile: other fields take theirs.
 *
 * @param saving true: a change of the endpoint is the form's own
 */
export function useSettingsForm(endpoint: Endpoint, saving: boolean) {
  const key = `settings-draft:${endpoint.id}`;
  const [known, know] = useState(endpoint);
  const start = valuesOf(known);
  const [restored] = useState(() => keptChanges(key, start));
  const [clashes, setClashes] = useState<readonly string[]>([]);
  const form = useEndpointForm({ ...start, ...restored });
  const adapter = useAdapter(endpoint.adapter);
  const changes = differing(form.values, start);
  const dirty = Object.keys(changes).length > 0;
  useKept(key, dirty ? differing(withoutSecrets(form.values, undefined, adapter), start) : null);
  if (!saving && endpoint.updated_at !== known.updated_at) {
    know(endpoint);
    setClashes(clashesOf(form.values, start, valuesOf(endpoint)));
    form.setValues({ ...valuesOf(endpoint), ...changes });
  }
  return {
    form,
    /** The values of the endpoint. */
    start,
    dirty,
    /** True: the form began with what was kept. */
    isRestored: dirty && Object.keys(restored).length > 0,
    /** Fields that were typed and that somebody else changed, too. */
    clashes: dirty ? clashes : [],
    /** Tells whether the endpoint as it is now has other values in fields that were typed. */
    clashesWith: (now: Endpoint) =>
      now.updated_at !== known.updated_at && clashesOf(form.values, start, valuesOf(now)).length > 0,
    discard: () => form.setValues(start),
    forget: () => keep(key, null),
  };
}

/** Names of fields of the API that both have changed, to different values. */
function clashesOf(typed: FormValues, start: FormValues, now: FormValues): readonly string[] {
  const theirs = draftOf(now, start);
  const differing = draftOf(typed, now);
  return Object.keys(draftOf(typed, start)).filter((name) => name in theirs && name in differing);
}

/** Changes that were kept, as far as they have the form of values. */
function keptChanges(key: string, start: FormValues): Partial<FormValues> {
  const kept = keptValues(readKept(key), start) ?? start;
  return differing({ ...kept, options: { ...start.options, ...kept.options } }, start);
}
