import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DiscordChannel } from '../support/discord-channel.js';
import { linksIn, press } from '../support/action-links.js';
import { Stage } from '../support/stage.js';
import { TempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const PACKAGE = join(ROOT, 'clients/node');
const SECRET = 'your-secure-webhook-secret-key-here';
const EMIT_KEY = 'emit-key-of-the-job-server';
const ADMIN_KEY = 'admin-key-of-the-operator-0123456789';
/** A gateway's configuration file (JSON is YAML): messages of failed jobs offer to retry the job. */
const RETRY = JSON.stringify({ actions: { retry: { label: 'Retry job', on: ['job.failed'] } } });

const stage = Stage.forFile();
const folder = new TempFolder();
let files: string[] = [];
let manifest: { dependencies?: object } = {};

/** The package as it would be published, in a folder that knows nothing of this one. */
async function install(): Promise<void> {
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder.path];
  const { stdout } = await run('npm', pack, { cwd: PACKAGE });
  const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  files = packed.files.map(({ path }) => path);
  await run('tar', ['-xzf', folder.file(packed.filename), '-C', folder.path]);
  const scope = folder.file('node_modules/@streamgank');
  mkdirSync(scope, { recursive: true });
  renameSync(folder.file('package'), join(scope, 'webhook-gateway-client'));
  const { default: read } = (await import(join(scope, 'webhook-gateway-client/package.json'), {
    with: { type: 'json' },
  })) as { default: typeof manifest };
  manifest = read;
}

async function node(file: string, text: string): Promise<unknown> {
  writeFileSync(folder.file(file), text);
  const { stdout } = await run(process.execPath, [file], { cwd: folder.path });
  return JSON.parse(stdout);
}

/** An example as a process, with the lines it has printed. */
class Example {
  readonly lines: string[] = [];
  readonly child: ChildProcess;
  static readonly all: Example[] = [];

  constructor(file: string, env: Record<string, string>) {
    const { PATH = '' } = process.env;
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    this.child = spawn(process.execPath, [file], {
      cwd: folder.path,
      env: { PATH, ...env },
      stdio: [...stdio],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      createInterface(stream).on('line', (line) => this.lines.push(line));
    }
    Example.all.push(this);
  }

  said(pattern: RegExp): Promise<string> {
    return until(`${pattern} among ${this.lines.join(' / ')}`, () =>
      this.lines.find((line) => pattern.test(line)),
    );
  }

  async ended(signal?: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      if (signal) this.child.kill(signal);
      await once(this.child, 'exit');
    }
    return this.child.exitCode;
  }
}

beforeAll(install, 60_000);
afterAll(async () => {
  await Promise.all(Example.all.map((example) => example.ended('SIGKILL')));
  folder[Symbol.dispose]();
});

/** Returns the compiler's complaints about files in the folder under the settings the package is built with. */
async function complaints(...files: string[]): Promise<string> {
  const compilerOptions = { noEmit: true, rootDir: '.', verbatimModuleSyntax: false };
  const settings = { extends: join(PACKAGE, 'tsconfig.json'), compilerOptions, include: [], files };
  writeFileSync(folder.file('tsconfig.json'), JSON.stringify(settings));
  const compiler = join(ROOT, 'node_modules/typescript/lib/tsc.js');
  const { stdout } = await run(process.execPath, [compiler], { cwd: folder.path }).catch(
    (failure: { stdout: string }) => failure,
  );
  return stdout;
}

describe('The client’s package', () => {
  it('contains the build, its README and its licence only, and has no dependencies', () => {
    expect(files.filter((path) => !/^dist\/(esm|cjs)\/[a-z-]+\.(d\.)?c?[jt]s$/.test(path)).sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist/cjs/package.json',
      'package.json',
    ]);
    expect(files).toContain('dist/esm/index.d.ts');
    expect(files).toContain('dist/cjs/index.d.ts');
    expect(manifest.dependencies).toBeUndefined();
  });

  it('works with import and require', async () => {
    const exported = [
      'GatewayClient',
      'GatewayClientError',
      'WebhookManager',
      'WebhookVerificationError',
      'expressWebhook',
      'fastifyWebhook',
      'isWebhookEvent',
      'keepRawBody',
      'requestedAction',
      'verifyWebhook',
      'verifyWebhooks',
    ];
    const name = '@streamgank/webhook-gateway-client';
    expect(
      await node(
        'all.mjs',
        `import * as all from '${name}'; console.log(JSON.stringify(Object.keys(all).sort()));`,
      ),
    ).toEqual(exported);
    expect(
      await node('all.cjs', `console.log(JSON.stringify(Object.keys(require('${name}')).sort()));`),
    ).toEqual(exported);
  });

  it('exports the WebhookManager class as a replacement of the job server’s file', async () => {
    const name = '@streamgank/webhook-gateway-client/webhook-manager';
    const show = `console.log(JSON.stringify(Object.keys(new Manager().getWebhookStatus())));`;
    const expected = expect.arrayContaining(['active_webhooks', 'total_errors', 'config', 'gateway']);
    expect(await node('manager.cjs', `const Manager = require('${name}'); ${show}`)).toEqual(expected);
    expect(await node('manager.mjs', `import Manager from '${name}'; ${show}`)).toEqual(expected);
  });
});

describe('The types of the client’s package', () => {
  it('are found by ES modules and CommonJS, and need nothing newer than Node 18', async () => {
    const use = `
      const client = new GatewayClient({ url: 'http://127.0.0.1:1', maxBufferedEvents: 2 });
      const sent: Promise<string> = client.emit('job.completed', { n: 1 }).then(({ eventId }) => eventId);
      const status: number = new Manager().getWebhookStatus().total_errors;
      // @ts-expect-error no such option
      new GatewayClient({ colour: 'red' });
      export const all = [sent, status];`;
    const name = '@streamgank/webhook-gateway-client';
    writeFileSync(
      folder.file('use.mts'),
      `import { GatewayClient } from '${name}'; import Manager from '${name}/webhook-manager'; ${use}`,
    );
    writeFileSync(
      folder.file('use.cts'),
      `import { GatewayClient } from '${name}'; import Manager = require('${name}/webhook-manager'); ${use}`,
    );
    writeFileSync(
      folder.file('later.mts'),
      `// @ts-expect-error 20.0
       [2, 1].toSorted();
       // @ts-expect-error 20.11
       import.meta.dirname;
       // @ts-expect-error 20.12
       import { styleText } from 'node:util';
       // @ts-expect-error 21.0
       navigator.userAgent;
       // @ts-expect-error 22.0
       Promise.withResolvers();
       void styleText;`,
    );
    expect(await complaints('use.mts', 'use.cts', 'later.mts')).toBe('');
  }, 60_000);
});

describe('The examples in examples/', () => {
  it('send events to the gateway, receive from it, and run a job again whose retry is pressed in a message', async () => {
    for (const file of ['job-server.js', 'job-queue.cjs', 'receiver.js']) {
      cpSync(join(ROOT, 'examples', file), folder.file(file));
    }
    writeFileSync(folder.file('package.json'), '{ "type": "module" }');
    writeFileSync(folder.file('actions.yaml'), RETRY);
    symlinkSync(join(ROOT, 'node_modules/express'), folder.file('node_modules/express'));

    const receiver = new Example('receiver.js', { PORT: '0', WEBHOOK_SECRET_KEY: SECRET });
    const [url] = /http:\S+$/.exec(await receiver.said(/listens on/))!;
    const gateway = await stage.gateway({
      WEBHOOK_URLS: url,
      WEBHOOK_SECRET_KEY: SECRET,
      WEBHOOK_EMIT_KEYS: EMIT_KEY,
      WEBHOOK_ADMIN_KEYS: ADMIN_KEY,
      WEBHOOK_ALLOW_NETWORKS: 'loopback',
      WEBHOOK_CONFIG: folder.file('actions.yaml'),
      WEBHOOK_PUBLIC_URL: 'https://gateway.test',
      WEBHOOK_ACTIONS: 'link',
    });
    const access = { STREAMGANK_GATEWAY_URL: gateway.url, STREAMGANK_GATEWAY_KEY: EMIT_KEY };

    const jobs = new Example('job-server.js', {
      ...access,
      PORT: '0',
      WORK_MS: '1',
      WEBHOOK_SECRET_KEY: SECRET,
    });
    const [address] = /http:\S+$/.exec(await jobs.said(/listens on/))!;
    const chat = await stage.receiver(new DiscordChannel().behaviour);
    const endpoints = [
      { url: DiscordChannel.url(chat.url('')), events: ['job.failed'] },
      { url: `${address}/actions`, events: ['action.*'], secret: SECRET },
    ];
    for (const endpoint of endpoints) {
      const headers = { authorization: `Bearer ${ADMIN_KEY}` };
      expect(await gateway.post('/api/webhooks/endpoints', endpoint, headers)).toMatchObject({ status: 201 });
    }
    const started: unknown[] = [];
    for (const parameters of [{ genre: 'action' }, { fail: true }]) {
      const response = await fetch(`${address}/jobs`, { method: 'POST', body: JSON.stringify(parameters) });
      started.push(response.status);
    }
    expect(started).toEqual([202, 202]);
    await receiver.said(/^completed job_\S+: https:\/\/cdn\.example\.com\/job_/);
    const [, failed] = /^failed (job_\S+): The renderer gave up$/.exec(await receiver.said(/^failed job_/))!;
    const [link] = await linksIn(chat, 'The renderer gave up');
    expect(await press(gateway, link!)).toMatchObject({ status: 200 });
    await jobs.said(new RegExp(`^${failed} runs again: .* asked for it$`));
    await receiver.said(new RegExp(`^completed ${failed}: `));
    expect(await jobs.ended('SIGTERM')).toBe(0);
    expect(jobs.lines).toContain('stopped, 0 events not reported');

    const queue = new Example('job-queue.cjs', access);
    expect(await queue.ended()).toBe(0);
    expect(queue.lines).toHaveLength(3);
    expect(queue.lines.join()).toMatch(/^(notified job\.completed of \S+: 1 successful, 0 failed,?){3}$/);
    await until('all six webhooks', () => receiver.lines.length === 1 + 3 + 3);
    expect(await receiver.ended('SIGTERM')).toBe(0);
  }, 60_000);
});
