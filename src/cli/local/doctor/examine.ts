import { request } from 'node:http';
import { checkClock } from './clocks.js';
import { checkDatabase } from './database.js';
import { checkEndpoints } from './endpoints.js';
import { Findings, type Finding } from './finding.js';
import { checkDisk, checkMemory } from './machine.js';
import { checkEgress, checkEndpointsFile, checkKeys, checkModes, checkSettings } from './settings.js';

const TIMEOUT_MS = 3_000;

/** Where the gateway of these settings answers on this machine. */
export interface LocalGateway {
  readonly host: string;
  readonly port: number;
  readonly basePath: string;
}

/**
 * Makes all checks and yields their findings, one after the other. Nothing is changed, and no event is sent.
 *
 * This folder makes one kind of check in each file; `finding.ts` is the form of what they find.
 */
export async function* examine(
  env: NodeJS.ProcessEnv,
  clockUrl: string | undefined,
): AsyncGenerator<Finding> {
  const { config, findings } = checkSettings(env);
  yield* findings;
  yield* config === null ? checkMemory() : checkMemory(config.memory);
  yield* await checkClock(clockUrl);
  if (config === null) return;
  yield* checkKeys(config);
  yield* checkEndpointsFile(config);
  yield* checkModes(config);
  yield* checkDisk(config.dataDirectory);
  yield* await checkDatabase(config);
  yield* checkEgress(config);
  yield* await checkEndpoints(config);
  yield await checkGateway(config);
}

/** Asks the gateway of this machine whether it can take events. */
async function checkGateway({ host, port, basePath }: LocalGateway): Promise<Finding> {
  const finding = new Findings('gateway');
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const status = await statusOf({ host: address, port, basePath });
  if (status === 200) return finding.ok(`A gateway answers on port ${port} and can take events.`);
  return status === null
    ? finding.ok(`No gateway answers on port ${port}: it is not running.`)
    : finding.fail(
        `The gateway on port ${port} cannot take events (${status}).`,
        'Look into its log and the checks above.',
      );
}

function statusOf({ host, port, basePath }: LocalGateway): Promise<number | null> {
  return new Promise((resolve) => {
    const call = request(
      { host, port, path: `${basePath}/readyz`, agent: false, timeout: TIMEOUT_MS },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? null);
      },
    );
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(null));
    call.end();
  });
}
