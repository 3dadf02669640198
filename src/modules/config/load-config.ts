import { dirname } from 'node:path';
import { egressOf, proxiedLoopback } from './egress.js';
import { readEnvFile } from './env-file.js';
import type { Environment } from './environment.js';
import type { DatabaseTarget, GatewayConfig } from './gateway-config.js';
import { LOOPBACK_NETWORKS } from '../net/networks.js';
import { mergeVariables, readFileTwins } from './file-twins.js';
import { tlsMaterial } from '../net/tls-material.js';
import { isLoopback } from './parse-host.js';
import { readEnvironment } from './read-environment.js';
import { retryPolicyOf } from './retry-policy.js';
import type { UrlFault, Variables } from './read-environment.js';
import { lateNames, warningsFor, warningsOn } from './warnings.js';

/** The longest pause between two probes of a failing endpoint, ms. */
const BREAKER_PAUSE_MAX_MS = 5 * 60_000;

/** How long a gateway that others reach is still there after SIGTERM, ms: a balancer looks every second or two. */
const SHUTDOWN_GRACE_MS = 3_000;

export interface LoadOptions {
  /** Default `.env` in the working directory; null reads none. */
  readonly envFile?: string | null;
  /** Whether people read the log as it is written; default: standard output is a terminal. */
  readonly interactive?: boolean;
  /** What the adapters have to say of each endpoint URL; joins the other faults. Default: nothing. */
  readonly urlFault?: UrlFault;
}

export interface LoadedConfig {
  /** Deeply frozen. */
  readonly config: GatewayConfig;
  /** Sentences for the log, free of secrets. */
  readonly warnings: readonly string[];
  /** `OTEL_…` variables, for those who read them themselves. */
  readonly openTelemetry: Readonly<Record<string, string>>;
}

/**
 * Reads the configuration. A variable of the process wins over one of the `.env` file, even where it is empty.
 * @throws GatewayError `invalid_configuration` naming every fault at once; `invalid_env_file`.
 */
export function loadConfig(variables: Variables, options: LoadOptions = {}): LoadedConfig {
  const { envFile = '.env', interactive = process.stdout.isTTY, urlFault } = options;
  const file = envFile === null ? { variables: {}, warnings: [] } : readEnvFile(envFile);
  const merged = mergeVariables(file.variables, defined(variables));
  const { variables: all, faults: fileFaults } = readFileTwins(merged);
  const config = toConfig(readEnvironment(all, { urlFault, fileFaults }), interactive);
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

function toConfig(env: Environment, interactive: boolean): GatewayConfig {
  return {
    urls: env.WEBHOOK_URLS,
    events: env.WEBHOOK_EVENTS,
    secretKey: env.WEBHOOK_SECRET_KEY,
    encryptionKeys: env.WEBHOOK_ENCRYPTION_KEY,
    configFile: env.WEBHOOK_CONFIG,
    timeoutMs: env.WEBHOOK_TIMEOUT,
    retry: retryPolicyOf(env),
    breaker: {
      failures: env.WEBHOOK_BREAKER_FAILURES,
      pauseMs: env.WEBHOOK_BREAKER_PAUSE,
      maxPauseMs: Math.max(env.WEBHOOK_BREAKER_PAUSE, BREAKER_PAUSE_MAX_MS),
    },
    disableAfterMs: env.WEBHOOK_DISABLE_AFTER === 'never' ? null : env.WEBHOOK_DISABLE_AFTER,
    headers: env.WEBHOOK_HEADERS,
    rateLimit: { max: env.WEBHOOK_RATE_LIMIT_MAX, windowMs: env.WEBHOOK_RATE_LIMIT_WINDOW },
    host: env.HOST,
    port: env.PORT,
    basePath: env.WEBHOOK_BASE_PATH,
    maxConnections: env.WEBHOOK_MAX_CONNECTIONS,
    database: env.DATABASE_URL,
    dataDirectory: dataDirectoryOf(env.DATABASE_URL),
    emitKeys: env.WEBHOOK_EMIT_KEYS,
    adminKeys: env.WEBHOOK_ADMIN_KEYS,
    trustProxy: env.WEBHOOK_TRUST_PROXY,
    allowNetworks: env.WEBHOOK_ALLOW_NETWORKS ?? defaultNetworks(env),
    names: {
      mode: env.WEBHOOK_DNS,
      servers: env.WEBHOOK_DNS_SERVERS,
      timeoutMs: env.WEBHOOK_DNS_TIMEOUT,
    },
    egress: egressOf(env),
    tls: tlsMaterial({
      ca: env.WEBHOOK_TLS_CA,
      cert: env.WEBHOOK_TLS_CERT,
      key: env.WEBHOOK_TLS_KEY,
      passphrase: env.WEBHOOK_TLS_KEY_PASSPHRASE,
    }),
    source: env.WEBHOOK_SOURCE,
    brand: env.WEBHOOK_BRAND,
    concurrency: env.WEBHOOK_CONCURRENCY,
    maxConcurrency: env.WEBHOOK_MAX_CONCURRENCY,
    ordering: env.WEBHOOK_ORDERING,
    retentionDays: env.WEBHOOK_RETENTION_DAYS,
    tracing: wantsTraces(env),
    shutdownGraceMs: env.WEBHOOK_SHUTDOWN_GRACE ?? (isLoopback(env.HOST) ? 0 : SHUTDOWN_GRACE_MS),
    logFormat: env.LOG_FORMAT ?? (interactive ? 'pretty' : 'json'),
    logLevel: env.LOG_LEVEL,
  };
}

function openTelemetryOf(variables: Variables): Readonly<Record<string, string>> {
  const own = Object.entries(variables).filter(([name]) => name.startsWith('OTEL_'));
  return Object.fromEntries(own.map(([name, text = '']) => [name, text]));
}

/** Only where somebody names a way out: an exporter, or a collector. */
function wantsTraces(env: Environment): boolean {
  if (env.OTEL_SDK_DISABLED === 'true') return false;
  if (env.OTEL_TRACES_EXPORTER !== null) return !env.OTEL_TRACES_EXPORTER.includes('none');
  return env.OTEL_EXPORTER_OTLP_ENDPOINT !== null || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT !== null;
}

function dataDirectoryOf(database: DatabaseTarget): string {
  return database.driver === 'sqlite' ? dirname(database.file) : './data';
}

/** Someone trying it out at home may send to receivers on the same machine; a guarded gateway may not by itself. */
function defaultNetworks({ HOST, WEBHOOK_EMIT_KEYS, WEBHOOK_ADMIN_KEYS }: Environment): readonly string[] {
  const open = WEBHOOK_EMIT_KEYS.length === 0 && WEBHOOK_ADMIN_KEYS.length === 0;
  return open && isLoopback(HOST) ? LOOPBACK_NETWORKS : [];
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part);
  return Object.freeze(value);
}
