import { isDeepStrictEqual } from 'node:util';
import { parseJson } from '../../model/exact-json.js';
import type { Definition } from '../definitions/definition.js';

/**
 * Names the fields in which the file differs from what is stored; of a new endpoint, all that are set. A replaced key that
 * still signs is no field of the file.
 */
export function changedFields(before: Definition | null, definition: Definition): string[] {
  const [old, wanted] = [before ? fieldsOf(before) : {}, fieldsOf(definition)];
  const names = new Set([...Object.keys(wanted), ...Object.keys(old)]);
  return [...names].filter((name) => !isDeepStrictEqual(old[name], wanted[name]));
}

function fieldsOf({ adapter, settings, secrets }: Definition): Readonly<Record<string, unknown>> {
  const { previous: _previous, ...own } = secrets;
  const options = { ...settings.options, ...secrets.options };
  // Stored JSON has no undefined fields, so they count as missing.
  const stored = parseJson(JSON.stringify({ ...settings, ...own, options, adapter })) as object;
  return Object.fromEntries(Object.entries(stored).filter(([, value]) => !isDeepStrictEqual(value, {})));
}
