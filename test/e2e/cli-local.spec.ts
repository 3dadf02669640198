import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { Cli } from '../support/cli.js';
import { START_MS, type GatewayProcess, type Json } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const stage = Stage.forFile();
let gateway: GatewayProcess;
let receiver: Receiver;
let cli: Cli;

beforeAll(async () => {
  receiver = await stage.receiver();
  gateway = await stage.gateway({
    WEBHOOK_URLS: receiver.url(),
    WEBHOOK_SECRET_KEY: SECRET,
    WEBHOOK_EVENTS: '*',
  });
  cli = new Cli({ WEBHOOK_SECRET_KEY: SECRET }, stage.folder.path);
}, START_MS);

describe('gateway verify', () => {
  it('accepts what the gateway sent, and names what was changed', async () => {
    await gateway.trigger({ event: 'job.done', data: { job_id: 'é' } }, { prefer: 'wait=20' });
    const [{ headers, body }] = receiver.requests as [Json];
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value as string}`);
    writeFileSync(
      stage.folder.file('saved.http'),
      `POST /hook HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`,
    );
    const right = await cli.run(['verify', '--request', 'saved.http']);
    expect(right).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ok {2}The signature is right, made with the key/),
    });

    const signature = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
    const given = signature.flatMap((name) => ['--header', `${name}: ${headers[name]}`]);
    const pretty = JSON.stringify(JSON.parse(body as string), null, 2);
    const changed = await cli.run(['verify', '--body', '-', '--json', ...given], pretty);
    expect(changed.code).toBe(1);
    expect(changed.records).toMatchObject([{ valid: false, code: 'body_changed', key: 1 }]);
    expect(JSON.parse(changed.stderr)).toEqual({
      error: { message: changed.records[0]!['message'], exit_code: 1 },
    });
    expect(changed.stdout + changed.stderr).not.toContain(SECRET);
  });
});

describe('gateway backup and restore', () => {
  it('copy the database of a running gateway, and put the copy in place of a stopped one', async () => {
    const database = ['--database', 'sqlite:./data/gateway.db'];
    await gateway.trigger({ event: 'job.kept', id: 'kept-1' });
    const made = await cli.run(['backup', 'copy.db', ...database, '--json']);
    expect(made).toMatchObject({ code: 0 });
    expect(made.records).toMatchObject([{ file: 'copy.db', events: expect.any(Number) }]);
    expect(stage.modeOf('copy.db')).toBe(0o600);
    expect(await cli.run(['backup', 'copy.db', ...database])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('exists already'),
    });

    for (const command of ['backup', 'restore'])
      expect(await cli.run([command, '', ...database])).toMatchObject({
        code: 2,
        stderr: 'Name the file of the backup.\n',
      });
    const inUse = await cli.run(['restore', 'copy.db', ...database]);
    expect(inUse).toMatchObject({ code: 1, stderr: expect.stringContaining('in use by another gateway') });
    await using own = new Stage();
    const other = new Cli({}, own.folder.path);
    const restored = await other.run(['restore', stage.folder.file('copy.db'), ...database]);
    expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining('events') });
    expect(existsSync(own.databaseFile)).toBe(true);
    expect(own.rows<{ id: string }>('select id from events').map(({ id }) => id)).toContain('kept-1');
    expect(readdirSync(own.folder.file('data')).filter((name) => name.includes('restored'))).toEqual([]);
  });

  it('name the tool of PostgreSQL without its password', async () => {
    const asked = await cli.run(['backup', 'x.dump', '--database', 'postgres://me:hidden@db.test/hooks']);
    expect(asked).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('pg_dump --format=custom --host=db.test'),
    });
    expect(asked.stderr).not.toContain('hidden');
    const named = await cli.run(['restore', "it's.dump", '--database', 'postgres://a%20b@[::1]/hooks']);
    expect(named.stderr).toContain(`--host=::1 --port=5432 '--username=a b' --dbname=hooks 'it'\\''s.dump'`);
  });

  it('tell a file of variables that cannot be understood in a sentence', async () => {
    await using own = new Stage();
    writeFileSync(own.folder.file('.env'), 'no variable\n');
    const asked = await new Cli({}, own.folder.path).run(['backup', 'x.db']);
    expect(asked).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^\.env cannot be understood: [^\n]+\n$/),
    });
  });
});

/** Runs the doctor in a folder of its own, and returns the findings that are not ok. */
async function findings(env: Record<string, string>, prepare: (own: Stage) => void = () => undefined) {
  await using own = new Stage();
  prepare(own);
  const { records } = await new Cli({ PORT: '0', ...env }, own.folder.path).run(['doctor', '--json']);
  return records
    .filter(({ state }) => state === 'fail')
    .map(({ check, message, advice }) => ({ check, message, advice }));
}

/** Writes a file of the data directory. */
const written =
  (name: string, content: string) =>
  (own: Stage): void => {
    mkdirSync(own.folder.file('data'), { recursive: true, mode: 0o700 });
    writeFileSync(own.folder.file(`data/${name}`), content, { mode: 0o600 });
  };

describe('gateway doctor', () => {
  it('checks settings and endpoints, sends nothing, and fails where a check does', async () => {
    const before = receiver.requests.length;
    const env = { WEBHOOK_URLS: `${receiver.url()},http://127.0.0.1:1/x`, PORT: new URL(gateway.url).port };
    const { code, records } = await new Cli(env, stage.folder.path).run(['doctor', '--json']);
    expect(code).toBe(1);
    expect(records).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ check: 'endpoint webhook_1', state: 'ok' }),
        expect.objectContaining({ check: 'endpoint webhook_2', state: 'fail' }),
        expect.objectContaining({ check: 'database', state: 'ok' }),
        expect.objectContaining({
          check: 'gateway',
          state: 'ok',
          message: expect.stringContaining('can take events'),
        }),
      ]),
    );
    expect(receiver.requests.length).toBe(before);
  });

  it('tells settings that a start would refuse, and shows no key', async () => {
    const env = { WEBHOOK_URLS: 'nonsense', WEBHOOK_ADMIN_KEYS: 'short' };
    const { code, stdout } = await new Cli(env, stage.folder.path).run(['doctor']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fail {2}settings: Invalid configuration: 2 errors/);
    expect(stdout).not.toContain('"short"');
  });

  it('tells another server on the port of the gateway, and so does healthcheck', async () => {
    const PORT = String(receiver.port);
    expect(await findings({ PORT })).toEqual([
      {
        check: 'gateway',
        message: `Another server answers on port ${PORT}.`,
        advice: expect.stringContaining('another PORT'),
      },
    ]);
    expect(await new Cli({ PORT }, stage.folder.path).run(['healthcheck'])).toMatchObject({
      code: 1,
      stderr: `http://127.0.0.1:${PORT}/livez answered 200, and is no gateway: check PORT and WEBHOOK_BASE_PATH.\n`,
    });
    const { port } = new URL(gateway.url);
    const healthy = await new Cli({ PORT: port }, stage.folder.path).run([
      'healthcheck',
      '--ready',
      '--json',
    ]);
    expect(healthy.records).toEqual([{ url: `http://127.0.0.1:${port}/readyz`, status: 200 }]);
  });

  it.each([
    ['webhook-secret.key', '', 'secret key file'],
    ['webhook-secret.key', 'short', 'secret key file'],
    ['webhook-encryption.key', 'short', 'encryption key file'],
  ])('tells a key file that a start would refuse: %s with "%s"', async (name, content, told) => {
    const found = await findings({}, written(name, content));
    expect(found).toMatchObject([{ check: 'keys', message: expect.stringContaining(told) }]);
  });

  it.each(['no database', 'a damaged schema', 'a damaged page'])(
    'names the way back from a damaged database: %s',
    async (damage) => {
      const page = Buffer.alloc(4_096, 0xff);
      const spoil = (own: Stage): void => {
        if (damage === 'no database') return written('gateway.db', 'no database '.repeat(99))(own);
        mkdirSync(own.folder.file('data'), { recursive: true, mode: 0o700 });
        const file = new SqliteDatabase(own.databaseFile);
        file.exec(`create table kysely_migration (name text); insert into kysely_migration values ('0001-schema');
          create table filled (content text); insert into filled values (hex(randomblob(20000)))`);
        const table = damage === 'a damaged page' ? 'filled' : 'kysely_migration';
        const root = file.prepare('select rootpage from sqlite_schema where name = ?').pluck().get(table);
        file.close();
        chmodSync(own.databaseFile, 0o600);
        const descriptor = openSync(own.databaseFile, 'r+');
        writeSync(descriptor, page, 0, page.length, (Number(root) - 1) * page.length);
        closeSync(descriptor);
      };
      expect(await findings({}, spoil)).toMatchObject([
        { check: 'database', advice: expect.stringContaining('gateway restore') },
      ]);
    },
  );

  it('tells the file of another program, and what a port speaks that is not TLS, in words', async () => {
    const foreign = (own: Stage): void => {
      mkdirSync(own.folder.file('data'), { recursive: true, mode: 0o700 });
      const file = new SqliteDatabase(own.databaseFile);
      file.exec('create table notes (text)');
      file.close();
      chmodSync(own.databaseFile, 0o600);
    };
    const WEBHOOK_URLS = receiver.url().replace('http:', 'https:');
    expect(await findings({ WEBHOOK_URLS }, foreign)).toEqual([
      {
        check: 'database',
        message: expect.stringContaining('is no database of a gateway'),
        advice: 'Check DATABASE_URL: the file may be that of another program.',
      },
      {
        check: 'endpoint webhook_1',
        message: `127.0.0.1:${receiver.port}: This port speaks HTTP or another protocol, not TLS: use http://, or the port of https:// (TLS: wrong version number).`,
        advice: null,
      },
    ]);
  });

  it('goes on where a check cannot be made', async () => {
    await using own = new Stage();
    symlinkSync('data', own.folder.file('data'));
    const { records } = await new Cli({ PORT: '0' }, own.folder.path).run(['doctor', '--json']);
    expect(records).toContainEqual({
      check: 'file modes',
      state: 'fail',
      message: expect.stringMatching(/^The check cannot be made: ELOOP/),
      advice: null,
    });
    expect(records.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['disk', 'database', 'gateway']),
    );
  });

  it('advises about the proxy where the proxy does not answer', async () => {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:1', WEBHOOK_URLS: 'https://hooks.test/x' };
    expect(await findings(env)).toMatchObject([
      { check: 'endpoint webhook_1', advice: expect.stringMatching(/^Check HTTP_PROXY/) },
    ]);
  });

  it('connects to the endpoints of the API, and tells that the key of their secrets is gone', async () => {
    await using own = new Stage();
    const running = await own.gateway({ WEBHOOK_URLS: '' });
    const closed = await own.receiver();
    for (const url of [receiver.url(), closed.url()])
      expect(await running.post('/api/webhooks/endpoints', { url })).toMatchObject({ status: 201 });
    await closed.close();
    await running.end();
    const doctor = new Cli({ PORT: '0' }, own.folder.path);
    const ofEndpoints = async (): Promise<Json[]> =>
      (await doctor.run(['doctor', '--json'])).records.filter(({ check }) => check.startsWith('endpoint '));
    expect(await ofEndpoints()).toMatchObject([
      { check: 'endpoint webhook_1', state: 'ok' },
      { check: 'endpoint webhook_2', state: 'fail', message: expect.stringContaining('ECONNREFUSED') },
    ]);
    rmSync(own.folder.file('data/webhook-encryption.key'));
    expect(await ofEndpoints()).toMatchObject(
      [1, 2].map(() => ({ state: 'fail', message: expect.stringContaining('No key opens the secrets') })),
    );
  });

  it('says what --clock takes', async () => {
    expect(await cli.run(['doctor', '--clock', 'example.com'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--clock is the http:// or https:// URL of a server'),
    });
  });
});
