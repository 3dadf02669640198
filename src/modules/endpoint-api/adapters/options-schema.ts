import { getMetadataStorage } from 'class-validator';
import type { Adapter } from '../../../adapters/adapter.js';
import { optionNames } from '../../endpoints/definitions/options.js';

type Schema = Record<string, unknown>;

interface Rule {
  readonly propertyName: string;
  readonly name?: string;
  readonly type: string;
  readonly constraints?: readonly unknown[];
}

/** Translates rules of class-validator to JSON Schema; a rule without a word there is told on refusal only. */
const WORDS: Readonly<Record<string, (constraints: readonly unknown[]) => Schema>> = {
  isLength: ([min, max]) => ({
    type: 'string',
    minLength: min,
    ...(max === undefined ? {} : { maxLength: max }),
  }),
  minLength: ([min]) => ({ type: 'string', minLength: min }),
  maxLength: ([max]) => ({ type: 'string', maxLength: max }),
  isUrl: () => ({ type: 'string', format: 'uri' }),
  isString: () => ({ type: 'string' }),
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  min: ([min]) => ({ minimum: min }),
  max: ([max]) => ({ maximum: max }),
  isIn: ([values]) => ({ enum: values }),
  isArray: () => ({ type: 'array' }),
};

/** Describes the options of an adapter as a JSON Schema, from the rules of their class. */
export function optionsSchema(adapter: Adapter): Schema {
  const rules = getMetadataStorage().getTargetValidationMetadatas(
    adapter.Options,
    '',
    false,
    false,
  ) as Rule[];
  const of = (property: string): Rule[] => rules.filter(({ propertyName }) => propertyName === property);
  const names = [...optionNames(adapter)];
  const properties = Object.fromEntries(
    names.map(([name, property]) => [name, propertySchema(of(property))]),
  );
  const required = names
    .filter(([, property]) => of(property).every(({ type }) => type !== 'conditionalValidation'))
    .map(([name]) => name);
  return {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function propertySchema(rules: readonly Rule[]): Schema {
  const patterns = rules.flatMap(({ name, constraints = [] }) =>
    name === 'matches' ? [pattern(constraints[0])] : [],
  );
  const words = rules.map(({ name = '', constraints = [] }) => WORDS[name]?.(constraints) ?? {});
  const schema: Schema = Object.assign({}, ...words);
  return patterns.length === 0
    ? schema
    : { ...schema, allOf: patterns.map((source) => ({ pattern: source })) };
}

/** Writes a pattern without flags, which JSON Schema does not know: letters of either case are written out. */
function pattern(expression: unknown): string {
  const { source, flags } = expression as RegExp;
  const dotted = flags.includes('s') ? source.replaceAll('.', '[\\s\\S]') : source;
  if (!flags.includes('i')) return dotted;
  return dotted.replaceAll(/\\.|[a-z]/gi, (part) =>
    part.startsWith('\\') ? part : `[${part.toLowerCase()}${part.toUpperCase()}]`,
  );
}
