import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { apiDocument } from './api-document.js';

/**
 * Serves the description of the API at `/api/openapi.json`, and pages to read and try it at `/api/docs`. Where keys are
 * set, both require a key of any kind or a session. The document is made at the first request. The room `openapi` puts
 * it together from the descriptions beside the controllers. Of Swagger UI the build keeps the files that the pages need:
 * the others tell callers which versions run here.
 */
export function serveApiDocs(app: NestFastifyApplication): void {
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
