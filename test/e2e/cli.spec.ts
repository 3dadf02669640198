import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Cli } from '../support/cli.js';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const ADMIN_KEY = 'admin-Vq8zL2mX7wRt5KpN';
const EMIT_KEY = 'emit-Hs4dJ9bYc3GfZ6uT';
const stage = Stage.forFile();
let gateway: GatewayProcess;
let [good, bad]: [Receiver, Receiver] = [null!, null!];
let cli: Cli;

beforeAll(async () => {
  good = await stage.receiver();
  bad = await stage.receiver(() => ({ status: 500, body: 'no \u001B[31mred' }));
  gateway = await stage.gateway({
    WEBHOOK_URLS: `${good.url('/good')},${bad.url('/bad')}`,
    WEBHOOK_ADMIN_KEYS: ADMIN_KEY,
    WEBHOOK_EMIT_KEYS: EMIT_KEY,
    WEBHOOK_MAX_RETRIES: '1',
    WEBHOOK_BREAKER_FAILURES: '0',
  });
  cli = new Cli({ GATEWAY_URL: gateway.url, GATEWAY_KEY: ADMIN_KEY }, stage.folder.path);
}, START_MS);

describe('gateway send', () => {
  it('sends the sample of a type, with numbers, id and deliveries on record, and fails when deliveries do', async () => {
    const sent = await cli.run(['send', 'job.completed', '--id', 'sample-1', '--wait', '20', '--json']);
    expect(sent.code).toBe(1);
    expect(JSON.parse(sent.stderr)).toEqual({
      error: { message: 'Not delivered in time: 1 delivery.', exit_code: 1 },
    });
    expect(sent.records).toMatchObject([
      { event_id: 'sample-1', results: { total: 2, successful: 1, failed: 1, pending: 0 } },
    ]);
    expect(JSON.parse(good.requests[0]!.body)).toMatchObject({
      event: 'job.completed',
      data: { job_id: 'job_1704123456789_abc123' },
    });
    const again = await cli.run(['send', 'job.completed', '--id', 'sample-1']);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('was sent before') });
  });

  it('sends one event a line, with the digits of its numbers, and names the line that is refused', async () => {
    const lines = [
      '{"event":"job.completed","id":"line-1","data":{"job_id":154284075601887489}}',
      '',
      '{"event":"NOT A TYPE"}',
      '{"event":"job.failed","data":{"job_id":"job_2"}}',
    ];
    const sent = await cli.run(['send'], lines.join('\n'));
    expect(sent.code).toBe(1);
    expect(sent.stdout).toMatch(/^2 accepted, 0 duplicates, 1 refused \(\d+ events\/s\)\n$/);
    expect(sent.stderr).toContain('Line 3: event is lower-case words');
    const { stdout } = await cli.run(['events', 'line-1', '--json']);
    expect(stdout).toContain('154284075601887489');
  });

  it('names every line of a call whose lines are all refused, and sends those of the next call', async () => {
    const refused = Array.from({ length: 500 }, () => '{"event":"NOT A TYPE"}');
    const sent = await cli.run(['send'], [...refused, '{"event":"job.after"}'].join('\n'));
    expect(sent).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^1 accepted, 0 duplicates, 500 refused/),
    });
    expect(sent.stderr).toContain('Line 500: event is lower-case words');
  });

  it('tells how much was sent before a line that is too long, and sends nothing after it', async () => {
    const lines = ['{"event":"job.before"}', 'x'.repeat(3 * 2 ** 20), '{"event":"job.after"}'];
    writeFileSync(stage.folder.file('long.ndjson'), lines.join('\n'));
    const sent = await cli.run(['send', '--file', 'long.ndjson']);
    expect(sent).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^Line 2 is longer than/),
    });
    expect(sent.stderr).toContain('Sending stopped after line 0');
    expect(sent.stderr).not.toContain('    at ');
  });

  it('sends all events though nobody reads its output any more', async () => {
    const lines = Array.from({ length: 1_201 }, (_, at) => `{"event":"job.unread","id":"unread-${at}"}`);
    writeFileSync(stage.folder.file('unread.ndjson'), lines.join('\n'));
    const running = cli.start(['send', '--file', 'unread.ndjson', '--json']);
    running.child.stdout!.destroy();
    await once(running.child, 'close');
    expect(running.child.exitCode).toBe(0);
    expect(await cli.run(['events', 'unread-1200'])).toMatchObject({ code: 0 });
  });

  it('names a file that cannot be read, in a sentence', async () => {
    for (const args of [
      ['job.x', '--file', 'missing.json'],
      ['--file', 'missing.ndjson'],
      ['--file', '.'],
    ]) {
      const failed = await cli.run(['send', ...args]);
      expect(failed).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^--file cannot be read: [^\n]+\n$/),
      });
    }
  });

  it('prints the script of a shell in JSON with --json', async () => {
    const { stdout } = await cli.run(['completion', 'bash']);
    const { records } = await cli.run(['completion', 'bash', '--json']);
    expect(records).toEqual([{ shell: 'bash', script: stdout }]);
  });

  it('tells a failure as one line of JSON with --json, whatever failed', async () => {
    const nowhere = new Cli({}, stage.folder.path);
    for (const [program, args, exit_code, message] of [
      [cli, ['deliveries', '--state', 'lost'], 2, /Accepted: pending, sending/],
      [cli, ['deliveries', '--limits'], 2, /unknown option '--limits'/],
      [cli, ['events', 'no-such-event'], 1, /no-such-event/],
      [nowhere, ['events', '--url', 'http://127.0.0.1:1'], 1, /127\.0\.0\.1:1/],
      [nowhere, ['backup', 'copy.db', '--database', 'sqlite:./none.db'], 1, /There is no database/],
    ] as const) {
      const failed = await program.run([...args, '--json']);
      expect(failed).toMatchObject({
        code: exit_code,
        stdout: '',
        stderr: expect.stringMatching(/^[^\n]+\n$/),
      });
      expect(JSON.parse(failed.stderr)).toEqual({
        error: { message: expect.stringMatching(message), exit_code },
      });
    }
  });

  it('tells its version as JSON with --json', async () => {
    const { records } = await cli.run(['--version', '--json']);
    expect(records).toEqual([{ version: expect.stringMatching(/^\d+\.\d+\.\d+/) }]);
  });

  it('sends data of a file with an emit key, which the environment names by a file', async () => {
    writeFileSync(stage.folder.file('key'), `${EMIT_KEY}\n`);
    writeFileSync(stage.folder.file('data.json'), '{"job_id":"job_3"}');
    const emitter = new Cli(
      { GATEWAY_URL: gateway.url, GATEWAY_KEY_FILE: stage.folder.file('key') },
      stage.folder.path,
    );
    expect(await emitter.run(['send', 'job.started', '--file', 'data.json'])).toMatchObject({ code: 0 });
    const refused = await emitter.run(['events']);
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('needs the role viewer, operator or admin'),
    });
    expect(refused.stderr).not.toContain(EMIT_KEY);
  });
});

describe('gateway deliveries, retry and redeliver', () => {
  it('list what failed, show its timeline without escape sequences, and send it again', async () => {
    await cli.run(['send', 'job.failed', '--id', 'again-1', '--wait', '20']);
    const listed = await cli.run(['deliveries', '--event', 'again-1', '--state', 'failed', '--json']);
    const [{ id }] = listed.records;
    const shown = await cli.run(['deliveries', id]);
    expect(shown.stdout).toMatch(/attempt 2 after .*: failed, HTTP 500 in \d+ ms/);
    expect(shown.stdout).not.toContain('\u001B');

    const early = await cli.run(['retry', id]);
    expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining('HTTP 409') });
    expect(await cli.run(['redeliver', id])).toMatchObject({ code: 0 });
  });

  it('count before they change anything, and change nothing without --yes', async () => {
    const counted = await cli.run([
      'redeliver',
      '--endpoint',
      'webhook_1',
      '--state',
      'delivered',
      '--dry-run',
      '--json',
    ]);
    expect(counted.records).toMatchObject([{ dry_run: true, count: expect.any(Number) }]);
    const asked = await cli.run(['redeliver', '--endpoint', 'webhook_1', '--state', 'delivered']);
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
    const before = good.requests.length;
    const begun = await cli.run([
      'redeliver',
      '--endpoint',
      'webhook_1',
      '--event',
      'sample-1',
      '--state',
      'delivered',
      '--yes',
      '--json',
    ]);
    expect(begun.records).toMatchObject([{ operation: { kind: 'redeliver' } }]);
    await until('the delivery is sent again', () => good.requests.length > before);
  });
});

describe('gateway endpoints, pause, resume and probe', () => {
  it('show and change the state of an endpoint', async () => {
    const paused = await cli.run(['pause', 'webhook_1']);
    expect(paused).toMatchObject({ code: 0, stdout: 'webhook_1 is paused.\n' });
    const listed = await cli.run(['endpoints', '--json']);
    expect(listed.records).toMatchObject([
      { webhook_id: 'webhook_1', state: 'paused' },
      { webhook_id: 'webhook_2' },
    ]);
    const resumed = await cli.run(['resume', 'webhook_1']);
    expect(resumed).toMatchObject({ code: 0, stdout: expect.stringContaining('webhook_1 is enabled.') });
    const probed = await cli.run(['probe', 'webhook_1']);
    expect(probed).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('HTTP 409') });
    expect(await cli.run(['pause', 'nobody'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('404'),
    });
  });
});

describe('gateway mute, mutes and unmute', () => {
  it('mute an endpoint for a time, list what holds, and end it early', async () => {
    const muted = await cli.run(['mute', 'webhook_2', '--for', '1h', '--type', 'job.*', '--reason', 'noise']);
    expect(muted).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^Muted until .*Z \(in (59 min|1 h)\)\. Messages are dropped until then\./,
      ),
    });
    const named = ['--job', 'job_9', '--error', 'node 17 is away'];
    const everywhere = await cli.run(['mute', '--all', '--for', '30m', '--hold', ...named, '--json']);
    const [{ mute }] = everywhere.records;
    expect(mute).toMatchObject({ endpoint_id: null, then: 'hold', job_id: 'job_9', error: 'node … is away' });
    const { stdout } = await cli.run(['mutes']);
    expect(stdout).toMatch(/webhook_2 +job\.\* +dropped +in .*noise/);
    expect(stdout).toMatch(/all +job job_9, error “node … is away” +kept/);

    expect(await cli.run(['unmute', mute.id])).toMatchObject({ code: 0 });
    expect(await cli.run(['unmute', 'webhook_2'])).toMatchObject({ code: 0 });
    expect(await cli.run(['mutes'])).toMatchObject({ stdout: 'Nothing is muted.\n' });
    expect((await cli.run(['mutes', '--ended', '--json'])).records).toHaveLength(2);
    expect(await cli.run(['unmute', 'webhook_2'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No mute of webhook_2 holds'),
    });
  });
});

describe('gateway tail', () => {
  it('prints what happens as JSON, of the endpoint that is asked for', async () => {
    const tail = cli.start([
      'tail',
      '--endpoint',
      'webhook_1',
      '--only',
      'delivery',
      '--state',
      'delivered',
      '--json',
    ]);
    try {
      // No line tells when the stream is open: events are sent until one shows.
      await until('a delivery shows', async () => {
        await cli.run(['send', 'job.completed', '--wait']);
        return tail.soFar().records.length > 0;
      });
      expect(tail.soFar().records[0]).toMatchObject({
        kind: 'delivery',
        data: { webhook_id: 'webhook_1', state: 'delivered' },
      });
    } finally {
      await tail.end('SIGKILL');
    }
  });
});

describe('gateway tail of an endpoint that is not there', () => {
  it('says so, and waits for nothing', async () => {
    expect(await cli.run(['tail', '--endpoint', 'webhook_1,nowhere'])).toMatchObject({
      code: 1,
      stderr: 'There is no endpoint nowhere. (HTTP 404)\n',
    });
  });
});

describe('gateway healthcheck', () => {
  it('exits with 0 for a gateway that answers, else with 1', async () => {
    const check = (port: string) =>
      new Cli({ PORT: port }, stage.folder.path).run(['healthcheck', '--ready']);
    expect(await check(new URL(gateway.url).port)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(await check('1')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No gateway answers'),
    });
  });
});
