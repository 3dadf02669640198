import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

/** Further words of JSON Schema for a property. `optional`: it may be missing; `nullable`: it may be null. */
export interface More {
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly [word: string]: unknown;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Describes a property by a JSON Schema. */
export function Shape(
  description: string,
  schema: JsonSchema,
  { optional = false, ...more }: More = {},
): PropertyDecorator {
  const example = 'const' in schema ? { example: schema['const'] } : {};
  return ApiProperty({
    description,
    required: !optional,
    ...example,
    ...schema,
    ...more,
  } as ApiPropertyOptions);
}

export const Text = (description: string, more?: More): PropertyDecorator =>
  Shape(description, { type: 'string' }, more);

export const Whole = (description: string, more?: More): PropertyDecorator =>
  Shape(description, { type: 'integer', ...(more?.['minimum'] === undefined ? { minimum: 0 } : {}) }, more);

export const Flag = (description: string, more?: More): PropertyDecorator =>
  Shape(description, { type: 'boolean', example: true }, more);

/** Describes a time: ISO 8601 in UTC with milliseconds. */
export const Instant = (description: string, more?: More): PropertyDecorator =>
  Shape(
    `${description} ISO 8601.`,
    { type: 'string', format: 'date-time', example: '2026-01-01T12:05:30.456Z' },
    more,
  );

export const Uuid = (description: string, more?: More): PropertyDecorator =>
  Shape(
    description,
    { type: 'string', format: 'uuid', example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' },
    more,
  );

export const OneOf = (values: readonly string[], description: string, more?: More): PropertyDecorator =>
  Shape(description, { type: 'string', enum: [...values], example: values[0] }, more);

/** Describes any JSON object. */
export const AnyObject = (description: string, more?: More): PropertyDecorator =>
  Shape(description, { type: 'object', additionalProperties: true }, more);

/** Describes an object whose values all have one schema. */
export const MapOf = (values: JsonSchema, description: string, more?: More): PropertyDecorator =>
  Shape(description, { type: 'object', additionalProperties: values }, more);

export const ListOf = (items: JsonSchema, description: string, more?: More): PropertyDecorator =>
  Shape(description, { type: 'array', items }, more);

export const Part = (type: Type, description: string, more?: More): PropertyDecorator =>
  Shape(description, { type }, more);

export const Parts = (type: Type, description: string, more?: More): PropertyDecorator =>
  Shape(description, { type, isArray: true }, more);

/** Describes `next_cursor` of a list. */
export const NextCursor = (): PropertyDecorator =>
  Text('`cursor` of the next page; null after the last page.', {
    nullable: true,
    example: 'MTc2NzI2OTEzMDQ1NiAwMTliMWEyYw',
  });

/** Describes `searched_to` of a list. */
export const SearchedTo = (): PropertyDecorator =>
  Instant('How far back the list was searched for this page; null: to its end.', {
    nullable: true,
  });
