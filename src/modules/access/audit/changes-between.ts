/** A field whose value changed: the values, or that a secret did. */
export type FieldChange = { readonly from: unknown; readonly to: unknown } | 'changed';

/** The part of an audit entry that says what changed. */
export type Changes = { readonly changes: Readonly<Record<string, FieldChange>> };

/** Fields that are noted, and characters of one value as JSON, at most. */
const FIELDS_MAX = 40;
const VALUE_MAX = 500;

/**
 * Compares two views of a resource for its audit entry, field by field. Views are what the API answers, so they contain no
 * secret.
 *
 * @param fields the fields to compare, all where they are left out
 * @param hiding those of `fields` that views show without their secrets: noted as `changed` where the views agree
 */
export function changesBetween(
  before: object,
  after: object,
  fields: readonly string[] = [...new Set([...Object.keys(before), ...Object.keys(after)])],
  hiding: readonly string[] = [],
): Changes {
  const noted = fields.flatMap((name): [string, FieldChange][] => {
    const [from, to] = [valueOf(before, name), valueOf(after, name)];
    if (JSON.stringify(from) !== JSON.stringify(to))
      return [[name, { from: shortened(from), to: shortened(to) }]];
    return hiding.includes(name) ? [[name, 'changed']] : [];
  });
  return { changes: Object.fromEntries(noted.slice(0, FIELDS_MAX)) };
}

/** Names of the fields of a request that were sent. */
export function sentFields(request: object): string[] {
  return Object.entries(request).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

function valueOf(view: object, name: string): unknown {
  return (Object.hasOwn(view, name) ? Reflect.get(view, name) : null) ?? null;
}

/** A value as it is noted: cut where it is long. */
function shortened(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text.length <= VALUE_MAX ? value : `${text.slice(0, VALUE_MAX)}…`;
}
