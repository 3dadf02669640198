import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { FastifyContextConfig } from 'fastify';

/** Merges `terms` into the Fastify config of a route; Nest's `RouteConfig` alone would replace it. */
export const RouteTerms =
  (terms: Readonly<FastifyContextConfig>): MethodDecorator =>
  (target, name, descriptor) => {
    const before: unknown = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, descriptor.value as object);
    return RouteConfig({ ...(before as object | undefined), ...terms })(target, name, descriptor);
  };
