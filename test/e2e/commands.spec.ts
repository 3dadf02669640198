import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { COMPILED } from '../support/gateway-process.js';
import { TempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';

const ROOT = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

describe('The command streamgank-webhook-gateway', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, 'bin/gateway.js'), ...args], { encoding: 'utf8' });

  it('shows its version and its usage', () => {
    expect(run('--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
    expect(run('--help')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Usage: gateway /),
      stderr: '',
    });
  });

  it('refuses an option it does not know, with its usage', () => {
    expect(run('--prot=3000')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('--prot'),
    });
  });
});

describe('npm start', () => {
  let folder: TempFolder;
  let gatewayPid: number | null = null;
  beforeEach(() => void (folder = new TempFolder()));
  afterEach(() => {
    if (gatewayPid !== null && isAlive(gatewayPid)) process.kill(gatewayPid, 'SIGKILL');
    folder[Symbol.dispose]();
  });

  it('runs a gateway that logs its version and ends with SIGTERM', async () => {
    const child = spawn('npm', ['start', '--ignore-scripts'], {
      cwd: ROOT,
      env: {
        ...process.env,
        PORT: '0',
        HOST: '127.0.0.1',
        NODE_COMPILE_CACHE: COMPILED,
        LOG_FORMAT: 'json',
        WEBHOOK_URLS: '',
        DATABASE_URL: `sqlite:${folder.file('gateway.db')}`,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    createInterface(child.stdout).on('line', (line) => lines.push(line));
    const said = (pattern: RegExp) => lines.find((line) => pattern.test(line));
    await until('the gateway listens', () => said(/Gateway listens on/), 60_000);
    ({ pid: gatewayPid } = JSON.parse(said(/Gateway listens on/)!) as { pid: number });
    const [, url] = /Gateway listens on (\S+?),/.exec(said(/Gateway listens on/)!)!;
    expect(said(/Gateway listens on/)).toContain(`version ${version}`);
    expect(said(/Console: /)).toContain(`${url}/`);
    expect(said(/Failed deliveries are retried after 1s, 2s, 4s, 30s/)).toBeDefined();

    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    expect(isAlive(gatewayPid)).toBe(false);
    expect(said(/SIGTERM received/)).toBeDefined();
    expect(said(/Gateway stopped, version/)).toContain(version);
  }, 90_000);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('A gateway whose log has no reader any more', () => {
  let folder: TempFolder;
  beforeEach(() => void (folder = new TempFolder()));
  afterEach(() => folder[Symbol.dispose]());

  const start = (LOG_FORMAT: string) =>
    spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
      cwd: folder.path,
      env: { PORT: '0', LOG_FORMAT, NODE_COMPILE_CACHE: COMPILED },
      stdio: ['ignore', 'pipe', 'inherit'],
    });

  it.each(['json', 'pretty'])('stops at SIGTERM (%s)', async (format) => {
    const child = start(format);
    const [output, ended] = [child.stdout, once(child, 'exit')];
    try {
      await listens(output);
      output.destroy();
      child.kill('SIGTERM');
      expect(await withinSeconds(30, ended)).toEqual([0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('stops at SIGTERM when the reader stalls', async () => {
    const child = start('json');
    const [output, ended] = [child.stdout, once(child, 'exit')];
    try {
      const url = await listens(output);
      output.pause();
      // Far more lines than a pipe holds.
      for (let i = 0; i < 20; i++) {
        const { status } = await fetch(`${url}/api/webhooks/events`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ events: Array.from({ length: 500 }, () => ({ event: 'job.completed' })) }),
        });
        expect(status).toBe(202);
      }
      child.kill('SIGTERM');
      expect(await withinSeconds(40, ended)).toEqual([0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  }, 60_000);
});

/** The address, once the output says where the gateway listens: earlier a signal ends it as any program. */
async function listens(output: Readable): Promise<string> {
  let text = '';
  const hear = (chunk: Buffer): void => void (text += String(chunk));
  output.on('data', hear);
  const found = await until('the gateway listens', () => /Gateway listens on (\S+?),/.exec(text), 60_000);
  output.off('data', hear);
  return found![1]!;
}

async function withinSeconds<T>(seconds: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not within ${seconds} s`)), seconds * 1_000);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
