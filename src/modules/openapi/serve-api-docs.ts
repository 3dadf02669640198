import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NotFoundException } from '@nestjs/common';
import { apiDocument } from './api-document.js';

/**
 * Serves the description of the API at `/api/openapi.json`, and pages to read and try it at `/api/docs`. Where keys are
 * set, both require a key of any kind or a session. The document is made at the first request. The room `openapi` puts
 * it together from the descriptions beside the controllers.
 */
export function serveApiDocs(app: NestFastifyApplication): void {
  hideOtherFiles(app.getHttpAdapter().getInstance());
  SwaggerModule.setup('api/docs', app, () => apiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    patchDocumentOnRequest: (request, _response, document) => atBasePath(request as FastifyRequest, document),
    customSiteTitle: 'Webhook gateway: API',
    // Nothing is fetched from other hosts: by default the pages request a badge of a public service.
    swaggerOptions: { validatorUrl: null, displayRequestDuration: true, docExpansion: 'list' },
  });
}

/** Adds the base path to the document, so that the pages send their requests there. */
function atBasePath({ basePath }: FastifyRequest, document: OpenAPIObject): OpenAPIObject {
  return basePath ? { ...document, servers: [{ url: basePath }] } : document;
}

/** Files of the Swagger UI package that the pages need. */
const PAGE_FILES = new Set([
  'favicon-16x16.png',
  'favicon-32x32.png',
  'index.css',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
  'swagger-ui.css',
]);

/** Hides the other files of the package (`package.json`, maps, sources), which tell callers which versions run here. */
function hideOtherFiles(instance: FastifyInstance): void {
  instance.addHook('preHandler', (request, _reply, done) => {
    const other =
      request.routeOptions.url === '/api/docs/*' && !PAGE_FILES.has((request.params as { '*': string })['*']);
    done(other ? new NotFoundException() : undefined);
  });
}
