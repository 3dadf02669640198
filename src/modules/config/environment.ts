import { ApartFrom, GuardedByKeys, NeedsOther, NotOurOwn, NotWith } from './cross-checks.js';
import { ACTION_MODES, type ActionMode } from '../model/action.js';
import type { Ordering } from '../model/endpoint.js';
import { DEFAULT_MESSAGE, DETAILS, type Detail } from '../model/message-options.js';
import { NAME_DEFAULTS, type NameSettings } from '../net/names/name-settings.js';
import { databaseUrl, filePath, headerNames, hidden, proxyUrl, urlHosts } from './mask-value.js';
import {
  oneOf,
  parseEventPatterns,
  integer,
  parseBrand,
  printable,
  parseTraceExporters,
  type TraceExporter,
} from './parse-words.js';
import { parseBasePath, parseCollectorUrl, parseHost, parsePublicUrl } from './parse-addresses.js';
import { parseLinkTemplate, parseLocale, parseZone } from './parse-message.js';
import { parseCidrList } from './parse-cidr-list.js';
import { parseConfigFile, FitsCertificate, readCertificates, readPrivateKey } from './named-files.js';
import { parseDatabaseUrl, type DatabaseTarget } from './parse-database-url.js';
import { parseMemory, type MemorySetting } from './parse-memory.js';
import { parseDuration, parseDurationOrNever, parseGrace, parseSchedule } from './parse-duration.js';
import { parseEncryptionKeys, parseKeys, parseSecret } from './parse-keys.js';
import { parseHeaderName, parseHeaders } from './parse-headers.js';
import { parseNameServers, parseNameTimeout } from './parse-name-servers.js';
import { parseRedactFields, parseTypeRetention, type TypeRetention } from './parse-privacy.js';
import { parseNoProxy, parseProxy, type ProxyAddress } from './parse-proxy.js';
import { parseUrlList } from './parse-url-list.js';
import { Reads } from './reads.js';

const DAY_MS = 86_400_000;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/**
 * The declaration of every variable: its parser, its checks against other variables, and its default. Null stands for a
 * default that depends on other variables. docs/configuration.md tells the meanings; a spec holds the two together.
 */
export class Environment {
  @Reads(parseUrlList, urlHosts)
  WEBHOOK_URLS: readonly string[] = [];

  @Reads(parseEventPatterns)
  WEBHOOK_EVENTS: readonly string[] = ['job.completed', 'job.failed'];

  @Reads(parseSecret, hidden)
  WEBHOOK_SECRET_KEY: string | null = null;

  @Reads(parseEncryptionKeys, hidden)
  WEBHOOK_ENCRYPTION_KEY: readonly string[] = [];

  @Reads(parseConfigFile)
  WEBHOOK_CONFIG: string | null = null;

  @Reads(integer({ min: 1, max: 600_000, unit: 'ms' }))
  WEBHOOK_TIMEOUT = 10_000;

  @Reads(integer({ min: 0, max: 100 }))
  WEBHOOK_MAX_RETRIES: number | null = null;

  @Reads(integer({ min: 0, max: 100_000 }))
  WEBHOOK_BREAKER_FAILURES = 10;

  @Reads(parseDuration)
  WEBHOOK_BREAKER_PAUSE = 5_000;

  @Reads(parseDurationOrNever)
  WEBHOOK_DISABLE_AFTER: number | 'never' = 5 * DAY_MS;

  @Reads(parseHeaders, headerNames)
  @NotOurOwn('WEBHOOK_BRAND')
  WEBHOOK_HEADERS: Readonly<Record<string, string>> = {};

  @Reads(integer({ min: 1, max: DAY_MS, unit: 'ms' }))
  WEBHOOK_RATE_LIMIT_WINDOW = 60_000;

  @Reads(integer({ min: 1, max: 1_000_000 }))
  WEBHOOK_RATE_LIMIT_MAX = 100;

  @Reads(integer({ min: 0, max: DAY_MS, unit: 'ms' }))
  WEBHOOK_RETRY_DELAY: number | null = null;

  @Reads(integer({ min: 1, max: DAY_MS, unit: 'ms' }))
  WEBHOOK_MAX_RETRY_DELAY: number | null = null;

  @Reads(parseSchedule)
  WEBHOOK_RETRY_SCHEDULE: readonly number[] | null = null;

  @Reads(parseDuration)
  WEBHOOK_TTL: number | null = null;

  @Reads(integer({ min: 1, max: 1000 }))
  WEBHOOK_CONCURRENCY = 16;

  @Reads(integer({ min: 1, max: 10_000 }))
  WEBHOOK_MAX_CONCURRENCY = 512;

  @Reads(oneOf('none', 'job'))
  WEBHOOK_ORDERING: Ordering | null = null;

  @Reads(oneOf('storm', 'off'))
  WEBHOOK_DIGEST: 'storm' | 'off' = 'storm';

  @Reads(parseMemory)
  WEBHOOK_MEMORY_LIMIT: MemorySetting = 'auto';

  @Reads(integer({ min: 1, max: 3650, unit: 'days' }))
  WEBHOOK_RETENTION_DAYS = 30;

  @Reads(parseTypeRetention)
  WEBHOOK_RETENTION_TYPES: readonly TypeRetention[] = [];

  @Reads(parseRedactFields)
  WEBHOOK_REDACT_FIELDS: readonly string[] = [];

  @Reads(parseGrace)
  WEBHOOK_SHUTDOWN_GRACE: number | null = null;

  @Reads(parseCidrList)
  WEBHOOK_ALLOW_NETWORKS: readonly string[] | null = null;

  @Reads(oneOf('direct', 'system'))
  WEBHOOK_DNS: NameSettings['mode'] = NAME_DEFAULTS.mode;

  @Reads(parseNameServers)
  @NotWith('WEBHOOK_DNS', 'system')
  WEBHOOK_DNS_SERVERS: readonly string[] = NAME_DEFAULTS.servers;

  @Reads(parseNameTimeout)
  WEBHOOK_DNS_TIMEOUT = NAME_DEFAULTS.timeoutMs;

  @Reads(printable(128))
  WEBHOOK_SOURCE = 'streamgank';

  @Reads(parseBrand)
  WEBHOOK_BRAND = 'StreamGank';

  @Reads(parsePublicUrl)
  WEBHOOK_PUBLIC_URL: string | null = null;

  @Reads(parseLinkTemplate)
  WEBHOOK_LINK_JOB: string | null = null;

  @Reads(oneOf(...DETAILS))
  WEBHOOK_MESSAGE_DETAIL: Detail = DEFAULT_MESSAGE.detail;

  @Reads(parseZone)
  WEBHOOK_MESSAGE_ZONE: string = DEFAULT_MESSAGE.zone;

  @Reads(parseLocale)
  WEBHOOK_MESSAGE_LOCALE: string = DEFAULT_MESSAGE.locale;

  @Reads(oneOf(...ACTION_MODES))
  WEBHOOK_ACTIONS: ActionMode = 'sign-in';

  @Reads(parseDuration)
  WEBHOOK_ACTIONS_TTL = 7 * DAY_MS;

  @Reads(parseKeys, hidden)
  WEBHOOK_EMIT_KEYS: readonly string[] = [];

  @Reads(parseKeys, hidden)
  @ApartFrom('WEBHOOK_EMIT_KEYS')
  @ApartFrom('WEBHOOK_SECRET_KEY')
  WEBHOOK_ADMIN_KEYS: readonly string[] = [];

  @Reads(parseCidrList)
  WEBHOOK_TRUST_PROXY: readonly string[] = [];

  @Reads(parseHeaderName)
  @NeedsOther('WEBHOOK_TRUST_PROXY')
  WEBHOOK_CLIENT_IP_HEADER: string | null = null;

  @Reads(parseHost)
  @GuardedByKeys('WEBHOOK_EMIT_KEYS', 'WEBHOOK_ADMIN_KEYS')
  HOST = '127.0.0.1';

  @Reads(integer({ min: 0, max: 65_535 }))
  PORT = 3000;

  @Reads(parseBasePath)
  WEBHOOK_BASE_PATH = '';

  @Reads(integer({ min: 16, max: 1_000_000 }))
  WEBHOOK_MAX_CONNECTIONS = 2_000;

  @Reads(parseDatabaseUrl, databaseUrl)
  DATABASE_URL: DatabaseTarget = { driver: 'sqlite', file: './data/gateway.db' };

  @Reads(oneOf('pretty', 'json'))
  LOG_FORMAT: 'pretty' | 'json' | null = null;

  @Reads(oneOf(...LOG_LEVELS))
  LOG_LEVEL: (typeof LOG_LEVELS)[number] = 'info';

  @Reads(parseProxy, proxyUrl)
  WEBHOOK_EGRESS_PROXY: ProxyAddress | 'none' | null = null;

  @Reads(parseNoProxy)
  WEBHOOK_EGRESS_NO_PROXY: readonly string[] | null = null;

  @Reads(oneOf('true', 'false'))
  WEBHOOK_EGRESS_PROXY_TRUSTED: 'true' | 'false' = 'false';

  @Reads(parseProxy, proxyUrl)
  http_proxy: ProxyAddress | 'none' | null = null;

  @Reads(parseProxy, proxyUrl)
  HTTP_PROXY: ProxyAddress | 'none' | null = null;

  @Reads(parseProxy, proxyUrl)
  https_proxy: ProxyAddress | 'none' | null = null;

  @Reads(parseProxy, proxyUrl)
  HTTPS_PROXY: ProxyAddress | 'none' | null = null;

  @Reads(parseNoProxy)
  no_proxy: readonly string[] | null = null;

  @Reads(parseNoProxy)
  NO_PROXY: readonly string[] | null = null;

  @Reads(readCertificates, filePath)
  WEBHOOK_TLS_CA: string | null = null;

  @Reads(readCertificates, filePath)
  @NeedsOther('WEBHOOK_TLS_KEY')
  WEBHOOK_TLS_CERT: string | null = null;

  @Reads(readPrivateKey, filePath)
  @NeedsOther('WEBHOOK_TLS_CERT')
  @FitsCertificate('WEBHOOK_TLS_CERT', 'WEBHOOK_TLS_KEY_PASSPHRASE')
  WEBHOOK_TLS_KEY: string | null = null;

  @Reads(printable(1024), hidden)
  @NeedsOther('WEBHOOK_TLS_KEY')
  WEBHOOK_TLS_KEY_PASSPHRASE: string | null = null;

  /** The gateway reads only the OpenTelemetry variables that turn tracing on or off; the SDK reads the others itself. */
  @Reads(parseTraceExporters)
  OTEL_TRACES_EXPORTER: readonly TraceExporter[] | null = null;

  @Reads(parseCollectorUrl, urlHosts)
  OTEL_EXPORTER_OTLP_ENDPOINT: string | null = null;

  @Reads(parseCollectorUrl, urlHosts)
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: string | null = null;

  @Reads(oneOf('true', 'false'))
  OTEL_SDK_DISABLED: 'true' | 'false' = 'false';
}
