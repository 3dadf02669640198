import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { join } from 'node:path';
import { createApp } from './create-app.js';
import { egressLine } from './modules/config/egress.js';
import { modeWarnings } from './modules/config/file-modes.js';
import { GatewayConfig } from './modules/config/gateway-config.js';
import type { LoadedConfig } from './modules/config/load-config.js';
import { memoryText } from './modules/config/memory-plan.js';
import { retryText } from './modules/config/retry-policy.js';
import { SecretKey } from './modules/config/secret-key.js';
import { rangeOf, VERSION } from './modules/config/version.js';
import { checkConfigFile } from './modules/endpoints/file/config-file.js';
import { checkLinks } from './modules/endpoints/links.js';
import { GatewayError } from './modules/model/gateway-error.js';
import { Store } from './modules/store/store.js';
import { stopOnSignals } from './stop-on-signals.js';
import { missingSdkText, SDK } from './modules/tracing/load-sdk.js';
import { startTracing } from './modules/tracing/start-tracing.js';

/**
 * Serves with the settings that were read, until a signal ends the process.
 *
 * @throws GatewayError for settings that do not fit one another, the store, or an address that cannot be listened on
 */
export async function serve({ config, warnings, openTelemetry }: LoadedConfig): Promise<void> {
  checkLinks(config);
  checkConfigFile(config);
  const traced = config.tracing && (await startTracing(openTelemetry));
  const app = await createApp(config);
  stopOnSignals(app, config.shutdownGraceMs);
  await listen(app, config);
  announce(await app.getUrl(), config, app.get(SecretKey), [
    ...warnings,
    ...(config.tracing && !traced ? [missingSdkText(rangeOf(SDK))] : []),
    ...app.get(Store, { strict: false }).warnings,
  ]);
}

async function listen(app: NestFastifyApplication, { host, port }: GatewayConfig): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    // Its parts are at work already: what is under way is completed, and the database is left in order.
    await app.close().catch(() => undefined);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof GatewayError) throw error;
    const advice =
      code === 'EADDRINUSE' ? 'Another program uses that port: end it, or set PORT.' : 'Check HOST and PORT.';
    throw new GatewayError(
      'cannot_listen',
      `The gateway cannot listen on ${host}:${port} (${message}). ${advice}`,
      { cause: error },
    );
  }
}

function announce(address: string, config: GatewayConfig, key: SecretKey, warnings: readonly string[]): void {
  const logger = new Logger('Gateway');
  for (const warning of [...warnings, ...fileWarnings(config)]) logger.warn(warning);
  if (key.origin === 'generated')
    logger.log(`🔑 No WEBHOOK_SECRET_KEY is set: a secret was generated and is kept in ${key.file}`);
  if (key.origin === 'file') logger.log(`🔑 Deliveries are signed with the secret kept in ${key.file}`);
  logger.log(`🔁 ${retryText(config.retry)}`);
  const memory = memoryText(config.memory, process.execArgv);
  if (memory !== null) logger.log(`🧠 ${memory}`);
  const egress = egressLine(config.egress);
  if (egress !== null) logger.log(egress);
  logger.log(`🚀 Gateway listens on ${address}, store: ${config.database.driver}, version ${VERSION}`);
  logger.log(`🖥️ Console: ${address}/`);
}

/** Warns about the modes of the files that hold keys and data. */
function fileWarnings({ dataDirectory, database }: GatewayConfig): readonly string[] {
  const keys = ['webhook-secret.key', 'webhook-encryption.key'].map((name) => join(dataDirectory, name));
  return modeWarnings(dataDirectory, database.driver === 'sqlite' ? [...keys, database.file] : keys);
}
