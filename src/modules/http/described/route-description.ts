import type { Type } from '@nestjs/common';
import type { Access } from './access-schemes.js';
import type { JsonSchema } from './properties.js';

/** A parameter of the path or the query, or a header. */
export interface ParameterDescription {
  readonly description: string;
  readonly schema?: JsonSchema;
  readonly example?: unknown;
}

/** A request body: of JSON by its class, and of other media types by their schemas. */
export interface BodyDescription {
  readonly type?: Type;
  readonly optional?: boolean;
  /** Examples by names in kebab-case; each of them is a request that works. */
  readonly examples: Readonly<Record<string, unknown>>;
  readonly also?: Readonly<Record<string, MediaDescription>>;
}

/** A request body of another media type than JSON. */
export interface MediaDescription {
  readonly schema: JsonSchema;
  /** Classes that the schema refers to. */
  readonly types?: readonly Type[];
  readonly examples: Readonly<Record<string, unknown>>;
}

/** An answer of one status. */
export interface AnswerDescription {
  readonly description: string;
  /** Class of the JSON body; several: one of them. */
  readonly type?: Type | readonly Type[];
  /** Media type of a body that is not JSON. */
  readonly media?: { readonly type: string; readonly example: string };
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>>;
}

/** All that the API description says of a route. */
export interface RouteDescription {
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: Readonly<Record<string, ParameterDescription>>;
  readonly query?: Readonly<Record<string, ParameterDescription>>;
  readonly headers?: Readonly<Record<string, ParameterDescription>>;
  readonly body?: BodyDescription;
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  /** Statuses of refusals beside those of its access, parameters and body. */
  readonly refusals?: readonly number[];
}
