import { RE2JS } from 're2js';
import { isObject } from '../../adapters/plain-value.js';
import { FORMATS } from './formats.js';

/** Largest JSON text of a schema, UTF-16 units. */
const SCHEMA_MAX = 65_536;
/** Largest number of subschemas, each counted as often as it is referred to. */
const SUBSCHEMAS_MAX = 2_000;
const DEPTH_MAX = 32;
const PATTERN_MAX = 500;
/** Longest list whose entries are compared with one another. */
const UNIQUE_ITEMS_MAX = 1_000;
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const REFUSED = ['$id', '$anchor', '$dynamicRef', '$dynamicAnchor', '$recursiveRef', '$vocabulary', '$data'];

/** Keywords that hold one subschema, a list of them, or subschemas by name. */
const ONE = [
  'additionalProperties',
  'items',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
];
const LISTED = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const NAMED = ['properties', 'patternProperties', 'dependentSchemas', 'dependencies'];

/**
 * Tells why a schema would make checks slow, without an end, or dependent on other documents, as the rest of a sentence;
 * null where it does not. A schema that passes costs time in proportion to the data.
 */
export function boundsFault(schema: object): string | null {
  if (JSON.stringify(schema).length > SCHEMA_MAX) return `is at most ${SCHEMA_MAX} characters of JSON`;
  try {
    new Walk(schema).visit(schema, []);
    return null;
  } catch (error) {
    if (error instanceof Unbounded) return error.message;
    throw error;
  }
}

class Unbounded extends Error {}

class Walk {
  readonly #root: object;
  #count = 0;

  constructor(root: object) {
    this.#root = root;
  }

  /** @param path keywords and names from the root, then those of the definition that was referred to */
  visit(schema: unknown, path: readonly string[], refs: readonly string[] = []): void {
    if (!isObject(schema)) return;
    if ((this.#count += 1) > SUBSCHEMAS_MAX)
      throw new Unbounded(
        `has at most ${SUBSCHEMAS_MAX} subschemas, each counted as often as it is referred to`,
      );
    if (path.length > DEPTH_MAX * 2) throw new Unbounded(`is nested at most ${DEPTH_MAX} levels deep`);
    keywordFaults(schema, path);
    this.#follow(schema, path, refs);
    for (const word of ONE) this.visit(schema[word], [...path, word], refs);
    for (const word of LISTED) this.#each(schema[word], [...path, word], refs);
    for (const word of NAMED) this.#each(schema[word], [...path, word], refs);
  }

  #each(schemas: unknown, path: readonly string[], refs: readonly string[]): void {
    if (typeof schemas !== 'object' || schemas === null) return;
    for (const [name, schema] of Object.entries(schemas)) this.visit(schema, [...path, name], refs);
  }

  #follow({ $ref }: { readonly $ref?: unknown }, path: readonly string[], refs: readonly string[]): void {
    if ($ref === undefined) return;
    const [, folder, name] = /^#\/(\$defs|definitions)\/([^/~%]+)$/.exec(String($ref)) ?? [];
    if (name === undefined)
      throw new Unbounded(`refers to "${short(String($ref))}". Accepted: #/$defs/NAME of the same schema`);
    if (refs.includes(String($ref)))
      throw new Unbounded(
        `refers to itself by "${short(String($ref))}". Accepted: definitions without a circle`,
      );
    const definitions: unknown = Reflect.get(this.#root, folder!);
    const definition =
      isObject(definitions) && Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    if (definition === undefined)
      throw new Unbounded(`refers to "${short(String($ref))}", which it does not define`);
    this.visit(definition, path, [...refs, String($ref)]);
  }
}

function keywordFaults(schema: Readonly<Record<string, unknown>>, path: readonly string[]): void {
  const at = path.length === 0 ? '' : ` at ${short(path.join('.'))}`;
  const refused = REFUSED.find((word) => Object.hasOwn(schema, word));
  if (refused) throw new Unbounded(`uses ${refused}${at}, which is refused: a schema stands alone`);
  if (schema['$schema'] !== undefined && schema['$schema'] !== DIALECT)
    throw new Unbounded(`names another $schema. Accepted: ${DIALECT}, or none`);
  if (schema['uniqueItems'] === true && !(Number(schema['maxItems']) <= UNIQUE_ITEMS_MAX))
    throw new Unbounded(`has uniqueItems${at} without maxItems of at most ${UNIQUE_ITEMS_MAX}`);
  const { format, pattern, patternProperties } = schema;
  if (typeof format === 'string' && !Object.hasOwn(FORMATS, format))
    throw new Unbounded(
      `has the format "${short(format)}"${at}. Accepted: ${Object.keys(FORMATS).join(', ')}`,
    );
  const patterns = [pattern, ...(isObject(patternProperties) ? Object.keys(patternProperties) : [])];
  for (const one of patterns) if (typeof one === 'string') patternFault(one, at);
}

function patternFault(pattern: string, at: string): void {
  if (pattern.length > PATTERN_MAX)
    throw new Unbounded(`has a pattern${at} of over ${PATTERN_MAX} characters`);
  try {
    linearRegExp(pattern);
  } catch (error) {
    const { message } = error as Error;
    throw new Unbounded(
      `has a pattern${at} that cannot be used (${short(message)}). Accepted: RE2 syntax, without lookaround and back references`,
    );
  }
}

/** Compiles a pattern for matching in linear time, whatever the text. @throws Error for what RE2 cannot match */
export function linearRegExp(pattern: string): { test(text: string): boolean; toString(): string } {
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  // Ajv keeps one expression for each text of this kind.
  return { test: (text) => compiled.matcher(text).find(), toString: () => pattern };
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
