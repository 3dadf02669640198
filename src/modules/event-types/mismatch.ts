import type { ErrorObject } from 'ajv/dist/2020.js';

/** The place where data contradicts a schema. */
export interface Mismatch {
  /** Path: `data.parameters.country`, `data.items[0]`. */
  readonly field: string;
  /** One sentence with the path and what is accepted there; free of values from the data. */
  readonly message: string;
}

const LIST_MAX = 12;
const TEXT_MAX = 400;
const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

/** Puts an error of Ajv into a sentence. */
export function mismatchSentence(error: ErrorObject): Mismatch {
  const field = fieldOf(error);
  const message = `${field} ${clauseOf(error)}.`;
  return { field, message: message.length > TEXT_MAX ? `${message.slice(0, TEXT_MAX - 2)}….` : message };
}

/** The path of the value, or of the property that is missing or not allowed. */
function fieldOf({ instancePath, params }: ErrorObject): string {
  const { missingProperty, additionalProperty, unevaluatedProperty, propertyName } = params as Record<
    string,
    unknown
  >;
  const last = missingProperty ?? additionalProperty ?? unevaluatedProperty ?? propertyName;
  const names = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return ['data', ...names.map(step), ...(typeof last === 'string' ? [step(last)] : [])].join('');
}

function step(name: string): string {
  if (/^\d{1,9}$/.test(name)) return `[${name}]`;
  return /^[\w-]{1,80}$/.test(name) ? `.${name}` : `[${JSON.stringify(name.slice(0, 80))}]`;
}

function clauseOf({ keyword, params, schema, parentSchema, message }: ErrorObject): string {
  const { limit, allowedValues, allowedValue, pattern, format, type } = params as Record<string, unknown>;
  switch (keyword) {
    case 'required':
      return 'is required';
    case 'type':
      return `must be ${either([type].flat().map((name) => TYPES[String(name)] ?? String(name)))}`;
    case 'enum':
      return `must be ${either((allowedValues as unknown[]).map((value) => JSON.stringify(value)))}`;
    case 'const':
      return `must be ${JSON.stringify(allowedValue)}`;
    case 'minimum':
      return `must be ${limit} or more`;
    case 'maximum':
      return `must be ${limit} or less`;
    case 'pattern':
      return `must match the pattern ${pattern}`;
    case 'format':
      return `must have the format ${format}`;
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const { properties = {} } = (parentSchema ?? {}) as { readonly properties?: object };
      const names = Object.keys(properties);
      return names.length === 0
        ? 'is not accepted there'
        : `is not accepted there; accepted are ${listed(names, 'and')}`;
    }
    default:
      return schema === false ? 'is not accepted there' : (message ?? `contradicts ${keyword}`);
  }
}

const either = (words: readonly string[]): string => listed(words, 'or');

function listed(words: readonly string[], last: string): string {
  const shown = words.slice(0, LIST_MAX);
  if (words.length > LIST_MAX) return `${shown.join(', ')} ${last} ${words.length - LIST_MAX} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${last} ${shown.at(-1)}`;
}
