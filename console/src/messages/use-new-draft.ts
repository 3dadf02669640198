import { useState } from 'react';
import type { Adapter, Endpoint, EndpointDraft } from '../api/types.ts';
import { jsonFaults } from './json-faults.ts';
import type { Draft } from './use-draft.ts';
import { changed, requestOf, settled, valuesOf, type Changes } from './values.ts';

/** An endpoint without texts of its own: length, zone and language are as the gateway is configured. */
const NONE = valuesOf({
  message: {
    detail: '',
    title: null,
    subject: null,
    body: null,
    cause: null,
    fields: { show: null, hide: [], order: [], labels: {} },
    zone: '',
    locale: '',
    mention_on_failure: null,
    actions: null,
  } as unknown as Endpoint['message'],
  payload: 'gateway',
});

/** Holds the messages or the payload of an endpoint that is not added yet. */
export function useNewDraft(): Draft {
  const [changes, change] = useState<Changes>({});
  return {
    values: { ...NONE, ...changes },
    saved: NONE,
    changes,
    dirty: Object.keys(changes).length > 0,
    set: (name, value) => change((before) => changed(NONE, before, name, value)),
    discard: () => change({}),
    settle: (done, before) => change((now) => settled(now, done, before)),
  };
}

/** Makes the part of the request for a new endpoint that its kind of target uses; JSON that cannot be read yet is left out. */
export function newPresentation(
  draft: Draft,
  adapter: Pick<Adapter, 'presents'> | undefined,
): Pick<EndpointDraft, 'message' | 'payload'> {
  if (jsonFaults(draft).length > 0) return {};
  const { message, payload } = requestOf(draft.values, draft.changes);
  if (adapter?.presents === 'payload') return payload === undefined ? {} : { payload };
  return message === undefined ? {} : { message };
}
