import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { apiDocument } from './api-document.js';

/**
 * The description of the API at `/api/openapi.json`, and pages to read and try it at `/api/docs`. As all of `/api/`, they
 * want a key or a session where keys are set; any will do. The document is made when it is first asked for.
 */
export function serveApiDocs(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => apiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Webhook gateway: API',
    // Nothing is fetched from elsewhere: by default the pages would ask a public service for a badge.
    swaggerOptions: { validatorUrl: null, displayRequestDuration: true, docExpansion: 'list' },
  });
}
