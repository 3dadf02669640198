import { slugOf } from './slug.ts';

/** A JSON Schema of the API description, as far as the reference reads it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

type Content = Readonly<
  Record<
    string,
    { readonly schema: Schema; readonly examples?: Readonly<Record<string, { readonly value: unknown }>> }
  >
>;

interface Response {
  readonly $ref?: string;
  readonly description: string;
  readonly content?: Content;
}

/** A parameter of a route, or a field of a schema. */
interface Field {
  readonly name: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

export interface Operation {
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly Field[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
}

/** The API description, `docs/openapi.json`. */
export interface Description {
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Response>>;
  };
}

/** Follows the reference of a response. */
export function resolved({ components }: Description, response: Response): Response {
  const name = response.$ref?.split('/').at(-1);
  return name === undefined ? response : components.responses[name]!;
}

/** The name of the schema that a schema refers to; null for a schema that stands in its place. */
export function schemaName({ $ref, allOf = [] }: Schema): string | null {
  const reference = $ref ?? (allOf.length === 1 ? allOf[0]!.$ref : undefined);
  return reference?.split('/').at(-1) ?? null;
}

/** Writes a table of fields; `placeOf` says where a parameter stands (path, query, header). */
export function fieldTable(
  fields: readonly Field[],
  placeOf: ((field: Field) => string | undefined) | null,
): string {
  const rows = fields.map((field) => {
    const name = `\`${field.name}\`${field.required === true ? ' (required)' : ''}`;
    const place = placeOf === null ? [] : [placeOf(field) ?? ''];
    return `| ${[name, ...place, typeOf(field.schema), escaped(field.description ?? '')].join(' | ')} |`;
  });
  const columns = ['name', ...(placeOf === null ? [] : ['in']), 'type', 'means'];
  return [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---|').join('')}`, ...rows].join('\n');
}

const escaped = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');

/** Says the type of a schema in words of JSON, with links to the schemas that it names. */
function typeOf(schema: Schema): string {
  const name = schemaName(schema);
  if (name !== null) return `[${name}](#${slugOf(name)})`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(typeOf).join(' or ');
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (schema.items) return `array of ${typeOf(schema.items)}`;
  const types = [schema.type ?? 'any'].flat();
  return types.join(' or ') + (schema.format === undefined ? '' : ` (${schema.format})`);
}
