import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './repository.ts';
import { slugOf } from './slug.ts';
import {
  fieldTable,
  resolved,
  schemaName,
  type Description,
  type Operation,
  type Schema,
} from './schema-tables.ts';

const api = JSON.parse(readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8')) as Description;

/** The groups of routes in the API description, in its order; `group` is the name of the group's page. */
export function groups(): readonly {
  readonly group: string;
  readonly name: string;
  readonly description: string;
}[] {
  return api.tags.map((tag) => ({ ...tag, group: slugOf(tag.name) }));
}

/** Writes the page of a group in Markdown: each route with its parameters, body and answers, then the schemas that they name. */
export function pageOfGroup(group: string): string {
  const { name = group, description = '' } = groups().find((one) => one.group === group) ?? {};
  const routes = routesOf(name);
  const schemas = schemasOf(routes.map(({ operation }) => operation));
  return [
    `# ${name}`,
    `${description} The same in OpenAPI 3.1: [openapi.json](../openapi.json); in words: [API](../api.md).`,
    ...routes.flatMap(({ method, path, operation }) => sectionOf(method, path, operation)),
    '## Schemas',
    ...schemas.flatMap((schema) => [`### ${schema}`, textOf(api.components.schemas[schema]!)]),
  ].join('\n\n');
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

function routesOf(tag: string): readonly Route[] {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

function sectionOf(method: string, path: string, operation: Operation): readonly string[] {
  const { summary, description = '', parameters = [], requestBody, responses } = operation;
  const body = Object.entries(requestBody?.content ?? {});
  return [
    `## ${summary}`,
    `\`${method} ${path}\``,
    description,
    ...(parameters.length === 0 ? [] : [fieldTable(parameters, ({ in: place }) => place)]),
    ...body.flatMap(([type, { schema }], index) =>
      index === 0 ? [`Body: ${namedOf(schema)} as \`${type}\``] : [],
    ),
    ...body
      .slice(0, 1)
      .flatMap(([, { examples = {} }]) => Object.values(examples).slice(0, 1).map(exampleOf)),
    answersOf(responses),
  ].filter((part) => part !== '');
}

const exampleOf = ({ value }: { value: unknown }): string =>
  typeof value === 'string'
    ? `\`\`\`\n${value.trimEnd()}\n\`\`\``
    : `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

function answersOf(responses: Operation['responses']): string {
  const rows = Object.entries(responses).map(([status, response]) => {
    const { description, content = {} } = resolved(api, response);
    const [schema] = Object.values(content).map((one) => one.schema);
    return `| ${status} | ${cell(description)} | ${schema ? namedOf(schema) : ''} |`;
  });
  return ['| answer | means | body |', '|---|---|---|', ...rows].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');

/** The name of a schema as a link into the page, or its type. */
function namedOf(schema: Schema): string {
  const name = schemaName(schema);
  return name === null ? `\`${String(schema.type ?? 'any')}\`` : `[${name}](#${slugOf(name)})`;
}

const textOf = ({ description = '', properties = {}, required = [], ...rest }: Schema): string => {
  const fields = Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    required: required.includes(name),
    description: schema.description ?? '',
  }));
  return fields.length === 0
    ? [description, `\`${JSON.stringify({ ...rest, description: undefined })}\``].join('\n\n')
    : [description, fieldTable(fields, null)].join('\n\n');
};

/** Names the schemas that operations use, and those that these use, in the order of their names. */
function schemasOf(operations: readonly Operation[]): readonly string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (found.has(name)) continue;
      found.add(name);
      look(api.components.schemas[name]);
    }
  };
  for (const operation of operations) {
    look(operation);
    for (const response of Object.values(operation.responses)) look(resolved(api, response));
  }
  return [...found].toSorted();
}
