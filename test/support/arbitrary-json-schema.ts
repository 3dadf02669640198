import fc from 'fast-check';
import { getOrMake } from '../../src/modules/model/get-or-make.js';
import type { Json } from './api-description.js';
import { anyChar } from './any-char.js';

const TEXT_MAX = 60;
const LIST_MAX = 4;
const WHOLE_MAX = 1_000_000;
/** Values of any form, and names of properties: to make such an arbitrary takes far longer than to draw from it. */
const ANY = fc.jsonValue({ maxDepth: 2 });
const ANY_DEEPER = fc.jsonValue({ maxDepth: 3 });
const NAME = fc.string({ maxLength: 12 });
/** Arbitraries of texts, by what the schemas ask of them. */
const texts = new Map<string, fc.Arbitrary<string>>();

/** Random values that satisfy a JSON Schema of the API's description. */
export function arbitraryOf(schema: Json, schemas: Json): fc.Arbitrary<Json> {
  const of = (one: Json) => arbitraryOf(one, schemas);
  if (schema.$ref) return of(schemas[schema.$ref.split('/').at(-1)]);
  // A reference with a description of its own.
  if (schema.allOf?.length === 1) return of(schema.allOf[0]);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return fc.oneof(...choices.map(of));
  const types: string[] = [schema.type ?? 'any'].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, of)));
}

function ofType(type: string, schema: Json, of: (schema: Json) => fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({
        min: schema.minimum ?? 0,
        max: Math.min(schema.maximum ?? WHOLE_MAX, 2 ** 31 - 1),
      });
    case 'string':
      return text(schema);
    case 'array':
      return fc.array(of(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: LIST_MAX });
    case 'object':
      return object(schema, of);
    default:
      return ANY;
  }
}

function text({ pattern, minLength = 0, maxLength = TEXT_MAX }: Json): fc.Arbitrary<string> {
  const key = JSON.stringify([pattern, minLength, maxLength]);
  return getOrMake(texts, key, () => newText(pattern, minLength, maxLength));
}

function newText(pattern: string | undefined, minLength: number, maxLength: number): fc.Arbitrary<string> {
  if (pattern) return fc.stringMatching(new RegExp(pattern), { maxLength: TEXT_MAX });
  return fc.string({
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength, TEXT_MAX)),
    unit: anyChar,
  });
}

function object(schema: Json, of: (schema: Json) => fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  const { properties, required = [], additionalProperties } = schema;
  if (!properties) {
    const values = typeof additionalProperties === 'object' ? of(additionalProperties) : ANY_DEEPER;
    return fc.dictionary(NAME, values, { maxKeys: 4 });
  }
  const fields = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, of(one)]));
  return fc.record(fields, { requiredKeys: required });
}
