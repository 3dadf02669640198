import { fastifyCookie } from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { GatewayConfig } from './modules/config/gateway-config.js';
import { serveConsole } from './modules/console/serve-console.js';
import { BODY_LIMIT, keepBodyLimits } from './modules/http/body-limit.js';
import { ErrorFilter } from './modules/http/error.filter.js';
import { refuseNoise, refuseUnroutable } from './modules/http/refusals.js';
import { sendSecurityHeaders } from './modules/http/security-headers.js';
import { GatewayLogger } from './modules/observe/gateway-logger.js';
import { serveApiDocs } from './modules/openapi/serve-api-docs.js';

const PARAM_LENGTH_MAX = 2_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** The gateway, composed and not yet listening. */
export async function createApp(config: GatewayConfig): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // `data` passes through untouched, whatever its keys are called; nothing of it is ever merged into an object.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    forceCloseConnections: 'idle',
    // What comes on an open connection while the server closes is still served, and the connection closed after it.
    return503OnClosing: false,
    // A request that is not whole by then is given up.
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: config.trustProxy.length > 0 && [...config.trustProxy],
    // Of a path, as it is encoded: ids have up to 200 characters, of up to 9 bytes each.
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    frameworkErrors: refuseUnroutable,
    clientErrorHandler: refuseNoise,
  });
  keepBodyLimits(adapter.getInstance());
  const options = { bodyParser: false, logger: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), adapter, options);
  adapter.getInstance().removeContentTypeParser('text/plain');
  app.useLogger(app.get(GatewayLogger));
  // Plugins come before the routes. Cookies are looked at where a session is asked for, not on every request.
  await adapter.getInstance().register(fastifyCookie, { hook: false });
  await sendSecurityHeaders(adapter.getInstance());
  await serveConsole(adapter.getInstance());
  app.useGlobalFilters(new ErrorFilter());
  serveApiDocs(app);
  return app;
}
