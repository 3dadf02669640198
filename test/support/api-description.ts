import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** JSON of the document, read freely by tests. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

export const DOCUMENT_FILE = join(import.meta.dirname, '../../docs/openapi.json');
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const FORMATS: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

export interface DescribedOperation {
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** With parameters as `{name}`. */
  readonly path: string;
  /** As it stands in the document. */
  readonly spec: Json;
}

export interface RequestExample {
  readonly name: string;
  readonly mediaType: string;
  readonly value: Json;
}

/** The checked-in API description, with its operations and their schemas. */
export class ApiDescription {
  readonly document: Json = JSON.parse(readFileSync(DOCUMENT_FILE, 'utf8'));
  readonly operations: readonly DescribedOperation[] = this.#operations();
  readonly #ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strict: true });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor() {
    this.#ajv.addVocabulary(['example', 'components', 'paths', 'info', 'openapi', 'tags', 'servers']);
    for (const [name, format] of Object.entries(FORMATS)) this.#ajv.addFormat(name, format);
    this.#ajv.addSchema({ $id: 'api', components: { schemas: this.document.components.schemas } });
  }

  operation(id: string): DescribedOperation {
    const found = this.operations.find((one) => one.id === id);
    if (!found) throw new Error(`the description has no operation ${id}`);
    return found;
  }

  /** Errors of a value against a schema of the document; empty when it is valid. */
  faults(schema: Json, value: unknown): string[] {
    const validate = this.#validator(schema);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  /** Resolves a schema that refers to another by name (or to that and null). */
  resolved(schema: Json): Json {
    const { $ref } = schema.$ref ? schema : (schema.anyOf?.find((one: Json) => one.$ref) ?? {});
    return $ref ? this.document.components.schemas[$ref.split('/').at(-1)] : schema;
  }

  /** The response described for a status, with references resolved; undefined where none is described. */
  response({ spec }: DescribedOperation, status: number): Json {
    const described = spec.responses[status];
    return described?.$ref ? this.document.components.responses[described.$ref.split('/').at(-1)] : described;
  }

  /** Errors of an answer: an undescribed status, another media type, a body against its schema. */
  faultsOf(
    operation: DescribedOperation,
    answer: { status: number; headers: Headers; body: unknown },
  ): string[] {
    const described = this.response(operation, answer.status);
    const named = `${operation.id} ${answer.status}`;
    if (!described) return [`${named} is not described: ${JSON.stringify(answer.body)}`];
    const [type, media] = Object.entries<Json>(described.content)[0]!;
    const given = answer.headers.get('content-type') ?? '';
    if (!given.startsWith(type)) return [`${named} comes as ${given}, not ${type}`];
    return this.faults(media.schema, answer.body).map((fault) => `${named}: ${fault}`);
  }

  examples({ spec }: DescribedOperation): RequestExample[] {
    return Object.entries<Json>(spec.requestBody?.content ?? {}).flatMap(([mediaType, { examples }]) =>
      Object.entries<Json>(examples).map(([name, { value }]) => ({ name, mediaType, value })),
    );
  }

  #validator(schema: Json): ValidateFunction {
    const key = JSON.stringify(schema);
    const known = this.#validators.get(key);
    if (known) return known;
    const made = this.#ajv.compile(JSON.parse(key.replaceAll('"#/components/', '"api#/components/')));
    this.#validators.set(key, made);
    return made;
  }

  #operations(): DescribedOperation[] {
    return Object.entries<Json>(this.document.paths).flatMap(([path, item]) =>
      METHODS.filter((method) => item[method]).map((method) => ({
        id: item[method].operationId as string,
        method: method.toUpperCase(),
        path,
        spec: item[method],
      })),
    );
  }
}
