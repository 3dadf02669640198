import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { egressLine } from '../../../modules/config/egress.js';
import { resolveEncryptionKeys } from '../../../modules/config/encryption-keys.js';
import { modeWarnings } from '../../../modules/config/file-modes.js';
import type { GatewayConfig } from '../../../modules/config/gateway-config.js';
import { loadConfig } from '../../../modules/config/load-config.js';
import { readKeyFile } from '../../../modules/config/secret-key-file.js';
import { urlFault } from '../../../modules/endpoints/environment-endpoints.js';
import { counted } from '../../../modules/model/counted.js';
import { checkConfigFile } from '../../../modules/endpoints/file/config-file.js';
import { Findings, type Finding } from './finding.js';

/** Reads the settings as a start would. `config` is null where a start would refuse them. */
export function checkSettings(env: NodeJS.ProcessEnv): {
  readonly config: GatewayConfig | null;
  readonly findings: readonly Finding[];
} {
  const settings = new Findings('settings');
  try {
    const { config, warnings } = loadConfig(env, { urlFault, interactive: false });
    const findings = warnings.map((warning) => settings.warn(warning.replace(/^⚠️ /u, '')));
    return { config, findings: findings.length > 0 ? findings : [settings.ok('All variables are valid.')] };
  } catch (error) {
    const advice = 'Each line names the variable and what is accepted; docs/configuration.md lists them all.';
    return { config: null, findings: [settings.fail((error as Error).message, advice)] };
  }
}

/** Checks the file of endpoints, where one is configured. */
export function checkEndpointsFile(config: GatewayConfig): readonly Finding[] {
  if (config.configFile === null) return [];
  const file = new Findings('endpoints file');
  try {
    checkConfigFile(config);
    return [file.ok(`${config.configFile} is valid.`)];
  } catch (error) {
    return [file.fail((error as Error).message, 'gateway validate checks the file alone.')];
  }
}

/** Checks which keys protect the API, sign deliveries and encrypt secrets. Key files are read as a start reads them. */
export async function checkKeys(config: GatewayConfig): Promise<readonly Finding[]> {
  const keys = new Findings('keys');
  return [
    checkAccess(keys, config),
    await checkSigning(keys, config),
    ...(await checkEncryption(keys, config)),
  ];
}

function checkAccess(keys: Findings, { adminKeys, emitKeys, host }: GatewayConfig): Finding {
  const { length: admins } = adminKeys;
  return admins + emitKeys.length === 0
    ? keys.warn(
        `No keys are set: every program of this machine may use the API (HOST=${host}).`,
        'Set WEBHOOK_ADMIN_KEYS and WEBHOOK_EMIT_KEYS: openssl rand -hex 32',
      )
    : admins === 0
      ? keys.warn(
          'WEBHOOK_ADMIN_KEYS is empty: only keys made through the API can use the console or change endpoints.',
          'Set WEBHOOK_ADMIN_KEYS.',
        )
      : keys.ok(
          `Keys of the settings: ${counted(admins, 'admin key')}, ${counted(emitKeys.length, 'emit key')}.`,
        );
}

async function checkSigning(keys: Findings, { secretKey, dataDirectory }: GatewayConfig): Promise<Finding> {
  if (secretKey !== null) return keys.ok('Key of the signatures: WEBHOOK_SECRET_KEY.');
  const file = join(dataDirectory, 'webhook-secret.key');
  try {
    const isKept = (await readKeyFile(file)) !== null;
    return keys.ok(`Key of the signatures: ${isKept ? 'kept' : 'made at the first start,'} in ${file}.`);
  } catch (error) {
    return keys.fail((error as Error).message);
  }
}

async function checkEncryption(keys: Findings, config: GatewayConfig): Promise<Finding[]> {
  try {
    await resolveEncryptionKeys(config, false);
    return [];
  } catch (error) {
    return [keys.fail((error as Error).message)];
  }
}

/** Checks who may read keys and data. */
export function checkModes({ dataDirectory, database }: GatewayConfig): readonly Finding[] {
  const files = new Findings('file modes');
  const keys = ['webhook-secret.key', 'webhook-encryption.key'].map((name) => join(dataDirectory, name));
  const warnings = modeWarnings(
    dataDirectory,
    database.driver === 'sqlite' ? [...keys, database.file] : keys,
  );
  if (warnings.length > 0) return warnings.map((warning) => files.warn(warning));
  return [
    files.ok(
      existsSync(dataDirectory)
        ? `Only the owner can read keys and data in ${dataDirectory}.`
        : `${dataDirectory} does not exist: the first start makes it, for its owner alone.`,
    ),
  ];
}

/** Names the proxy of deliveries. */
export function checkEgress(config: GatewayConfig): readonly Finding[] {
  const line = egressLine(config.egress);
  return [
    new Findings('egress').ok(
      line === null ? 'Deliveries go out directly, without a proxy.' : `${line.replace(/^\P{L}+/u, '')}.`,
    ),
  ];
}
