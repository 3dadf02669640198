import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { FORMATS } from './formats.js';
import { mismatchSentence, type Mismatch } from './mismatch.js';
import { boundsFault, linearRegExp } from './schema-bounds.js';
import { getOrMake } from '../model/get-or-make.js';

/** Finds where data contradicts a schema; null where it does not. Total over any data. */
export type DataCheck = (data: object) => Mismatch | null;

const regExp = Object.assign((pattern: string) => linearRegExp(pattern), { code: 'linearRegExp' });
const ajv = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  // Data has no field that every object inherits: `constructor`, `toString`.
  ownProperties: true,
  verbose: true,
  logger: false,
  formats: FORMATS as Record<string, (text: string) => boolean>,
  code: { regExp: regExp as never },
});
const compiled = new WeakMap<object, DataCheck>();

/** Tells why an object cannot be a schema of data, as the rest of a sentence; null where it can. */
export function schemaFault(schema: object): string | null {
  const fault = boundsFault(schema);
  if (fault !== null) return fault;
  try {
    dataCheckOf(schema);
    return null;
  } catch (error) {
    const message = (error as Error).message.replace(/^schema is invalid: data/, 'at schema').slice(0, 300);
    return `is no JSON Schema (2020-12): ${message.replace(/\.$/, '')}`;
  }
}

/** The check of a schema that has no {@link schemaFault}; compiled at the first call for the same object. */
export function dataCheckOf(schema: object): DataCheck {
  return getOrMake(compiled, schema, () => checkBy(compile(schema)));
}

/** Ajv keeps every schema it has compiled, so the schema is taken out again. */
function compile(schema: object): ValidateFunction {
  try {
    return ajv.compile(schema);
  } finally {
    ajv.removeSchema(schema);
  }
}

function checkBy(validate: ValidateFunction): DataCheck {
  const faultOf = (data: object): ErrorObject | null => (validate(data) ? null : validate.errors![0]!);
  return (data) => {
    try {
      if (faultOf(data) === null) return null;
      // Numbers with more digits than JavaScript keeps are objects here; they are checked as numbers.
      const fault = faultOf(JSON.parse(JSON.stringify(data)) as object);
      return fault === null ? null : mismatchSentence(fault);
    } catch (error) {
      if (error instanceof RangeError)
        return { field: 'data', message: 'data is nested too deeply to be checked against its schema.' };
      throw error;
    }
  };
}
