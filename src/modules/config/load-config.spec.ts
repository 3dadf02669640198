import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayError } from '../model/gateway-error.js';
import { memoryPlan } from './memory-plan.js';
import { loadConfig } from './load-config.js';
import { VARIABLE_NAMES } from './read-environment.js';
import { DEFAULT_SCHEDULE } from './retry-policy.js';
import type { Variables } from './read-environment.js';

const KEY = 'kP3xV9mQ2rT7wZ5c';
const PROXY = {
  origin: 'http://proxy.test:3128',
  authorization: `Basic ${Buffer.from('me:secret').toString('base64')}`,
  shown: 'http://***@proxy.test:3128',
  variable: 'WEBHOOK_EGRESS_PROXY',
};
const load = (variables: Variables) =>
  loadConfig(variables, { envFile: null, interactive: false, memoryLimit: null });

function faultOf(variables: Variables): string {
  try {
    load(variables);
  } catch (error) {
    return `${(error as GatewayError).code}: ${(error as GatewayError).message}`;
  }
  throw new Error('No fault was found.');
}

describe('loadConfig', () => {
  it('has the documented defaults', () => {
    expect(load({})).toEqual({
      warnings: [],
      openTelemetry: {},
      config: {
        urls: [],
        events: ['job.completed', 'job.failed'],
        secretKey: null,
        encryptionKeys: [],
        configFile: null,
        timeoutMs: 10_000,
        retry: { maxRetries: 3, delayMs: 1000, maxDelayMs: 30_000, schedule: DEFAULT_SCHEDULE, ttlMs: null },
        breaker: { failures: 10, pauseMs: 5000, maxPauseMs: 300_000 },
        disableAfterMs: 432_000_000,
        digest: 'storm',
        headers: {},
        rateLimit: { max: 100, windowMs: 60_000 },
        host: '127.0.0.1',
        port: 3000,
        maxConnections: 2000,
        basePath: '',
        database: { driver: 'sqlite', file: './data/gateway.db' },
        dataDirectory: './data',
        emitKeys: [],
        adminKeys: [],
        trustProxy: [],
        clientIpHeader: null,
        allowNetworks: ['127.0.0.0/8', '::1/128'],
        names: { mode: 'direct', servers: [], timeoutMs: 4_000 },
        egress: { http: null, https: null, direct: [], proxyTrusted: false },
        tls: null,
        source: 'streamgank',
        brand: 'StreamGank',
        actions: { mode: 'sign-in', ttlMs: 7 * 86_400_000 },
        links: { console: null, job: null },
        message: { detail: 'compact', zone: 'UTC', locale: 'en' },
        concurrency: 16,
        ordering: null,
        shutdownGraceMs: 0,
        maxConcurrency: 512,
        retentionDays: 30,
        retentionTypes: [],
        redactFields: [],
        memory: memoryPlan(null),
        tracing: false,
        logFormat: 'json',
        logLevel: 'info',
      },
    });
  });

  it('takes an empty variable as unset', () => {
    const empty = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, ' ']));
    expect({ ...load(empty), openTelemetry: {} }).toEqual(load({}));
  });

  it('reads every variable', () => {
    const { config } = load({
      WEBHOOK_URLS: 'https://your-app.com/webhooks/streamgank,https://hooks.slack.com/services/your/webhook',
      WEBHOOK_EVENTS: 'job.completed,job.failed,job.cancelled',
      WEBHOOK_SECRET_KEY: 'your-secure-webhook-secret-key-here',
      WEBHOOK_ENCRYPTION_KEY: `${'ab'.repeat(32)},${'A'.repeat(43)}=`,
      WEBHOOK_CONFIG: './gateway.yaml',
      WEBHOOK_TIMEOUT: '5000',
      WEBHOOK_MAX_RETRIES: ' 5 ',
      WEBHOOK_DISABLE_AFTER: '36h',
      WEBHOOK_HEADERS: 'Authorization:Bearer your-token,X-Custom-Header:your-value',
      WEBHOOK_RATE_LIMIT_WINDOW: '1000',
      WEBHOOK_RATE_LIMIT_MAX: '7',
      WEBHOOK_RETRY_DELAY: '10',
      WEBHOOK_MAX_RETRY_DELAY: '20',
      WEBHOOK_CONCURRENCY: '4',
      WEBHOOK_RETENTION_TYPES: 'job.progress=2d',
      WEBHOOK_REDACT_FIELDS: 'data.user.email',
      WEBHOOK_RETENTION_DAYS: '90',
      WEBHOOK_MEMORY_LIMIT: '256MiB',
      WEBHOOK_ALLOW_NETWORKS: 'private',
      WEBHOOK_DNS_SERVERS: '10.0.0.53,[2001:db8::53]:5353',
      WEBHOOK_DNS_TIMEOUT: '2s',
      WEBHOOK_SOURCE: 'studio',
      WEBHOOK_BRAND: 'Studio',
      WEBHOOK_PUBLIC_URL: 'https://hooks.example.com/',
      WEBHOOK_LINK_JOB: 'https://studio.example/jobs/{{ data.job_id }}',
      WEBHOOK_MESSAGE_DETAIL: 'full',
      WEBHOOK_MESSAGE_ZONE: 'Europe/Berlin',
      WEBHOOK_MESSAGE_LOCALE: 'en-GB',
      WEBHOOK_ACTIONS: 'link',
      WEBHOOK_ACTIONS_TTL: '12h',
      WEBHOOK_EMIT_KEYS: KEY,
      WEBHOOK_ADMIN_KEYS: `${KEY}-admin`,
      HOST: '0.0.0.0',
      PORT: '8080',
      WEBHOOK_MAX_CONNECTIONS: '500',
      WEBHOOK_BASE_PATH: 'hooks/',
      DATABASE_URL: 'postgres://db.example/gateway',
      LOG_FORMAT: 'pretty',
      WEBHOOK_EGRESS_PROXY: 'http://me:secret@proxy.test:3128',
      WEBHOOK_EGRESS_NO_PROXY: 'a.test 10.0.0.0/8',
      WEBHOOK_EGRESS_PROXY_TRUSTED: 'true',
      WEBHOOK_TRUST_PROXY: '10.0.0.0/8,loopback',
      WEBHOOK_CLIENT_IP_HEADER: 'X-Real-IP',
      LOG_LEVEL: 'debug',
      WEBHOOK_ORDERING: 'job',
      WEBHOOK_SHUTDOWN_GRACE: '20s',
      WEBHOOK_MAX_CONCURRENCY: '64',
      WEBHOOK_DIGEST: 'off',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
    });
    expect(config).toEqual({
      urls: ['https://your-app.com/webhooks/streamgank', 'https://hooks.slack.com/services/your/webhook'],
      events: ['job.completed', 'job.failed', 'job.cancelled'],
      secretKey: 'your-secure-webhook-secret-key-here',
      encryptionKeys: [Buffer.alloc(32, 0xab).toString('base64'), Buffer.alloc(32).toString('base64')],
      configFile: './gateway.yaml',
      timeoutMs: 5000,
      retry: { maxRetries: 5, delayMs: 10, maxDelayMs: 20, schedule: null, ttlMs: null },
      breaker: { failures: 10, pauseMs: 5000, maxPauseMs: 300_000 },
      digest: 'off',
      disableAfterMs: 36 * 3_600_000,
      headers: { Authorization: 'Bearer your-token', 'X-Custom-Header': 'your-value' },
      rateLimit: { max: 7, windowMs: 1000 },
      host: '0.0.0.0',
      port: 8080,
      maxConnections: 500,
      basePath: '/hooks',
      database: { driver: 'postgres', url: 'postgres://db.example/gateway' },
      dataDirectory: './data',
      emitKeys: [KEY],
      adminKeys: [`${KEY}-admin`],
      trustProxy: ['10.0.0.0/8', '127.0.0.0/8', '::1/128'],
      clientIpHeader: 'x-real-ip',
      names: { mode: 'direct', servers: ['10.0.0.53:53', '[2001:db8::53]:5353'], timeoutMs: 2_000 },
      allowNetworks: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'],
      egress: { http: PROXY, https: PROXY, direct: ['a.test', '10.0.0.0/8'], proxyTrusted: true },
      tls: null,
      source: 'studio',
      brand: 'Studio',
      actions: { mode: 'link', ttlMs: 12 * 3_600_000 },
      links: {
        console: 'https://hooks.example.com/hooks',
        job: 'https://studio.example/jobs/{{ data.job_id }}',
      },
      message: { detail: 'full', zone: 'Europe/Berlin', locale: 'en-GB' },
      concurrency: 4,
      ordering: 'job',
      shutdownGraceMs: 20_000,
      maxConcurrency: 64,
      retentionDays: 90,
      retentionTypes: [{ pattern: 'job.progress', keptMs: 2 * 86_400_000 }],
      redactFields: ['data.user.email'],
      memory: memoryPlan(256 * 1024 * 1024),
      tracing: true,
      logFormat: 'pretty',
      logLevel: 'debug',
    });
  });

  it('reads WEBHOOK_MAX_RETRIES=0 as no retries', () => {
    expect(load({ WEBHOOK_MAX_RETRIES: '0' }).config.retry.maxRetries).toBe(0);
  });

  it('reads WEBHOOK_DISABLE_AFTER=0 as never', () => {
    expect(load({ WEBHOOK_DISABLE_AFTER: '0' }).config.disableAfterMs).toBeNull();
    expect(() => load({ WEBHOOK_DISABLE_AFTER: '5' })).toThrow(/WEBHOOK_DISABLE_AFTER="5" .*or 0 for never/);
  });

  it('freezes the configuration deeply', () => {
    const { config } = load({ WEBHOOK_HEADERS: 'X-A:b', WEBHOOK_URLS: 'https://a.example' });
    expect([config, config.retry, config.headers, config.urls].every((part) => Object.isFrozen(part))).toBe(
      true,
    );
  });

  it('keeps generated files beside the SQLite file', () => {
    expect(load({ DATABASE_URL: 'sqlite:///var/lib/gateway/x.db' }).config.dataDirectory).toBe(
      '/var/lib/gateway',
    );
  });

  it('logs in the pretty format on a terminal', () => {
    expect(loadConfig({}, { envFile: null, interactive: true }).config.logFormat).toBe('pretty');
  });
});

describe('loadConfig', () => {
  const COLLECTOR = 'https://collector.example:4318';

  it.each<[boolean, Variables]>([
    [false, { OTEL_SERVICE_NAME: 'gateway' }],
    [true, { OTEL_EXPORTER_OTLP_ENDPOINT: COLLECTOR }],
    [true, { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: COLLECTOR }],
    [true, { OTEL_TRACES_EXPORTER: 'otlp, console' }],
    [false, { OTEL_EXPORTER_OTLP_ENDPOINT: COLLECTOR, OTEL_TRACES_EXPORTER: 'none' }],
    [false, { OTEL_EXPORTER_OTLP_ENDPOINT: COLLECTOR, OTEL_SDK_DISABLED: 'TRUE' }],
  ])('turns tracing on: %j with %j', (tracing, variables) => {
    expect(load(variables)).toMatchObject({ config: { tracing }, openTelemetry: variables });
  });
});

describe('loadConfig', () => {
  it.each<[string, Variables]>([
    ['bound to loopback with keys', { WEBHOOK_EMIT_KEYS: KEY }],
    ['bound to everything', { HOST: '::', WEBHOOK_EMIT_KEYS: KEY, WEBHOOK_ADMIN_KEYS: `${KEY}-admin` }],
  ])('opens no reserved network when %s', (_, variables) => {
    expect(load(variables).config.allowNetworks).toEqual([]);
  });

  it.each<[Variables, string]>([
    [{}, 'WEBHOOK_EMIT_KEYS and WEBHOOK_ADMIN_KEYS are not set'],
    [{ WEBHOOK_EMIT_KEYS: KEY }, 'WEBHOOK_ADMIN_KEYS is not set'],
    [{ WEBHOOK_ADMIN_KEYS: KEY }, 'WEBHOOK_EMIT_KEYS is not set'],
  ])('refuses an address beyond loopback with %j', (keys, reason) => {
    const message = faultOf({ HOST: '0.0.0.0', ...keys });
    expect(message).toContain(`HOST="0.0.0.0" lets other machines reach the gateway, and ${reason}`);
    expect(message).toContain('openssl rand -hex 32');
  });
});

describe('loadConfig', () => {
  const other = `${KEY}-other`;

  it.each<[string, Variables, string]>([
    ['an emit key', { WEBHOOK_EMIT_KEYS: `x-${KEY},${KEY}` }, 'key 2 is in WEBHOOK_EMIT_KEYS as well'],
    ['the signing key', { WEBHOOK_SECRET_KEY: KEY }, 'key 2 is in WEBHOOK_SECRET_KEY as well'],
  ])('refuses an admin key that is %s', (_, variables, message) => {
    const fault = faultOf({ ...variables, WEBHOOK_ADMIN_KEYS: `${other},${KEY}` });
    expect(fault).toContain(`WEBHOOK_ADMIN_KEYS=*** ${message}`);
    expect(fault).not.toContain(KEY);
  });
});

describe('loadConfig', () => {
  it.each<[string, string, string]>([
    ['WEBHOOK_URLS', 'ftp://x.example/token', 'WEBHOOK_URLS=*** URL 1 does not begin'],
    ['OTEL_TRACES_EXPORTER', 'otlp,jaeger', 'OTEL_TRACES_EXPORTER="otlp,jaeger" exporter 2 is not'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', '127.0.0.1:4318', 'OTEL_EXPORTER_OTLP_ENDPOINT=*** cannot be read'],
    ['WEBHOOK_EVENTS', 'Job', 'WEBHOOK_EVENTS="Job" entry 1 must be lower-case: job'],
    ['WEBHOOK_SECRET_KEY', 'whsec_?', 'WEBHOOK_SECRET_KEY=*** begins with whsec_'],
    [
      'WEBHOOK_TIMEOUT',
      '10s',
      'WEBHOOK_TIMEOUT="10s" is not a whole number. Accepted: a whole number from 1 to 600000',
    ],
    ['WEBHOOK_TIMEOUT', '600001', 'WEBHOOK_TIMEOUT="600001" is too large'],
    ['WEBHOOK_MAX_RETRIES', '101', 'WEBHOOK_MAX_RETRIES="101" is too large'],
    ['WEBHOOK_HEADERS', 'x', 'WEBHOOK_HEADERS=*** does not begin with a header name'],
    [
      'WEBHOOK_HEADERS',
      'X-StreamGank-EVENT:x',
      'WEBHOOK_HEADERS names X-StreamGank-EVENT, which the gateway sets',
    ],
    ['WEBHOOK_RATE_LIMIT_WINDOW', '0', 'WEBHOOK_RATE_LIMIT_WINDOW="0" is too small'],
    ['WEBHOOK_RATE_LIMIT_MAX', '1000001', 'WEBHOOK_RATE_LIMIT_MAX="1000001" is too large'],
    ['WEBHOOK_RETRY_DELAY', '86400001', 'WEBHOOK_RETRY_DELAY="86400001" is too large'],
    ['WEBHOOK_CONCURRENCY', '1001', 'WEBHOOK_CONCURRENCY="1001" is too large'],
    ['WEBHOOK_MEMORY_LIMIT', '100MiB', 'from 192MiB to 1024GiB'],
    ['WEBHOOK_RETENTION_DAYS', '3651', 'from 1 to 3650 (days)'],
    ['WEBHOOK_ALLOW_NETWORKS', '10.0.0.1/8', 'WEBHOOK_ALLOW_NETWORKS="10.0.0.1/8" entry 1'],
    ['WEBHOOK_DNS', 'libc', 'WEBHOOK_DNS="libc" is not one of the known words. Accepted: direct, system.'],
    ['WEBHOOK_DNS_SERVERS', 'dns.example', 'WEBHOOK_DNS_SERVERS="dns.example" entry 1 is not the address'],
    ['WEBHOOK_DNS_TIMEOUT', '2m', 'WEBHOOK_DNS_TIMEOUT="2m" is too long'],
    ['WEBHOOK_SOURCE', 'a\tb', 'WEBHOOK_SOURCE="a\\tb" is too long or holds control characters'],
    ['WEBHOOK_BRAND', '★', 'WEBHOOK_BRAND="★" leaves nothing for a header name'],
    ['WEBHOOK_SECRET_KEY', 'a', 'WEBHOOK_SECRET_KEY=*** is too short with its 1 of 8 characters'],
    ['WEBHOOK_SECRET_KEY', 'whsec_YWE=', 'WEBHOOK_SECRET_KEY=*** is too short with its 2 of 8 bytes'],
    ['WEBHOOK_EMIT_KEYS', `${KEY},aaaaaaaaaaaaaaaa`, 'WEBHOOK_EMIT_KEYS=*** key 2 is easy to guess'],
    ['WEBHOOK_ADMIN_KEYS', 'passwordpassword', 'WEBHOOK_ADMIN_KEYS=*** key 1 is easy to guess'],
    ['WEBHOOK_EMIT_KEYS', 'x', 'WEBHOOK_EMIT_KEYS=*** key 1 is too short with its 1 of 16 characters'],
    ['WEBHOOK_ADMIN_KEYS', 'x', 'WEBHOOK_ADMIN_KEYS=*** key 1 is too short with its 1 of 16 characters'],
    ['HOST', 'a b', 'HOST="a b" is not an address or host name'],
    ['PORT', '65536', 'PORT="65536" is too large'],
    ['DATABASE_URL', ':memory:', 'would not survive a restart'],
    ['LOG_FORMAT', 'xml', 'LOG_FORMAT="xml" is not one of the known words. Accepted: pretty, json.'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL="loud" is not one of the known words'],
  ])('refuses %s=%s', (name, text, message) => {
    const fault = faultOf({ [name]: text });
    expect(fault).toContain('invalid_configuration: Invalid configuration: 1 error');
    expect(fault).toContain(message);
  });

  it('refuses name servers that WEBHOOK_DNS=system would not ask', () => {
    const fault = faultOf({ WEBHOOK_DNS: 'system', WEBHOOK_DNS_SERVERS: '10.0.0.53' });
    expect(fault).toContain('WEBHOOK_DNS_SERVERS has no effect with WEBHOOK_DNS=system.');
  });

  it("lists the adapters' refusals beside entries that cannot be read", () => {
    const urlFault = (entry: string): string | null =>
      entry.includes('bad') ? 'no target takes this' : null;
    const variables = { WEBHOOK_URLS: 'ftp://bad.example/a,https://bad.example/b' };
    const load = (): unknown => loadConfig(variables, { envFile: null, urlFault });
    expect(load).toThrow(/2 errors/);
    expect(load).toThrow(/URL 1 does not begin with/);
    expect(load).toThrow(/WEBHOOK_URLS: entry 2: no target takes this/);
  });

  it("lists the adapters' refusals among the other errors", () => {
    const urlFault = (entry: string): string | null =>
      entry.includes('bad') ? 'no target takes this' : null;
    const variables = {
      WEBHOOK_URLS: 'https://good.example/a,https://bad.example/b',
      WEBHOOK_TIMEOUT: 'soon',
    };
    const load = (): unknown => loadConfig(variables, { envFile: null, urlFault });
    expect(load).toThrow(/2 errors/);
    expect(load).toThrow(/WEBHOOK_URLS: entry 2: no target takes this/);
    expect(load).toThrow(/WEBHOOK_TIMEOUT/);
  });

  it('lists all errors in one message', () => {
    // WEBHOOK_EGRESS_PROXY and its list replace the variables that all programs share: these are not read then.
    const read = VARIABLE_NAMES.filter((name) => !/^(https?|no)_proxy$/i.test(name));
    const names = read.filter((name) => name !== 'WEBHOOK_SECRET_KEY');
    const broken = Object.fromEntries(names.map((name) => [name, '\u0007 ?']));
    const message = faultOf({ ...broken, WEBHOOK_SECRET_KEY: 'whsec_?' });
    expect(message).toContain(`Invalid configuration: ${read.length} errors`);
    expect(read.filter((name) => !message.includes(`  ${name}=`))).toEqual([]);
  });

  it('shows a long value or one with line breaks cut, on one line', () => {
    const message = faultOf({ LOG_LEVEL: `a\nb${'x'.repeat(10_000)}` });
    expect(message.split('\n')).toHaveLength(2);
    expect(message.length).toBeLessThan(300);
  });
});

describe('loadConfig', () => {
  it.each([
    ['WEBHOOK_URL', 'WEBHOOK_URL is not a variable of the gateway: did you mean WEBHOOK_URLS?'],
    [
      'WEBHOOK_RETRYDELAY',
      'WEBHOOK_RETRYDELAY is not a variable of the gateway: did you mean WEBHOOK_RETRY_DELAY?',
    ],
    ['WEBHOOK_COLOUR', 'WEBHOOK_COLOUR is not a variable of the gateway.'],
  ])('warns that %s is unknown', (name, warning) => {
    expect(load({ [name]: 'x', OTHER: 'x' }).warnings).toEqual([warning]);
  });

  it('warns that a retry delay above the maximum is cut to it', () => {
    const { config, warnings } = load({ WEBHOOK_RETRY_DELAY: '60000' });
    expect(config.retry).toMatchObject({ delayMs: 60_000, maxDelayMs: 30_000, schedule: null, ttlMs: null });
    expect(warnings).toEqual([expect.stringContaining('every retry waits 30000 ms')]);
    expect(load({ WEBHOOK_RETRY_DELAY: '60000', WEBHOOK_RETRY_SCHEDULE: '5s' }).warnings).toEqual([]);
  });

  it.each([
    ['0.0.0.0/0', 'can reach every IPv4 address except cloud metadata'],
    ['::/0', 'can reach every IPv6 address except cloud metadata'],
    [
      'fd00::/8',
      'includes cloud metadata (fd00:ec2::23, fd00:ec2::254, fd20:ce::254, fd00:42::42, fd00:c1::a9fe:a9fe, fd00:a9fe:a9fe::1, fd00:100::100:200)',
    ],
    ['100.100.0.0/16', 'includes cloud metadata (100.100.100.200): those addresses stay closed'],
    ['169.254.0.0/16', 'includes cloud metadata'],
    ['169.254.169.254', 'lists 169.254.169.254/32, cloud metadata: endpoints made through the API can have'],
  ])('warns of what WEBHOOK_ALLOW_NETWORKS=%s opens', (networks, warning) => {
    expect(load({ WEBHOOK_ALLOW_NETWORKS: networks }).warnings).toEqual([expect.stringContaining(warning)]);
  });

  it('gives no warning about networks without cloud metadata', () => {
    expect(load({ WEBHOOK_ALLOW_NETWORKS: 'private,loopback,192.168.0.0/24' }).warnings).toEqual([]);
  });

  it.each<[string, Variables, string]>([
    ['short', { WEBHOOK_SECRET_KEY: 'k3y-of-12-ch' }, 'WEBHOOK_SECRET_KEY has 12 characters'],
    ['short in base64', { WEBHOOK_SECRET_KEY: 'whsec_MTIzNDU2Nzg5MA==' }, 'WEBHOOK_SECRET_KEY has 10 bytes'],
    ['easy to guess', { WEBHOOK_SECRET_KEY: 'passwordpassword' }, 'WEBHOOK_SECRET_KEY could be guessed'],
    [
      'easy to guess',
      { WEBHOOK_ADMIN_KEYS: `${KEY},admin-key-0123456789` },
      'WEBHOOK_ADMIN_KEYS: key 2 could',
    ],
    [
      'shared with senders',
      { WEBHOOK_SECRET_KEY: KEY, WEBHOOK_EMIT_KEYS: KEY },
      'WEBHOOK_SECRET_KEY is one of WEBHOOK_EMIT_KEYS',
    ],
    ['trusting', { WEBHOOK_TRUST_PROXY: '0.0.0.0/0', WEBHOOK_EMIT_KEYS: KEY }, 'trusts every address'],
    ['useless', { WEBHOOK_TRUST_PROXY: '10.0.0.1' }, 'WEBHOOK_TRUST_PROXY is set and no keys are'],
  ])('warns about a setting that is %s, and shows nothing of it', (_, variables, warning) => {
    const { warnings } = load(variables);
    expect(warnings).toEqual([expect.stringContaining(warning)]);
    for (const text of Object.values(variables).flatMap((one) => one!.split(',')))
      expect(warnings.join()).not.toContain(text);
  });

  it('gives no warning about keys made by openssl or by a first start', () => {
    const [emit, admin, secret] = ['01', '23', '45'].map((hex) => randomBytes(32).toString('hex') + hex);
    const variables = { WEBHOOK_EMIT_KEYS: emit, WEBHOOK_ADMIN_KEYS: admin, WEBHOOK_SECRET_KEY: secret };
    expect(load(variables).warnings).toEqual([]);
    const made = `whsec_${randomBytes(32).toString('base64')}`;
    expect(load({ WEBHOOK_SECRET_KEY: made }).warnings).toEqual([]);
  });

  it('warns that white space around the key is no part of it', () => {
    const { config, warnings } = load({ WEBHOOK_SECRET_KEY: ' kP3xV9mQ2rT7wZ5c ' });
    expect(config.secretKey).toBe(KEY);
    expect(warnings).toHaveLength(1);
  });
});

describe('loadConfig with a .env file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'load-config-'));
    await writeFile(
      join(folder, '.env'),
      'WEBHOOK_TIMEOUT=1\nPORT=1\nWEBHOOK_SECRET_KEY=kP3xV9mQ2rT7wZ5cY8#b\n',
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  const from = (variables: Variables) => loadConfig(variables, { envFile: join(folder, '.env') });

  it('reads the file; variables of the process win', () => {
    const { config } = from({ PORT: '2', WEBHOOK_TIMEOUT: undefined });
    expect([config.timeoutMs, config.port]).toEqual([1, 2]);
  });

  it('lets an empty variable of the process restore the default', () => {
    expect(from({ PORT: '' }).config.port).toBe(3000);
  });

  it('passes the warnings of the file on', () => {
    expect(from({}).warnings).toEqual([expect.stringContaining('line 3')]);
  });
});
