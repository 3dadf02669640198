import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { mayRead } from '../access/roles.js';
import { EventCatalogue } from '../event-types/event-catalogue.service.js';
import { apiDocument } from './api-document.js';
import { webhooks } from './webhooks.js';

/**
 * Serves the description of the API at `/api/openapi.json`, and pages to read and try it at `/api/docs`. Where keys are
 * set, both require a key of any kind or a session. The document is made at the first request; callers that may read the
 * catalogue get the event types in effect as `webhooks`, all others the built-in ones. The room `openapi` puts
 * it together from the descriptions beside the controllers. Of Swagger UI the build keeps the files that the pages need:
 * the others tell callers which versions run here.
 */
export function serveApiDocs(app: NestFastifyApplication): void {
  const catalogue = app.get(EventCatalogue);
  SwaggerModule.setup('api/docs', app, () => apiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    patchDocumentOnRequest: (request, _response, document) =>
      servedTo(request as FastifyRequest, document, catalogue),
    customSiteTitle: 'Webhook gateway: API',
    // Nothing is fetched from other hosts: by default the pages request a badge of a public service.
    swaggerOptions: { validatorUrl: null, displayRequestDuration: true, docExpansion: 'list' },
  });
}

/**
 * Describes the event types in effect to a caller that may read them: they change while the gateway runs. Adds the base path, so that the
 * pages send their requests there.
 */
function servedTo(
  { caller, basePath }: FastifyRequest,
  document: OpenAPIObject,
  { types }: EventCatalogue,
): OpenAPIObject {
  return {
    ...document,
    ...(caller && mayRead(caller.role) && { webhooks: webhooks(types.values()) }),
    ...(basePath && { servers: [{ url: basePath }] }),
  };
}
