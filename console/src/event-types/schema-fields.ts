/** One field of the data, as a schema describes it. */
export interface SchemaField {
  /** Path below `data`: `parameters.country`, `items[].id`. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

type Json = Readonly<Record<string, unknown>>;

const DEPTH_MAX = 8;
const FIELDS_MAX = 500;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lists the fields that a schema names, in its order, those of nested objects below their object. */
export function fieldsOf(schema: object | null): readonly SchemaField[] {
  return isObject(schema) ? below(schema, { root: schema, prefix: '', depth: 0 }).slice(0, FIELDS_MAX) : [];
}

interface Place {
  readonly root: Json;
  readonly prefix: string;
  readonly depth: number;
}

function below(schema: Json, { root, prefix, depth }: Place): SchemaField[] {
  const properties = schema['properties'];
  if (!isObject(properties) || depth > DEPTH_MAX) return [];
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(properties).flatMap(([key, own]) => {
    const field = resolved(own, root);
    const name = `${prefix}${key}`;
    const described = {
      name,
      type: typeOf(field),
      required: required.includes(key),
      description: textOf(field),
    };
    const items = resolved(field['items'], root);
    return [
      described,
      ...below(field, { root, prefix: `${name}.`, depth: depth + 1 }),
      ...below(items, { root, prefix: `${name}[].`, depth: depth + 1 }),
    ];
  });
}

/** Follows one reference to `#/$defs/…` of the same schema. */
function resolved(schema: unknown, root: Json): Json {
  if (!isObject(schema)) return {};
  const [, name] = /^#\/\$defs\/([^/]+)$/.exec(String(schema['$ref'] ?? '')) ?? [];
  const target = name === undefined ? undefined : (root['$defs'] as Json | undefined)?.[name];
  return isObject(target) ? { ...target, ...schema } : schema;
}

function typeOf(schema: Json): string {
  const { type, format, enum: words } = schema;
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (Array.isArray(words)) return words.map((word) => JSON.stringify(word)).join(' or ');
  const types = (Array.isArray(type) ? type : [type]).filter((one) => typeof one === 'string');
  const text = types.length === 0 ? 'any' : types.join(' or ');
  return typeof format === 'string' ? `${text} (${format})` : text;
}

function textOf(schema: Json): string {
  return typeof schema['description'] === 'string' ? schema['description'] : '';
}

/** Makes data from the examples and defaults of a schema, and from the types where it has none. */
export function sampleOf(schema: object | null): Record<string, unknown> {
  if (!isObject(schema)) return {};
  const made = valueOf(schema, schema, 0);
  return isObject(made) ? { ...made } : {};
}

const PLAIN: Readonly<Record<string, unknown>> = {
  string: 'text',
  number: 1,
  integer: 1,
  boolean: true,
  array: [],
  null: null,
};

function valueOf(given: unknown, root: Json, depth: number): unknown {
  const schema = resolved(given, root);
  const { type, properties, examples, enum: words } = schema;
  if (isObject(properties) && depth < DEPTH_MAX) {
    const pairs = Object.entries(properties).map(([name, own]) => [name, valueOf(own, root, depth + 1)]);
    return Object.fromEntries(pairs) as unknown;
  }
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  if ('default' in schema) return schema['default'];
  if ('const' in schema) return schema['const'];
  if (Array.isArray(words)) return words[0];
  const [first] = Array.isArray(type) ? type : [type];
  return first === 'object' ? {} : (PLAIN[String(first)] ?? null);
}
