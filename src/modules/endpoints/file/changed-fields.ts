import { isDeepStrictEqual } from 'node:util';
import { parseJson } from '../../model/exact-json.js';
import type { Definition } from '../definitions/definition.js';

/**
 * The fields in which the file says something else of an endpoint than what is stored, by the names they have in the
 * file; of a new endpoint all that are set. A replaced key that signs on is none of the file's.
 */
export function changedFields(before: Definition | null, definition: Definition): string[] {
  const [old, wanted] = [before ? fieldsOf(before) : {}, fieldsOf(definition)];
  const names = new Set([...Object.keys(wanted), ...Object.keys(old)]);
  return [...names].filter((name) => !isDeepStrictEqual(old[name], wanted[name]));
}

function fieldsOf({ adapter, settings, secrets }: Definition): Readonly<Record<string, unknown>> {
  const { previous: _previous, ...own } = secrets;
  const options = { ...settings.options, ...secrets.options };
  // What is left out and what is undefined are the same once they were stored.
  const stored = parseJson(JSON.stringify({ ...settings, ...own, options, adapter })) as object;
  return Object.fromEntries(Object.entries(stored).filter(([, value]) => !isDeepStrictEqual(value, {})));
}
