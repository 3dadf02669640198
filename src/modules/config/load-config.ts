import { proxiedLoopback } from './egress.js';
import { readEnvFile } from './env-file.js';
import { mergeVariables, readFileTwins } from './file-twins.js';
import { gatewayConfigOf, type GatewayConfig } from './gateway-config.js';
import { memoryLimit as limitOfGroup } from './memory-limit.js';
import { readEnvironment, type UrlFault, type Variables } from './read-environment.js';
import { lateNames, warningsFor, warningsOn } from './warnings.js';

/** Options of {@link loadConfig}. */
export interface LoadOptions {
  /** Default `.env` in the working directory; null reads none. */
  readonly envFile?: string | null;
  /** Whether the log goes to a terminal; default: standard output is one. */
  readonly interactive?: boolean;
  /** Memory limit of the control group, bytes; null: none. Default: that of this process. */
  readonly memoryLimit?: number | null;
  /** Check of each endpoint URL by the adapters; its faults join the others. Default: none. */
  readonly urlFault?: UrlFault;
}

/** The settings of a start. */
export interface LoadedConfig {
  /** Deeply frozen. */
  readonly config: GatewayConfig;
  /** Sentences for the log, free of secrets. */
  readonly warnings: readonly string[];
  /** All `OTEL_…` variables, for OpenTelemetry's SDK. */
  readonly openTelemetry: Readonly<Record<string, string>>;
}

/**
 * Reads the configuration. A variable of the process wins over one of the `.env` file, even where it is empty.
 * @throws GatewayError `invalid_configuration` naming every fault at once; `invalid_env_file`.
 */
export function loadConfig(variables: Variables, options: LoadOptions = {}): LoadedConfig {
  const { envFile = '.env', interactive = process.stdout.isTTY, urlFault } = options;
  const { memoryLimit = limitOfGroup() } = options;
  const file = envFile === null ? { variables: {}, warnings: [] } : readEnvFile(envFile);
  const merged = mergeVariables(file.variables, defined(variables));
  const { variables: all, faults: fileFaults } = readFileTwins(merged);
  const config = gatewayConfigOf(readEnvironment(all, { urlFault, fileFaults }), {
    interactive,
    memoryLimit,
  });
  return {
    config: deepFreeze(config),
    warnings: [
      ...file.warnings,
      ...lateNames(file.variables, variables),
      ...warningsFor(all),
      ...warningsOn(config),
      ...proxiedLoopback(config.urls, config.egress),
    ],
    openTelemetry: openTelemetryOf(all),
  };
}

function defined(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([, text]) => text !== undefined));
}

function openTelemetryOf(variables: Variables): Readonly<Record<string, string>> {
  const own = Object.entries(variables).filter(([name]) => name.startsWith('OTEL_'));
  return Object.fromEntries(own.map(([name, text = '']) => [name, text]));
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part);
  return Object.freeze(value);
}
