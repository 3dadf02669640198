import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { GatewayProcess } from '../support/gateway-process.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forEachTest();
const KEY = 'key-0123456789abcdef-both-roles';
const KEYS = { WEBHOOK_EMIT_KEYS: `${KEY}-emit`, WEBHOOK_ADMIN_KEYS: KEY };
const admin = { authorization: `Bearer ${KEY}` };

interface FileEntry {
  readonly name: string;
  readonly url: string;
  readonly [field: string]: unknown;
}

function write(endpoints: readonly FileEntry[]): void {
  writeFileSync(stage.folder.file('gateway.yaml'), JSON.stringify({ endpoints }));
}

const list = async (gateway: GatewayProcess) =>
  (await gateway.get('/api/webhooks/endpoints', admin)).body.endpoints as Record<string, unknown>[];

/** The entries of the audit log about the file, the oldest first. */
async function audited(gateway: GatewayProcess): Promise<unknown[]> {
  const { entries } = (await gateway.get('/api/webhooks/audit', admin)).body;
  const written = (entries as Record<string, unknown>[]).filter(({ actor }) => actor === 'file').reverse();
  return written.map(({ action, target, detail, address }) => [action, target, detail, address]);
}

describe('Endpoints of the file that WEBHOOK_CONFIG names', () => {
  it('get events, are read-only and trusted, and follow the file after SIGHUP', async () => {
    const [one, two] = [await stage.receiver(() => 500), await stage.receiver()];
    write([
      { name: 'one', url: one.url('/${FILLED_PATH}'), events: ['*'], retry_schedule_ms: [3_600_000] },
      { name: 'two', url: two.url('/two'), events: ['job.*'], secret: 'the-first-key' },
    ]);
    const env = { ...KEYS, WEBHOOK_CONFIG: './gateway.yaml', FILLED_PATH: 'filled' };
    const gateway = await stage.gateway(env);
    expect(gateway.messages).toContainEqual(
      expect.stringContaining('initialized with 2 configured endpoints'),
    );
    const before = await list(gateway);
    expect(before).toMatchObject([
      { webhook_id: 'webhook_1', name: 'one', source: 'file', read_only: true, url: one.url('/filled') },
      { webhook_id: 'webhook_2', name: 'two', source: 'file', read_only: true, events: ['job.*'] },
    ]);
    const [first, second] = before.map(({ id }) => id);
    const fields = ['name', 'events', 'retry_schedule_ms', 'url', 'adapter'];
    const added = [
      ['endpoints.create', first, { fields }, ''],
      ['endpoints.create', second, { fields: ['name', 'events', 'url', 'secret', 'adapter'] }, ''],
    ];
    expect(await audited(gateway)).toEqual(added);
    const { deliveries } = await gateway.trigger({ event: 'job.completed' }, admin);
    await one.count(1);
    await two.count(1);
    await until('the retry waits', () =>
      stage.deliveries().find(({ state, attempts }) => state === 'pending' && attempts === 1),
    );
    const refused = await gateway.request('DELETE', '/api/webhooks/endpoints/webhook_1', { headers: admin });
    expect(refused).toMatchObject({ status: 409, body: { code: 'read_only' } });

    write([
      { name: 'two', url: two.url('/moved'), events: ['job.*'], secret: 'the-second-key' },
      { name: 'three', url: two.url('/three'), events: ['job.*'] },
    ]);
    gateway.child.kill('SIGHUP');
    await gateway.said(/gateway.yaml was read again: 2 endpoints, 2 added or changed, 1 removed/);
    const after = await list(gateway);
    expect(after).toMatchObject([
      { id: before[1]!['id'], webhook_id: 'webhook_2', url: two.url('/moved') },
      { webhook_id: 'webhook_3', name: 'three' },
    ]);
    const changed = [
      ...added,
      ['endpoints.update', second, { fields: ['url', 'secret'] }, ''],
      ['endpoints.create', after[1]!['id'], { fields: ['name', 'events', 'url', 'adapter'] }, ''],
      ['endpoints.delete', first, {}, ''],
    ];
    expect(await audited(gateway)).toEqual(changed);
    await gateway.trigger({ event: 'job.failed' }, { prefer: 'wait=20', ...admin });
    const moved = two.requests.find(({ path }) => path === '/moved')!;
    expect(moved.headers).toHaveProperty('x-streamgank-signature-previous');
    const waiting = deliveries.find(
      ({ webhook_id: id }: { webhook_id: string }) => id === 'webhook_1',
    ).delivery_id;
    await until('it is cancelled', () =>
      stage.deliveries().find(({ id, reason }) => id === waiting && reason === 'endpoint_removed'),
    );

    write([{ name: 'two', url: 'nothing' }]);
    gateway.child.kill('SIGHUP');
    await gateway.said(/The endpoints stay as they were: .*\n.*endpoint two: The URL must/s);
    expect(await list(gateway)).toEqual(
      after.map((endpoint) => ({
        ...endpoint,
        rate_limit_used: expect.any(Number),
        activity: expect.any(Object),
      })),
    );

    expect(await audited(gateway)).toEqual(changed);

    expect(await gateway.end()).toBe(0);
    write([{ name: 'two', url: two.url('/moved'), events: ['job.*'], secret: 'the-second-key' }]);
    const again = await stage.gateway(env);
    expect(await list(again)).toMatchObject([{ id: before[1]!['id'], webhook_id: 'webhook_2' }]);
    expect(await audited(again)).toEqual([...changed, ['endpoints.delete', after[1]!['id'], {}, '']]);

    again.child.kill('SIGHUP');
    await again.said(/read again: 1 endpoint, 0 added or changed, 0 removed/);
    expect(await audited(again)).toHaveLength(6);
  }, 60_000);

  it('keep the gateway from starting where the file has faults, and all faults are named', async () => {
    writeFileSync(
      stage.folder.file('gateway.yaml'),
      'endpoints:\n  - name: a\n    url: https://me:hidden-password@example.test\n  - url: https://example.test\n',
    );
    const { code, stderr } = await GatewayProcess.refuses(
      { WEBHOOK_CONFIG: 'gateway.yaml' },
      stage.folder.path,
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^gateway.yaml has 2 errors:\n {2}line 2: endpoint a: The URL .*\n {2}line 4: .*name is required/,
    );
    expect(stderr).not.toContain('hidden-password');
  });
});

describe('The command validate', () => {
  it('tells whether the gateway accepts a configuration file', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [join(import.meta.dirname, '../../bin/gateway.js'), ...args], {
        cwd: stage.folder.path,
        encoding: 'utf8',
      });
    write([{ name: 'one', url: 'https://example.test' }]);
    expect(run('validate', 'gateway.yaml')).toMatchObject({
      status: 0,
      stdout: 'gateway.yaml is valid: 1 endpoint\n',
    });
    write([{ name: 'one', url: 'example.test' }]);
    expect(run('validate', 'gateway.yaml')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('endpoint one: The URL must start with https://'),
    });
    expect(run('validate', 'nowhere.yaml')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('ENOENT'),
    });
    expect(run('validate')).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage') });
    expect(run('vaildate', 'gateway.yaml')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Usage'),
    });
  });
});
