import { applyDecorators } from '@nestjs/common';
import {
  ApiExtension,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type {
  AnswerDescription,
  BodyDescription,
  ParameterDescription,
  RouteDescription,
} from './route-description.js';
import { Bodiless } from '../unwanted-body.js';
import { refusalResponses } from './refusals.js';
import { accessOf } from './access-schemes.js';
import type { Tag } from './tags.js';

/** Extension that holds a body until the document is finished: `ApiBody` knows one schema for all media types. */
export const REQUEST_BODY = 'x-request-body';

/**
 * Makes decorators of the descriptions of a controller's routes, by name; the name is the operation id too. A route
 * described without a body refuses one, see {@link Bodiless}. The folder `described` holds what these descriptions and
 * the response classes are made of.
 *
 * @param tag the heading of the routes in the document
 */
export function describeRoutes<Name extends string>(
  tag: Tag,
  routes: Readonly<Record<Name, RouteDescription>>,
): Readonly<Record<Name, MethodDecorator>> {
  const decorated = Object.entries<RouteDescription>(routes).map(([name, route]) => [
    name,
    applyDecorators(ApiTags(tag), ...decoratorsOf(name, route)),
  ]);
  return Object.fromEntries(decorated) as Record<Name, MethodDecorator>;
}

function decoratorsOf(operationId: string, route: RouteDescription): MethodDecorator[] {
  const { summary, description, access, body } = route;
  return [
    ApiOperation({ operationId, summary, ...(description === undefined ? {} : { description }) }),
    ...accessOf(access),
    ...Object.entries(route.params ?? {}).map(([name, one]) => ApiParam({ name, ...parameter(one) })),
    ...Object.entries(route.query ?? {}).map(([name, one]) =>
      ApiQuery({ name, required: false, ...parameter(one) }),
    ),
    ...Object.entries(route.headers ?? {}).map(([name, one]) =>
      ApiHeader({ name, required: false, ...parameter(one) }),
    ),
    ...(body ? bodyOf(body) : [Bodiless()]),
    ...Object.entries(route.answers).flatMap(([status, answer]) => answerOf(Number(status), answer)),
    ...refusalResponses(route),
  ];
}

function parameter({ description, schema = { type: 'string' }, example }: ParameterDescription) {
  return { description, schema: { ...schema, ...(example === undefined ? {} : { examples: [example] }) } };
}

function bodyOf({ type, optional = false, examples, also = {} }: BodyDescription): MethodDecorator[] {
  const json = type && {
    'application/json': { schema: { $ref: getSchemaPath(type) }, examples: named(examples) },
  };
  const others = Object.entries(also).map(([media, one]) => [
    media,
    { schema: one.schema, examples: named(one.examples) },
  ]);
  const content = { ...json, ...Object.fromEntries(others) };
  return [
    ApiExtension(REQUEST_BODY, { required: !optional, content }),
    ApiExtraModels(...(type ? [type] : []), ...Object.values(also).flatMap((one) => one.types ?? [])),
  ];
}

function answerOf(
  status: number,
  { description, type, media, headers }: AnswerDescription,
): MethodDecorator[] {
  const types = type === undefined ? [] : [type].flat();
  const schemas = types.map((one) => ({ $ref: getSchemaPath(one) }));
  const content = media
    ? { [media.type]: { schema: { type: 'string' }, example: media.example } }
    : { 'application/json': { schema: schemas.length === 1 ? schemas[0] : { oneOf: schemas } } };
  const response = { status, description, content, ...(headers ? { headers } : {}) };
  return [ApiResponse(response as Parameters<typeof ApiResponse>[0]), ApiExtraModels(...types)];
}

function named(examples: Readonly<Record<string, unknown>>): Record<string, { readonly value: unknown }> {
  return Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]));
}
