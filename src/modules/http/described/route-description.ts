import type { Type } from '@nestjs/common';
import type { Access } from './access-schemes.js';
import type { JsonSchema } from './properties.js';

/** One value beside the body: a parameter of the path or the query, a header. */
export interface ParameterDescription {
  readonly description: string;
  readonly schema?: JsonSchema;
  readonly example?: unknown;
}

/** A body as it may be sent; `also` are other media types, with schemas of their own. */
export interface BodyDescription {
  readonly type?: Type;
  readonly optional?: boolean;
  /** By a name in kebab-case. Each of them is a request that works. */
  readonly examples: Readonly<Record<string, unknown>>;
  readonly also?: Readonly<Record<string, MediaDescription>>;
}

export interface MediaDescription {
  readonly schema: JsonSchema;
  /** Classes that the schema names. */
  readonly types?: readonly Type[];
  readonly examples: Readonly<Record<string, unknown>>;
}

export interface AnswerDescription {
  readonly description: string;
  /** Of the JSON body. */
  readonly type?: Type | readonly Type[];
  /** Where it is not JSON. */
  readonly media?: { readonly type: string; readonly example: string };
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>>;
}

export interface RouteDescription {
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: Readonly<Record<string, ParameterDescription>>;
  readonly query?: Readonly<Record<string, ParameterDescription>>;
  readonly headers?: Readonly<Record<string, ParameterDescription>>;
  readonly body?: BodyDescription;
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  /** Status codes besides those that go with its access and its body. */
  readonly refusals?: readonly number[];
}
