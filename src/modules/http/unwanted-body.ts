import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal, type FieldFault } from '../model/refusal.js';
import { RouteTerms } from './route-terms.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True: a body with content is refused. */
    bodiless?: boolean;
  }
}

/** Characters of a name, and names, that a refusal shows at most. */
const NAME_MAX = 64;
const NAMES_MAX = 10;

/** Marks a route without a body. An empty one (`{}`, `null`) is accepted, because some clients send it with every POST. */
export const Bodiless = (): MethodDecorator => RouteTerms({ bodiless: true });

/** Refuses bodies with content on routes without a body, which would ignore the client's wishes silently. */
export function refuseUnwantedBodies(instance: FastifyInstance): void {
  instance.addHook('preValidation', (request, _reply, done) => {
    if (request.routeOptions.config?.bodiless !== true) return done();
    const faults = faultsOf(request);
    done(faults.length === 0 ? undefined : Refusal.malformed(faults));
  });
}

function faultsOf({ body }: Pick<FastifyRequest, 'body'>): readonly FieldFault[] {
  if (body === undefined || body === null || body === '') return [];
  if (typeof body !== 'object' || Array.isArray(body) || Buffer.isBuffer(body))
    return [{ field: 'body', message: 'This request takes no body: send none, or {}.' }];
  return Object.keys(body)
    .slice(0, NAMES_MAX)
    .map((name) => name.slice(0, NAME_MAX))
    .map((field) => ({
      field,
      message: `There is no field ${field}: this request takes no body, send none, or {}.`,
    }));
}
