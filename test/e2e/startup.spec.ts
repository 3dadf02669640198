import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Cli } from '../support/cli.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { Stage } from '../support/stage.js';

const KEYS = { WEBHOOK_EMIT_KEYS: 'emit-0123456789abcdef', WEBHOOK_ADMIN_KEYS: 'admin-0123456789abcdef' };

/** The exit code and the errors of a start in the stage's folder, which must fail. */
const refusal = (stage: Stage, env: Readonly<Record<string, string>>) =>
  GatewayProcess.refuses(env, stage.folder.path);

describe('The gateway', () => {
  it.concurrent(
    'refuses to start with wrong settings, and names all errors in one message, with what is accepted and without secrets',
    async () => {
      await using stage = new Stage();
      const { code, stderr } = await refusal(stage, {
        WEBHOOK_URLS: 'ftp://files.example.com/x,https://user:hunter2@example.com/y',
        WEBHOOK_EVENTS: 'job.completed,Job.Failed',
        WEBHOOK_SECRET_KEY: 'whsec_not*base64',
        WEBHOOK_TIMEOUT: '10s',
        WEBHOOK_MAX_RETRIES: '-1',
        WEBHOOK_HEADERS: 'no header at all',
        WEBHOOK_RATE_LIMIT_WINDOW: '0',
        WEBHOOK_RATE_LIMIT_MAX: 'many',
        WEBHOOK_MAX_RETRY_DELAY: '30s',
        WEBHOOK_EMIT_KEYS: 'short-secret',
        DATABASE_URL: 'mysql://root:hunter2@db/x',
        PORT: '99999',
      });
      expect(code).toBe(1);
      for (const variable of [
        'WEBHOOK_URLS',
        'WEBHOOK_EVENTS',
        'WEBHOOK_SECRET_KEY',
        'WEBHOOK_TIMEOUT="10s"',
        'WEBHOOK_MAX_RETRIES="-1"',
        'WEBHOOK_HEADERS',
        'WEBHOOK_RATE_LIMIT_WINDOW="0"',
        'WEBHOOK_RATE_LIMIT_MAX="many"',
        'WEBHOOK_MAX_RETRY_DELAY="30s"',
        'WEBHOOK_EMIT_KEYS',
        'DATABASE_URL',
        'PORT="99999"',
      ])
        expect(stderr).toContain(variable);
      expect(stderr.match(/Accepted: /g)!.length).toBeGreaterThanOrEqual(12);
      expect(stderr).not.toMatch(/hunter2|not\*base64|short-secret|\n\s+at /);
    },
  );

  it.concurrent('refuses to start with a database whose password is not percent-encoded', async () => {
    await using stage = new Stage();
    const { code, stderr } = await refusal(stage, {
      DATABASE_URL: 'postgres://me:50%hunter2@db.test/gateway',
    });
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/DATABASE_URL=\S+ has a % that two hexadecimal/),
    ]);
    expect(stderr).not.toContain('hunter2');
  });

  it.concurrent.each(['0.0.0.0', '::', '192.0.2.1'])('refuses to start on %s without keys', async (HOST) => {
    await using stage = new Stage();
    const { code, stderr } = await refusal(stage, { HOST });
    expect(code).toBe(1);
    expect(stderr).toMatch(/HOST.*WEBHOOK_EMIT_KEYS and WEBHOOK_ADMIN_KEYS are not set/);
  });

  it.concurrent('refuses to start on 0.0.0.0 with one kind of keys only', async () => {
    await using stage = new Stage();
    const { code, stderr } = await refusal(stage, {
      HOST: '0.0.0.0',
      WEBHOOK_EMIT_KEYS: KEYS.WEBHOOK_EMIT_KEYS,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/HOST.*WEBHOOK_ADMIN_KEYS is not set/);
  });

  it.concurrent.each(['workflows', 'triggers'])(
    'refuses to start with a Slack address of /%s/, and says why',
    async (room) => {
      await using stage = new Stage();
      const { code, stderr } = await refusal(stage, {
        WEBHOOK_URLS: `https://example.com/ok,https://hooks.slack.com/${room}/T0/A0/12345/s3cr3tpart`,
      });
      expect(code).toBe(1);
      expect(stderr).toMatch(/WEBHOOK_URLS.*entry 2: .*not supported.*incoming webhook/);
      expect(stderr).not.toContain('s3cr3tpart');
    },
  );

  it('refuses to start on a database that another gateway uses, which goes on', async () => {
    await using stage = new Stage();
    const receiver = await stage.receiver();
    const first = await stage.gateway({ WEBHOOK_URLS: receiver.url() });
    const { code, stderr } = await refusal(stage, {});
    expect(code).toBe(1);
    expect(stderr).toMatch(/gateway\.db is in use by another gateway/);
    expect(stderr).not.toMatch(/\n\s+at /);
    const { results } = await first.trigger({ event: 'job.completed' }, { prefer: 'wait=20' });
    expect(results.successful).toBe(1);
  });

  it.concurrent('refuses to start on a port that is taken', async () => {
    await using stage = new Stage();
    const receiver = await stage.receiver();
    const { code, stderr } = await refusal(stage, { PORT: String(receiver.port) });
    expect(code).toBe(1);
    expect(stderr).toMatch(/EADDRINUSE/);
    expect(existsSync(`${stage.databaseFile}-wal`)).toBe(false);
  });

  it.concurrent('writes its log and its refusal as JSON, each once, with --json', async () => {
    await using stage = new Stage();
    const receiver = await stage.receiver();
    const env = { PORT: String(receiver.port), LOG_FORMAT: 'pretty' };
    const { code, records, stderr } = await new Cli(env, stage.folder.path).run(['start', '--json']);
    expect(code).toBe(1);
    expect(records.filter(({ level }) => level === 'error')).toEqual([]);
    expect(records.length).toBeGreaterThan(0);
    expect(JSON.parse(stderr)).toEqual({
      error: { message: expect.stringContaining('EADDRINUSE'), exit_code: 1 },
    });
  });

  it.concurrent('refuses to start on a file that is no database', async () => {
    await using stage = new Stage();
    writeFileSync(stage.folder.file('gateway.db'), 'this is no database, only some text '.repeat(50));
    const { code, stderr } = await refusal(stage, { DATABASE_URL: 'sqlite:./gateway.db' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/gateway\.db.*not a SQLite database/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('starts on 0.0.0.0 with both kinds of keys', async () => {
    await using stage = new Stage();
    const gateway = await stage.gateway({ HOST: '0.0.0.0', ...KEYS });
    const { port } = new URL(gateway.url);
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
  });

  it('reads a .env file as the guide writes it, and prefers the environment', async () => {
    await using stage = new Stage();
    const [one, two] = [await stage.receiver(), await stage.receiver()];
    writeFileSync(
      stage.folder.file('.env'),
      `# Comma-separated list of webhook URLs
WEBHOOK_URLS=${one.url('/webhooks/streamgank')},${two.url()}

# Events to send (comma-separated)
WEBHOOK_EVENTS=job.completed,job.failed,job.cancelled

# Security settings
WEBHOOK_SECRET_KEY=your-secure-webhook-secret-key-here
WEBHOOK_TIMEOUT=10000                    # 10 seconds
WEBHOOK_MAX_RETRIES=3                    # Retry failed webhooks

# Custom headers (optional)
WEBHOOK_HEADERS=Authorization:Bearer your-token,X-Custom-Header:your-value

WEBHOOK_RATE_LIMIT_WINDOW=60000          # 1 minute window
WEBHOOK_RATE_LIMIT_MAX=100               # Max requests per window
`,
    );
    const gateway = await stage.gateway({ WEBHOOK_RATE_LIMIT_MAX: '77' });
    await gateway.said(/^🔗 Webhook Manager initialized with 2 configured endpoints$/);
    expect((await gateway.status()).config).toMatchObject({ max_retries: 3, rate_limit: '77/60000ms' });
    expect((await gateway.trigger({ event: 'job.cancelled' })).results.total).toBe(2);
    const [request] = await one.count(1);
    expect(request).toMatchObject({ path: '/webhooks/streamgank' });
    expect(request!.headers).toMatchObject({
      authorization: 'Bearer your-token',
      'x-custom-header': 'your-value',
    });
  });

  it('refuses to start with a damaged secret file', async () => {
    await using stage = new Stage();
    const gateway = await stage.gateway({});
    await gateway.end();
    const file = stage.folder.file('data/webhook-secret.key');
    chmodSync(file, 0o600);
    writeFileSync(file, '');
    const { code, stderr } = await refusal(stage, {});
    expect(code).toBe(1);
    expect(stderr).toMatch(/webhook-secret\.key is empty/);
  });
});

describe('A started gateway', () => {
  /** Prints the modules of Node that the process has loaded, at its end. */
  const listing =
    "process.on('exit', () => process.stderr.write(process.moduleLoadList.join('\\n') + '\\n'));";
  const stage = Stage.forFile();
  let gateway: GatewayProcess;
  beforeAll(async () => {
    const file = stage.folder.file('listing.mjs');
    writeFileSync(file, listing);
    gateway = await stage.gateway({
      WEBHOOK_MAX_RETRIES: '0',
      WEBHOOK_URL: 'http://127.0.0.1:1/x',
      NODE_OPTIONS: `--import=${file}`,
    });
  });

  it('takes WEBHOOK_MAX_RETRIES=0 literally', async () => {
    expect((await gateway.status()).config.max_retries).toBe(0);
  });

  it('warns of a misspelt variable', async () => {
    const warning = await gateway.said(/WEBHOOK_URL is not/);
    expect(warning).toBe('WEBHOOK_URL is not a variable of the gateway: did you mean WEBHOOK_URLS?');
  });

  it('makes its data readable to its owner alone', () => {
    expect(stage.modeOf('data')).toBe(0o700);
    expect(stage.modeOf('data/gateway.db')).toBe(0o600);
  });

  it('has loaded what it needs of Node, and not its copy of undici', async () => {
    expect(await gateway.end()).toBe(0);
    expect(gateway.errors).toContain('NativeModule http');
    expect(gateway.errors).not.toContain('NativeModule internal/deps/undici/undici');
  });
});

describe('Compiled code', () => {
  const folderOf = (stage: Stage): string => stage.folder.file('data/code-cache');
  /** A start that finds a data directory may keep compiled code in it: this one is as an earlier start leaves it. */
  const withData = (): Stage => {
    const stage = new Stage();
    mkdirSync(stage.folder.file('data'), { mode: 0o700 });
    return stage;
  };
  const runOnce = async (stage: Stage, env: Readonly<Record<string, string>> = {}): Promise<void> => {
    // The variable is that of Node, which tests set for all gateways.
    const gateway = await stage.gateway({ NODE_COMPILE_CACHE: '', ...env });
    await gateway.end('SIGKILL');
  };

  it.concurrent(
    'is kept in the data directory, for the owner alone, from the first start that finds one',
    async () => {
      await using stage = new Stage();
      await runOnce(stage);
      expect(existsSync(folderOf(stage))).toBe(false);
      await runOnce(stage);
      expect(stage.modeOf('data/code-cache')).toBe(0o700);
      const [version] = readdirSync(folderOf(stage));
      // The process was killed: it had written what it needs for its start.
      expect(readdirSync(join(folderOf(stage), version!)).length).toBeGreaterThan(5);
      mkdirSync(join(folderOf(stage), 'v1.2.3-of-another-node'));
      const before = readdirSync(stage.folder.file('data'));
      await runOnce(stage);
      expect(readdirSync(folderOf(stage))).toEqual([version]);
      expect(readdirSync(stage.folder.file('data'))).toEqual(before);
    },
  );

  it.concurrent('is not kept where Node is told so, or the folder cannot be made', async () => {
    await using stage = withData();
    await runOnce(stage, { NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(existsSync(folderOf(stage)) && readdirSync(folderOf(stage))).toEqual([]);
    rmSync(folderOf(stage), { recursive: true });
    writeFileSync(folderOf(stage), 'a file in its place');
    await runOnce(stage);
    expect(readFileSync(folderOf(stage), 'utf8')).toBe('a file in its place');
  });

  it.concurrent('is not kept in a folder that other users can write to', async () => {
    await using stage = withData();
    mkdirSync(folderOf(stage));
    chmodSync(folderOf(stage), 0o777);
    await runOnce(stage);
    expect(readdirSync(folderOf(stage))).toEqual([]);
  });
});
