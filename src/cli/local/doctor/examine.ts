import { askHealth, type LocalGateway } from '../../health.js';
import { checkClock } from './clocks.js';
import { checkDatabase } from './database.js';
import { checkEndpoints } from './endpoints.js';
import { Findings, type Finding } from './finding.js';
import { checkDisk, checkMemory } from './machine.js';
import { checkEgress, checkEndpointsFile, checkKeys, checkModes, checkSettings } from './settings.js';

const TIMEOUT_MS = 3_000;

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
  yield* await checkKeys(config);
  yield* await completed('endpoints file', () => checkEndpointsFile(config));
  yield* await completed('file modes', () => checkModes(config));
  yield* await completed('disk', () => checkDisk(config.dataDirectory));
  const { findings: ofDatabase, definitions } = await checkDatabase(config);
  yield* ofDatabase;
  yield* checkEgress(config);
  yield* await completed('endpoints', () => checkEndpoints(config, definitions));
  yield await checkGateway(config);
}

/** Makes a check whose own failure is a finding, so that the checks after it are made, too. */
async function completed(
  check: string,
  work: () => readonly Finding[] | Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await work();
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    const advice = code === 'EACCES' ? 'Run gateway doctor as the user of the gateway.' : null;
    return [new Findings(check).fail(`The check cannot be made: ${message}.`, advice)];
  }
}

/** Asks the gateway of this machine whether it can take events. */
async function checkGateway({ host, port, basePath }: LocalGateway): Promise<Finding> {
  const finding = new Findings('gateway');
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const health = await askHealth({ host: address, port, basePath }, '/readyz', TIMEOUT_MS).catch(() => null);
  if (health === null) return finding.ok(`No gateway answers on port ${port}: it is not running.`);
  if (!health.isGateway)
    return finding.fail(
      `Another server answers on port ${port}.`,
      'Stop it, or choose another PORT; where the gateway runs there, check WEBHOOK_BASE_PATH.',
    );
  return health.status === 200
    ? finding.ok(`A gateway answers on port ${port} and can take events.`)
    : finding.fail(
        `The gateway on port ${port} cannot take events (${health.status}).`,
        'Look into its log and the checks above.',
      );
}
