import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import { VERSION } from './modules/config/version.js';
import { Stopping } from './modules/http/stopping.service.js';
import { durationText } from './modules/model/duration-text.js';

/**
 * Stops the gateway in order at SIGTERM or SIGINT, then ends the process. After SIGTERM `/readyz` fails for `graceMs`
 * ms while everything else goes on, so that load balancers stop sending traffic before the gateway stops listening.
 * SIGINT, and any second signal, skips the rest of that time.
 */
export function stopOnSignals(app: INestApplicationContext, graceMs: number): void {
  const logger = new Logger('Gateway');
  const hurry = new AbortController();
  let stopping: Promise<void> | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping !== undefined || signal === 'SIGINT') hurry.abort();
    if (stopping === undefined)
      logger.log(`🛑 ${signal} received: ${plan(signal === 'SIGINT' ? 0 : graceMs)}`);
    stopping ??= close(app, graceMs, hurry.signal, logger);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
}

function plan(graceMs: number): string {
  const wait =
    graceMs === 0 ? '' : `/readyz fails for ${durationText(graceMs)} while requests are served, then `;
  return `${wait}the gateway ends its attempts in flight and stops.`;
}

async function close(
  app: INestApplicationContext,
  graceMs: number,
  hurry: AbortSignal,
  logger: Logger,
): Promise<void> {
  try {
    app.get(Stopping, { strict: false }).begin();
    await sleep(graceMs, undefined, { signal: hurry }).catch(() => undefined);
    await app.close();
    logger.log(`👋 Gateway stopped, version ${VERSION}. Pending deliveries stay in the store.`);
    process.exit(0);
  } catch (error) {
    logger.error(error);
    process.exit(1);
  }
}
