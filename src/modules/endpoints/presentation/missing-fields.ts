import { plainName } from '../../../adapters/notification/field-choice.js';
import { hasOwnPlace } from '../../../adapters/notification/fields.js';
import { isKnownPath, knownPaths } from '../../event-types/data-paths.js';
import { MISSING_MAX, type KnownData, type MissingPath } from '../../event-types/missing-paths.js';
import type { FieldChoice } from '../../model/message-options.js';
import { nearest } from '../../model/nearest.js';

/** A name with the place where the endpoint names it: `message.fields.show[0]`. */
type NamedField = readonly [field: string, name: string];

/** Finds the names of `message.fields` that are no fields: no event has them, or they have a place of their own in messages. */
export function missingFields(choice: FieldChoice, known: KnownData): MissingPath[] {
  const missing = namedFields(choice)
    .filter(([, name]) => hasOwnPlace(plainName(name)) || !isKnown(plainName(name), known))
    .slice(0, MISSING_MAX);
  if (missing.length === 0) return [];
  const fields = fieldNames(known);
  return missing.map(([field, name]) => ({
    field,
    path: name,
    message: sentence(field, name, { of: known.of, fields }),
  }));
}

/** Lists the names that the choice of an endpoint has, with their places. */
export function namedFields({ show, hide, order, labels }: FieldChoice): readonly NamedField[] {
  const lists = Object.entries({ show: show ?? [], hide, order }).flatMap(([list, names]) =>
    names.map((name, at): NamedField => [`message.fields.${list}[${at}]`, name]),
  );
  return [
    ...lists,
    ...Object.keys(labels).map((name): NamedField => [`message.fields.labels.${name}`, name]),
  ];
}

/** True where an event may have the name at its top or among its parameters: fields are made of these alone. */
function isKnown(name: string, known: KnownData): boolean {
  return [[name], ['parameters', name]].some((keys) => isKnownPath(keys, known));
}

function fieldNames({ schemas, values }: KnownData): readonly string[] {
  return [...knownPaths(schemas, values)].flatMap((path) => {
    const [, name] = /^data\.(?:parameters\.)?([^.[]+)$/.exec(path) ?? [];
    return name === undefined || hasOwnPlace(name) ? [] : [name];
  });
}

function sentence(
  field: string,
  name: string,
  { of, fields }: { readonly of: string; readonly fields: readonly string[] },
): string {
  if (hasOwnPlace(plainName(name))) return `${name} is no field: it has a place of its own in messages.`;
  const effect = field.startsWith('message.fields.show') ? 'nothing is shown' : 'it has no effect';
  const near = nearest(plainName(name), fields);
  return `No known ${of} has the field ${name}: ${effect}.${near === null ? '' : ` Did you mean ${near}?`}`;
}
