import type { IncomingMessage } from 'node:http';
import { fastifyCookie } from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { AppModule } from './app.module.js';
import type { GatewayConfig } from './modules/config/gateway-config.js';
import { serveConsole } from './modules/console/serve-console.js';
import { BasePaths, decorateBasePath } from './modules/http/base-path.js';
import { keepBodyLimits } from './modules/http/body-limit.js';
import { boundConnections } from './modules/http/connections.js';
import { ErrorFilter } from './modules/http/error.filter.js';
import { readJsonBodies } from './modules/http/json-bodies.js';
import { sendSecurityHeaders } from './modules/http/security-headers.js';
import { serverOptions } from './modules/http/server-options.js';
import { readForwardedAddresses } from './modules/http/trusted-proxies.js';
import { refuseUnwantedBodies } from './modules/http/unwanted-body.js';
import { GatewayLogger } from './modules/observe/gateway-logger.js';
import { serveApiDocs } from './modules/openapi/serve-api-docs.js';

/** Creates the gateway with its HTTP server, not yet listening. */
export async function createApp(config: GatewayConfig): Promise<NestFastifyApplication> {
  const paths = new BasePaths(config.basePath, config.trustProxy);
  const adapter = new FastifyAdapter({ ...serverOptions(config.trustProxy), ...rewriting(config, paths) });
  // The forwarded address is read first, so that all later readers see the same one.
  if (config.trustProxy.length > 0) readForwardedAddresses(adapter.getInstance(), config.clientIpHeader);
  decorateBasePath(adapter.getInstance(), paths);
  const isProven = ({ caller }: FastifyRequest): boolean => caller !== null;
  boundConnections(adapter.getInstance(), config.maxConnections, isProven);
  keepBodyLimits(adapter.getInstance(), isProven, config.memory.bodies);
  refuseUnwantedBodies(adapter.getInstance());
  const options = { bodyParser: false, logger: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), adapter, options);
  readJsonBodies(adapter.getInstance());
  app.useLogger(app.get(GatewayLogger));
  // Plugins are registered before the routes. The cookie plugin has no hook: cookies are parsed only where a session is
  // needed.
  await adapter.getInstance().register(fastifyCookie, { hook: false });
  await sendSecurityHeaders(adapter.getInstance());
  await serveConsole(adapter.getInstance());
  app.useGlobalFilters(new ErrorFilter());
  serveApiDocs(app);
  return app;
}

/** Rewrites URLs only where the configuration or a trusted proxy can name a base path. */
function rewriting({ basePath, trustProxy }: GatewayConfig, paths: BasePaths) {
  if (basePath === '' && trustProxy.length === 0) return {};
  return { rewriteUrl: (raw: IncomingMessage) => paths.rewritten(raw) };
}
