import type { Type } from '@nestjs/common';
import type { JsonSchema } from '../../http/described/properties.js';
import { fileEventsSchema } from '../../event-types/entry-schema.js';
import { ACTION_NAME, ACTIONS_MAX } from '../actions/file-actions.js';
import { JobActionRequest } from '../actions/job-action.dto.js';
import { EndpointRequest } from './endpoint.dto.js';
import { descriptionOf, fieldsOf, type FieldDeclaration } from './field.js';

/** The JSON Schema of the configuration file, for editors. */
export function configFileSchema(): JsonSchema {
  const endpoint = objectSchema(EndpointRequest, ['name', 'url']);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration file of the gateway (WEBHOOK_CONFIG)',
    description:
      'Endpoints beside those of WEBHOOK_URLS, event types and actions. ${NAME} in a text is replaced by that environment variable.',
    type: 'object',
    properties: {
      endpoints: { type: 'array', items: { $ref: '#/definitions/endpoint' } },
      events: fileEventsSchema(),
      actions: {
        description: 'Actions that messages offer, by name: pressing one emits an event.',
        type: ['object', 'null'],
        maxProperties: ACTIONS_MAX,
        propertyNames: { pattern: ACTION_NAME.source },
        additionalProperties: { $ref: '#/definitions/action' },
      },
      links: {
        description: 'Addresses to which messages lead.',
        type: ['object', 'null'],
        properties: {
          job: { description: "Template of the address of a job's page.", type: ['string', 'null'] },
        },
        additionalProperties: false,
      },
    },
    anyOf: ['endpoints', 'events', 'actions', 'links'].map((key) => ({ required: [key] })),
    additionalProperties: false,
    definitions: { endpoint, action: objectSchema(JobActionRequest) },
  };
}

/** The fields that the console asks for, by name: labels, hints, controls and limits. */
export function formFields(): Readonly<Record<string, object>> {
  return Object.fromEntries(formFieldsOf(EndpointRequest, ''));
}

/** Lists the fields of a class, those of objects inside by their path: `message.detail`. */
function formFieldsOf(type: Type, path: string): (readonly [string, object])[] {
  return [...fieldsOf(type)].flatMap(([name, { form, rule }]) => {
    const { minimum, maximum, maxLength, maxItems } = rule.schema;
    const own = form ? [[path + name, { ...form, minimum, maximum, maxLength, maxItems }] as const] : [];
    return [...own, ...(rule.type ? formFieldsOf(rule.type, `${path}${name}.`) : [])];
  });
}

function objectSchema(type: Type, needed: readonly string[] = []): JsonSchema {
  const fields = [...fieldsOf(type)].map(([name, field]) => {
    const required = field.required === true || needed.includes(name);
    return { name, required, schema: schemaOf(field, required) };
  });
  const required = fields.flatMap((field) => (field.required ? [field.name] : []));
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function schemaOf(field: FieldDeclaration, required: boolean): JsonSchema {
  const { rule } = field;
  const schema = rule.type ? objectSchema(rule.type) : rule.schema;
  const description = field.file ?? descriptionOf(field);
  if (rule.words) return { description, anyOf: [{ enum: [...rule.words, null] }, schema] };
  const { type, enum: words, minLength, ...more } = schema;
  return {
    description,
    ...(type === undefined ? {} : { type: required ? type : [type, 'null'] }),
    ...(words === undefined ? {} : { enum: required ? words : [...(words as string[]), null] }),
    // A text in the file may be the name of a variable, which is shorter than what stands in its place.
    ...(minLength === undefined ? {} : { minLength: 1 }),
    ...more,
  };
}
