import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';

const ROOT = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

describe('The command streamgank-webhook-gateway', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, 'bin/gateway.js'), ...args], { encoding: 'utf8' });

  it('shows its version and its usage', () => {
    expect(run('--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: /), stderr: '' });
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

  it('ends the gateway with SIGTERM, and the log says so with the version', async () => {
    const child = spawn('npm', ['start', '--ignore-scripts'], {
      cwd: ROOT,
      env: {
        ...process.env,
        PORT: '0',
        HOST: '127.0.0.1',
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
