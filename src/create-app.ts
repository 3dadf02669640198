import { fastifyCookie } from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { GatewayConfig } from './modules/config/gateway-config.js';
import { serveConsole } from './modules/console/serve-console.js';
import { keepBodyLimits } from './modules/http/body-limit.js';
import { ErrorFilter } from './modules/http/error.filter.js';
import { readJsonBodies } from './modules/http/json-bodies.js';
import { sendSecurityHeaders } from './modules/http/security-headers.js';
import { serverOptions } from './modules/http/server-options.js';
import { GatewayLogger } from './modules/observe/gateway-logger.js';
import { serveApiDocs } from './modules/openapi/serve-api-docs.js';

/** The gateway, composed and not yet listening. */
export async function createApp(config: GatewayConfig): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter(serverOptions(config.trustProxy));
  keepBodyLimits(adapter.getInstance());
  const options = { bodyParser: false, logger: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), adapter, options);
  adapter.getInstance().removeContentTypeParser('text/plain');
  readJsonBodies(adapter.getInstance());
  app.useLogger(app.get(GatewayLogger));
  // Plugins come before the routes. Cookies are looked at where a session is asked for, not on every request.
  await adapter.getInstance().register(fastifyCookie, { hook: false });
  await sendSecurityHeaders(adapter.getInstance());
  await serveConsole(adapter.getInstance());
  app.useGlobalFilters(new ErrorFilter());
  serveApiDocs(app);
  return app;
}
