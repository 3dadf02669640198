import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
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
});
