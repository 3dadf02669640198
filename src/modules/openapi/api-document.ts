import type { INestApplicationContext } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { neededFor, rolesFor } from '../access/roles.js';
import { VERSION } from '../config/version.js';
import { SCHEMES } from '../http/described/access-schemes.js';
import { REQUEST_BODY } from '../http/described/describe-routes.js';
import { TAGS } from '../http/described/tags.js';
import { webhooks, webhookSchemas } from './webhooks.js';

const DESCRIPTION = `Delivers every accepted event to each subscribed endpoint, formatted for that endpoint, and loses none.

The extension x-roles of an operation lists the roles of keys that may call it.

JSON in snake_case; times are ISO 8601 in UTC, durations are in ms unless stated. Without keys, no authentication is required,
and programs on the same machine may use every route.`;

interface Operation {
  readonly responses: Record<string, object>;
  requestBody?: unknown;
  'x-roles'?: readonly string[];
  [REQUEST_BODY]?: unknown;
}

/** Describes the API as an OpenAPI 3.1 document, from the decorators of all controllers. */
export function apiDocument(app: INestApplicationContext): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Webhook gateway')
    .setDescription(DESCRIPTION)
    .setVersion(VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit');
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  for (const [name, scheme] of Object.entries(SCHEMES)) builder.addSecurity(name, scheme);
  const document = SwaggerModule.createDocument(app as never, builder.build(), {
    // Tags come from the descriptions of the routes, not from the names of classes.
    autoTagControllers: false,
  });
  const components = (document.components ??= {});
  components.responses = {};
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      describeRoles(operation, method, path);
      describeBody(operation);
      shareRefusals(operation, components.responses);
    }
  }
  closeShapes((components.schemas ??= {}) as Record<string, object>);
  Object.assign(components.schemas, webhookSchemas());
  return Object.assign(document, { webhooks: webhooks() });
}

/** Closes every schema: an answer has no undescribed field, and a request no unknown one. */
function closeShapes(schemas: Record<string, object>): void {
  for (const [name, schema] of Object.entries(schemas)) {
    schemas[name] = {
      ...schema,
      ...('additionalProperties' in schema ? {} : { additionalProperties: false }),
    };
  }
}

/** Says which roles of keys may call the operation, as the table of the access room has it. */
function describeRoles(operation: Operation, method: string, path: string): void {
  const needed = neededFor(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'));
  if (needed !== 'open') operation['x-roles'] = rolesFor(needed);
}

function describeBody(operation: Operation): void {
  const { [REQUEST_BODY]: body } = operation;
  delete operation[REQUEST_BODY];
  delete operation.requestBody;
  if (body !== undefined) operation.requestBody = body;
}

/** Moves refusals, which are the same for all routes, into shared components. */
function shareRefusals({ responses }: Operation, shared: Record<string, object>): void {
  for (const [status, response] of Object.entries(responses)) {
    if (Number(status) < 400) continue;
    shared[`Refused${status}`] ??= response;
    responses[status] = { $ref: `#/components/responses/Refused${status}` };
  }
}
