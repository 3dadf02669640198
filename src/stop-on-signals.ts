import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import { Stopping } from './modules/http/stopping.service.js';

/**
 * Stops the gateway in order at SIGTERM or SIGINT, then ends the process. At SIGTERM `/readyz` fails for `graceMs` ms while
 * everything else goes on, so that whoever sends it traffic has noticed before it stops listening; SIGINT, and any second
 * signal, lets nobody wait.
 */
export function stopOnSignals(app: INestApplicationContext, graceMs: number): void {
  const hurry = new AbortController();
  let stopping: Promise<void> | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping !== undefined || signal === 'SIGINT') hurry.abort();
    stopping ??= close(app, graceMs, hurry.signal);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
}

async function close(app: INestApplicationContext, graceMs: number, hurry: AbortSignal): Promise<void> {
  try {
    app.get(Stopping, { strict: false }).begin();
    await sleep(graceMs, undefined, { signal: hurry }).catch(() => undefined);
    await app.close();
    process.exit(0);
  } catch (error) {
    new Logger('Gateway').error(error);
    process.exit(1);
  }
}
