import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import { describeWith } from '../support/installed.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const DEPLOY = join(import.meta.dirname, '../../deploy');
const KEY = 'an-admin-key-of-the-test-0123456789';

const stage = Stage.forFile();
const running: ChildProcess[] = [];
let gateway: GatewayProcess;
beforeAll(async () => {
  const receiver = await stage.receiver();
  gateway = await stage.gateway({
    WEBHOOK_URLS: receiver.url(),
    WEBHOOK_ADMIN_KEYS: KEY,
    WEBHOOK_BASE_PATH: '/gateway',
    WEBHOOK_TRUST_PROXY: '127.0.0.1,::1',
    WEBHOOK_CLIENT_IP_HEADER: 'X-Real-IP',
  });
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    const ended = once(child, 'exit');
    if (child.exitCode === null && child.kill('SIGTERM')) await ended;
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Runs a proxy and resolves with its URL when it answers. */
async function proxy(program: string, args: readonly string[], port: number): Promise<string> {
  const child = spawn(program, args, {
    cwd: stage.folder.path,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, XDG_DATA_HOME: stage.folder.path, XDG_CONFIG_HOME: stage.folder.path },
  });
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const url = `http://127.0.0.1:${port}`;
  await until(`${program} answers: ${output}`, () => {
    if (child.exitCode !== null) throw new Error(`${program} ended:\n${output}`);
    return fetch(url).then(
      () => true,
      () => false,
    );
  });
  return url;
}

async function nginx(example: string): Promise<string> {
  const port = await freePort();
  const server = readFileSync(join(DEPLOY, 'nginx', example), 'utf8')
    .replace('server 127.0.0.1:3000;', `server ${new URL(gateway.url).host};`)
    .replace('listen 80;', `listen 127.0.0.1:${port};`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${kind};`,
  );
  const file = stage.folder.file(`${example}.nginx`);
  // As root it would give its work to a user that cannot enter the folder.
  const asRoot = process.getuid?.() === 0 ? 'user root; ' : '';
  const http = ['access_log off;', ...temporary, server].join('\n');
  writeFileSync(
    file,
    `daemon off; ${asRoot}pid nginx.pid; error_log stderr;\nevents {}\nhttp {\n${http}\n}\n`,
  );
  return proxy('nginx', ['-p', `${stage.folder.path}/`, '-e', 'stderr', '-c', file], port);
}

async function caddy(example: string): Promise<string> {
  const port = await freePort();
  const sites = readFileSync(join(DEPLOY, 'caddy', example), 'utf8')
    .replace(/^\w+\.example\.com/m, `http://127.0.0.1:${port}`)
    .replace('127.0.0.1:3000', new URL(gateway.url).host);
  const file = stage.folder.file(`${example}.caddy`);
  writeFileSync(file, `{\n\tadmin off\n\tauto_https off\n\tgrace_period 1s\n}\n${sites}`);
  return proxy('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], port);
}

/** Checks the gateway behind a proxy: its pages, an event, and that the live stream arrives while it is open. */
async function expectGatewayAt(base: string): Promise<void> {
  const authorization = `Bearer ${KEY}`;
  const page = await fetch(`${base}/login`);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="root">')]);
  const aborted = new AbortController();
  const stream = await fetch(`${base}/api/webhooks/stream`, {
    headers: { authorization },
    signal: aborted.signal,
  });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  let heard = '';
  const reading = stream
    .body!.pipeThrough(new TextDecoderStream())
    .pipeTo(new WritableStream({ write: (chunk) => void (heard += chunk) }))
    .catch(() => undefined);
  const answer = await fetch(`${base}/api/webhooks/trigger`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ event: 'job.completed', data: { job_id: 'job_1', note: 'x'.repeat(500_000) } }),
  });
  const { event_id: id } = (await answer.json()) as { event_id: string };
  expect(answer.status).toBe(202);
  await until('the event in the live stream', () => heard.includes(id));
  aborted.abort();
  await reading;
}

describe('A platform that names the caller in a header of its own', () => {
  it('has wrong keys counted by caller, not by the address that ends its X-Forwarded-For', async () => {
    const wrong = async (caller: string): Promise<number> => {
      const headers = { 'x-real-ip': caller, 'x-forwarded-for': `${caller}, 198.51.100.7` };
      return (await gateway.get('/api/webhooks/status', { ...headers, authorization: 'Bearer wrong' }))
        .status;
    };
    const statuses = [];
    for (let nth = 0; nth <= 20; nth++) statuses.push(await wrong('203.0.113.1'));
    expect(statuses).toEqual([...Array<number>(20).fill(401), 429]);
    expect(await wrong('203.0.113.2')).toBe(401);
  });
});

describeWith('nginx')('nginx with the examples in deploy/nginx', () => {
  it('serves the gateway under a host', async () => {
    await expectGatewayAt(await nginx('host.conf'));
  });

  it('serves the gateway under a path', async () => {
    const url = await nginx('path.conf');
    await expectGatewayAt(`${url}/gateway`);
    expect((await fetch(`${url}/gateway`)).url).toBe(`${url}/gateway/`);
  });
});

describeWith('caddy')('Caddy with the examples in deploy/caddy', () => {
  it('serves the gateway under a host', async () => {
    await expectGatewayAt(await caddy('host.Caddyfile'));
  });

  it('serves the gateway under a path', async () => {
    await expectGatewayAt(`${await caddy('path.Caddyfile')}/gateway`);
  });
});
