import { dirname } from 'node:path';
import type { ActionMode } from '../model/action.js';
import type { Ordering, RateLimit, RetryPolicy } from '../model/endpoint.js';
import type { Links, MessageOptions } from '../model/message-options.js';
import type { NameSettings } from '../net/names/name-settings.js';
import { LOOPBACK_NETWORKS } from '../net/networks.js';
import type { EgressSettings } from '../net/proxy-rules.js';
import { tlsMaterial, type TlsMaterial } from '../net/tls-material.js';
import { egressOf } from './egress.js';
import type { Environment } from './environment.js';
import { memoryPlan, type MemoryPlan } from './memory-plan.js';
import { isLoopback } from './parse-addresses.js';
import type { DatabaseTarget } from './parse-database-url.js';
import type { TypeRetention } from './parse-privacy.js';
import { retryPolicyOf } from './retry-policy.js';

/** The validated, frozen settings that every room reads. Durations are in ms. */
export abstract class GatewayConfig {
  /** Entries of `WEBHOOK_URLS` in order, trimmed, empty ones left out. */
  abstract readonly urls: readonly string[];
  /** Event patterns that endpoints of `WEBHOOK_URLS` subscribe to. */
  abstract readonly events: readonly string[];
  /** Signing key; null: generated at the first start and kept in the data directory. */
  abstract readonly secretKey: string | null;
  /** Keys in base64; the first encrypts, all decrypt. Empty: generated when first needed and kept in the data directory. */
  abstract readonly encryptionKeys: readonly string[];
  /** Path of the file with further endpoints; null when there is none. */
  abstract readonly configFile: string | null;
  /** Deadline of one attempt as a whole. */
  abstract readonly timeoutMs: number;
  abstract readonly retry: RetryPolicy;
  /** `failures` in a row open an endpoint's breaker (0: never); `pauseMs` before the first probe. */
  abstract readonly breaker: {
    readonly failures: number;
    readonly pauseMs: number;
    readonly maxPauseMs: number;
  };
  /** Time without a success after which a failing endpoint is disabled; null: never. */
  abstract readonly disableAfterMs: number | null;
  /** Custom headers of signed deliveries, by name. */
  abstract readonly headers: Readonly<Record<string, string>>;
  abstract readonly rateLimit: RateLimit;
  /** Address the gateway listens on. */
  abstract readonly host: string;
  /** Port the gateway listens on; 0: any free one. */
  abstract readonly port: number;
  /** Path under which browsers reach the gateway, such as `/gateway`; empty: the root, or the one a trusted proxy names. */
  abstract readonly basePath: string;
  /** Maximum of open client connections. */
  abstract readonly maxConnections: number;
  abstract readonly database: DatabaseTarget;
  /** Folder of generated files: that of the SQLite file, or `./data`. */
  abstract readonly dataDirectory: string;
  /** API keys that may send events. */
  abstract readonly emitKeys: readonly string[];
  /** API keys that may do everything. */
  abstract readonly adminKeys: readonly string[];
  /** CIDRs of proxies whose `X-Forwarded-…` headers are trusted. */
  abstract readonly trustProxy: readonly string[];
  /** Header, in lower case, in which these proxies name the client; null: `x-forwarded-for`, which lists all on the way. */
  abstract readonly clientIpHeader: string | null;
  /** CIDRs of private or reserved networks that endpoints may be in. */
  abstract readonly allowNetworks: readonly string[];
  /** Resolution of the host names of targets. */
  abstract readonly names: NameSettings;
  /** Outgoing proxies of deliveries. */
  abstract readonly egress: EgressSettings;
  /** Authorities trusted beside Node's own, and the gateway's client certificate; null: neither. */
  abstract readonly tls: TlsMaterial | null;
  /** `source` of every payload. */
  abstract readonly source: string;
  /** Name in titles, in `X-<Brand>-…` headers and in the User-Agent. */
  abstract readonly brand: string;
  /** Addresses to which messages lead, as the environment sets them. */
  abstract readonly links: Links;
  /** Presentation of messages where an endpoint has none of its own. */
  abstract readonly message: Pick<MessageOptions, 'detail' | 'zone' | 'locale'>;
  /** Actions of messages: what pressing one takes, and the time for which its link works, ms. */
  abstract readonly actions: { readonly mode: ActionMode; readonly ttlMs: number };
  /** Maximum of attempts in flight per endpoint. */
  abstract readonly concurrency: number;
  /** Maximum of attempts in flight over all endpoints of this node. */
  abstract readonly maxConcurrency: number;
  /** Ordering of all endpoints; null: the default of each endpoint's adapter. */
  abstract readonly ordering: Ordering | null;
  /** Digest of endpoints that people read and that name none. */
  abstract readonly digest: 'storm' | 'off';
  /** Days that finished events stay in the history. */
  abstract readonly retentionDays: number;
  /** Event types that are kept for a shorter time; the first that matches holds. */
  abstract readonly retentionTypes: readonly TypeRetention[];
  /** Paths of fields of events that are masked where events are shown: `data.user.email`. */
  abstract readonly redactFields: readonly string[];
  /** Whether spans are made; `OTEL_…` variables name their destination. */
  abstract readonly tracing: boolean;
  /** Time after SIGTERM in which requests are still served while `/readyz` already fails. */
  abstract readonly shutdownGraceMs: number;
  /** Bounds of the memory that the gateway may use. */
  abstract readonly memory: MemoryPlan;
  abstract readonly logFormat: 'pretty' | 'json';
  abstract readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** Upper limit of the pause between two probes of a failing endpoint, ms. */
const BREAKER_PAUSE_MAX_MS = 5 * 60_000;

/** Default grace of a gateway that other machines reach, ms: load balancers poll `/readyz` every second or two. */
const SHUTDOWN_GRACE_MS = 3_000;

/** Inputs of the settings beside the variables. */
export interface Surroundings {
  /** Whether the log goes to a terminal, which chooses its default format. */
  readonly interactive: boolean;
  /** Memory limit of the control group, bytes; null: none. */
  readonly memoryLimit: number | null;
}

/** Builds the settings of retention and of redaction. */
function historyOf(
  env: Environment,
): Pick<GatewayConfig, 'retentionDays' | 'retentionTypes' | 'redactFields'> {
  return {
    retentionDays: env.WEBHOOK_RETENTION_DAYS,
    retentionTypes: env.WEBHOOK_RETENTION_TYPES,
    redactFields: env.WEBHOOK_REDACT_FIELDS,
  };
}

/** Builds the settings from the variables. */
export function gatewayConfigOf(env: Environment, { interactive, memoryLimit }: Surroundings): GatewayConfig {
  return {
    urls: env.WEBHOOK_URLS,
    events: env.WEBHOOK_EVENTS,
    secretKey: env.WEBHOOK_SECRET_KEY,
    encryptionKeys: env.WEBHOOK_ENCRYPTION_KEY,
    configFile: env.WEBHOOK_CONFIG,
    timeoutMs: env.WEBHOOK_TIMEOUT,
    retry: retryPolicyOf(env),
    breaker: breakerOf(env),
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
    clientIpHeader: env.WEBHOOK_CLIENT_IP_HEADER,
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
    links: { console: consoleUrl(env), job: env.WEBHOOK_LINK_JOB },
    message: {
      detail: env.WEBHOOK_MESSAGE_DETAIL,
      zone: env.WEBHOOK_MESSAGE_ZONE,
      locale: env.WEBHOOK_MESSAGE_LOCALE,
    },
    actions: { mode: env.WEBHOOK_ACTIONS, ttlMs: env.WEBHOOK_ACTIONS_TTL },
    concurrency: env.WEBHOOK_CONCURRENCY,
    maxConcurrency: env.WEBHOOK_MAX_CONCURRENCY,
    ordering: env.WEBHOOK_ORDERING,
    digest: env.WEBHOOK_DIGEST,
    ...historyOf(env),
    tracing: wantsTraces(env),
    shutdownGraceMs: env.WEBHOOK_SHUTDOWN_GRACE ?? (isLoopback(env.HOST) ? 0 : SHUTDOWN_GRACE_MS),
    memory: memoryPlan(env.WEBHOOK_MEMORY_LIMIT === 'auto' ? memoryLimit : env.WEBHOOK_MEMORY_LIMIT),
    logFormat: env.LOG_FORMAT ?? (interactive ? 'pretty' : 'json'),
    logLevel: env.LOG_LEVEL,
  };
}

/** Returns the address of the console: a public URL without a path gets the base path. */
function consoleUrl({ WEBHOOK_PUBLIC_URL: url, WEBHOOK_BASE_PATH: basePath }: Environment): string | null {
  return url !== null && new URL(url).pathname === '/' ? url + basePath : url;
}

/** Tells whether to make spans: an exporter or a collector must be named. */
function wantsTraces(env: Environment): boolean {
  if (env.OTEL_SDK_DISABLED === 'true') return false;
  if (env.OTEL_TRACES_EXPORTER !== null) return !env.OTEL_TRACES_EXPORTER.includes('none');
  return env.OTEL_EXPORTER_OTLP_ENDPOINT !== null || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT !== null;
}

function dataDirectoryOf(database: DatabaseTarget): string {
  return database.driver === 'sqlite' ? dirname(database.file) : './data';
}

/** Opens loopback by default on a gateway without keys that only this machine reaches; any other opens nothing. */
function defaultNetworks({ HOST, WEBHOOK_EMIT_KEYS, WEBHOOK_ADMIN_KEYS }: Environment): readonly string[] {
  const open = WEBHOOK_EMIT_KEYS.length === 0 && WEBHOOK_ADMIN_KEYS.length === 0;
  return open && isLoopback(HOST) ? LOOPBACK_NETWORKS : [];
}

function breakerOf(env: Environment): GatewayConfig['breaker'] {
  const pauseMs = env.WEBHOOK_BREAKER_PAUSE;
  const maxPauseMs = Math.max(pauseMs, BREAKER_PAUSE_MAX_MS);
  return { failures: env.WEBHOOK_BREAKER_FAILURES, pauseMs, maxPauseMs };
}
