import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NotFoundException } from '@nestjs/common';
import { apiDocument } from './api-document.js';

/**
 * The description of the API at `/api/openapi.json`, and pages to read and try it at `/api/docs`. As all of `/api/`, they
 * want a key or a session where keys are set; any will do. The document is made when it is first asked for.
 */
export function serveApiDocs(app: NestFastifyApplication): void {
  serveNothingElse(app.getHttpAdapter().getInstance());
  SwaggerModule.setup('api/docs', app, () => apiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    patchDocumentOnRequest: (request, _response, document) => atBasePath(request as FastifyRequest, document),
    customSiteTitle: 'Webhook gateway: API',
    // Nothing is fetched from elsewhere: by default the pages would ask a public service for a badge.
    swaggerOptions: { validatorUrl: null, displayRequestDuration: true, docExpansion: 'list' },
  });
}

/** Names the base path, so that requests are tried there. */
function atBasePath({ basePath }: FastifyRequest, document: OpenAPIObject): OpenAPIObject {
  return basePath ? { ...document, servers: [{ url: basePath }] } : document;
}

/** Files of the package that the pages are made of. */
const PAGE_FILES = new Set([
  'favicon-16x16.png',
  'favicon-32x32.png',
  'index.css',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
  'swagger-ui.css',
]);

/** The folder holds more than pages are made of (`package.json`, maps, sources), which tells callers what runs here. */
function serveNothingElse(instance: FastifyInstance): void {
  instance.addHook('preHandler', (request, _reply, done) => {
    const other =
      request.routeOptions.url === '/api/docs/*' && !PAGE_FILES.has((request.params as { '*': string })['*']);
    done(other ? new NotFoundException() : undefined);
  });
}
