import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { addTextParser } from './body-text.js';
import { RouteTerms } from './route-terms.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route reads the bodies of HTML forms. */
    form?: boolean;
  }
}

const FORM = 'application/x-www-form-urlencoded';

/** Lets a route read the body of an HTML form, as an object of texts. */
export const FormBody = (): MethodDecorator => RouteTerms({ form: true });

/** Registers the parser of HTML forms. Every other route refuses them: pages of other sites can send forms without being asked. */
export function readFormBodies(instance: FastifyInstance): void {
  addTextParser(instance, [FORM], (request, text, done) => {
    if (request.routeOptions.config.form === true) done(null, Object.fromEntries(new URLSearchParams(text)));
    else done(new UnsupportedMediaTypeException());
  });
}
