import { createHmac } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '../../../demo/free-port.js';
import { Cli } from '../../support/cli.js';
import { COMPILED, type GatewayProcess } from '../../support/gateway-process.js';
import type { Receiver } from '../../support/receiver.js';
import type { Stage } from '../../support/stage.js';
import type { TempFolder } from '../../support/temp-folder.js';
import type { Block } from './blocks.js';

const ROOT = join(import.meta.dirname, '../../..');
const SECRET = 'a-secret-of-both-sides';
/** The id that the docs show for a delivery. */
const DELIVERY_ID = '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c';
/** A backup is complete with the key of the secrets in it. */
const KEY = 'webhook-encryption.key';
/** The time at which the docs look at a request that was saved. */
const SAVED_AT = Date.parse('2026-01-01T12:05:30Z');

/** Go compiles the standard library without what a test does not need: a third of the time where nothing is compiled yet. */
const LIGHT_GO = {
  CGO_ENABLED: '0',
  GOFLAGS: '"-gcflags=all=-N -l -dwarf=false" -ldflags=-w -tags=nethttpomithttp2',
};

/** A gateway with history for the pages that expect one, and a receiver for the endpoints that they name. */
export class Scene {
  private constructor(
    readonly gateway: GatewayProcess,
    readonly receiver: Receiver,
    private readonly database: string,
    private readonly pending: string,
  ) {}

  /** Starts both; `webhook_1` refuses jobs named `job_refused`, and the circuit of `webhook_2` is open, behind deliveries that wait for a retry. */
  static async open(stage: Stage): Promise<Scene> {
    const receiver = await stage.receiver(({ body, path }) =>
      body.includes('job_refused') || (path === '/down' && body.includes('order.paid'))
        ? 500
        : { status: 200, body: 'ok' },
    );
    const gateway = await stage.gateway({
      WEBHOOK_URLS: receiver.url('/webhooks/streamgank'),
      WEBHOOK_EVENTS: 'job.*',
      WEBHOOK_SECRET_KEY: SECRET,
      WEBHOOK_MAX_RETRIES: '0',
      WEBHOOK_BREAKER_FAILURES: '3',
    });
    await gateway.post('/api/webhooks/endpoints', {
      url: receiver.url('/down'),
      events: ['order.*'],
      retry_schedule_ms: [3_600_000],
    });
    const { deliveries } = await gateway.trigger({ id: 'order-7', event: 'order.paid' });
    for (const nth of [2, 3]) {
      await receiver.count(nth - 1);
      await gateway.trigger({ event: 'order.paid' });
    }
    await receiver.count(3);
    await new Cli({}, stage.folder.path).run(['backup', stage.folder.file('backup.db')]);
    return new Scene(gateway, receiver, stage.folder.file('backup.db'), deliveries[0].delivery_id);
  }

  /** Furnishes the folder that the blocks of a page run in, and says what stands in the place of the page's addresses. */
  async prepare(folder: TempFolder, blocks: readonly Block[]): Promise<PageScene> {
    const own = (port: number): boolean =>
      blocks.some(
        ({ note, code }) => (note?.kind === 'serves' || note?.kind === 'file') && code.includes(String(port)),
      );
    const hasGateway = blocks.some(({ note }) => note?.kind === 'serves' && note.name === 'gateway');
    const ports = {
      gateway: hasGateway ? await freePort() : Number(new URL(this.gateway.url).port),
      application: own(4000) ? await freePort() : this.receiver.port,
    };
    writeFiles(folder, this.database);
    return {
      env: environmentOf(folder, ports.gateway),
      replace: (code) => this.#replace(code, folder, ports),
    };
  }

  #replace(code: string, folder: TempFolder, ports: { gateway: number; application: number }): string {
    const here = `http://127.0.0.1:${this.receiver.port}`;
    return code
      .replaceAll('https://your-app.example', here)
      .replaceAll('https://hooks.slack.com/', `slack+${here}/`)
      .replaceAll('https://hooks.example.com', `http://127.0.0.1:${ports.gateway}`)
      .replaceAll(/(localhost|127\.0\.0\.1):3000/g, `127.0.0.1:${ports.gateway}`)
      .replaceAll(/(localhost|127\.0\.0\.1):4000/g, `127.0.0.1:${ports.application}`)
      .replaceAll("listen(4000, '127", `listen(${ports.application}, '127`)
      .replaceAll("('127.0.0.1', 4000)", `('127.0.0.1', ${ports.application})`)
      .replaceAll('/backups/', `${folder.path}/backups/`)
      .replaceAll(DELIVERY_ID, this.pending);
  }
}

/** The place in which the blocks of a page run. */
export interface PageScene {
  readonly env: Readonly<Record<string, string>>;
  /** Puts real addresses, ids and folders in the place of those in a block. */
  readonly replace: (code: string) => string;
}

function environmentOf(folder: TempFolder, port: number): Record<string, string> {
  const url = `http://127.0.0.1:${port}`;
  const signed = signatureOf('msg_1', Date.now(), '{}');
  return {
    PATH: [folder.file('bin'), dirname(process.execPath), process.env['PATH'] ?? ''].join(':'),
    HOME: folder.path,
    // Packages that Go has compiled once serve all folders: its standard library takes minutes of a busy machine.
    GOCACHE: process.env['GOCACHE'] ?? join(homedir(), '.cache/go-build'),
    ...LIGHT_GO,
    NODE_COMPILE_CACHE: COMPILED,
    // npx asks no registry: what it runs is there, or it fails.
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    PORT: String(port),
    GATEWAY_URL: url,
    STREAMGANK_GATEWAY_URL: url,
    ID: 'msg_1',
    TIMESTAMP: signed.timestamp,
    SIGNATURE: signed.signature,
  };
}

/** The package as it is installed, with the files that the docs name. */
function writeFiles(folder: TempFolder, database: string): void {
  for (const name of ['bin', 'backups', 'data', 'node_modules/.bin', 'node_modules/@streamgank'])
    mkdirSync(folder.file(name), { recursive: true });
  for (const name of ['gateway', 'streamgank-webhook-gateway'])
    symlinkSync(join(ROOT, 'bin/gateway.js'), folder.file(`node_modules/.bin/${name}`));
  symlinkSync(join(ROOT, 'clients/node'), folder.file('node_modules/@streamgank/webhook-gateway-client'));
  for (const name of ['express', 'standardwebhooks'])
    symlinkSync(join(ROOT, 'node_modules', name), folder.file(`node_modules/${name}`));
  for (const name of ['gateway', 'npx'])
    symlinkSync(join(import.meta.dirname, `${name}.sh`), folder.file(`bin/${name}`));
  symlinkSync(join(ROOT, 'dist'), folder.file('dist'));
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  writeFileSync(
    folder.file('package.json'),
    JSON.stringify({ private: true, scripts: { start: scripts.start } }),
  );
  copyFileSync(database, folder.file('data/gateway.db'));
  copyFileSync(join(dirname(database), 'data', KEY), folder.file(`data/${KEY}`));
  writeFileSync(folder.file('data.json'), '{"job_id":"job_17"}');
  writeFileSync(folder.file('events.ndjson'), '{"event":"job.completed"}\n{"event":"job.failed"}\n');
  writeFileSync(folder.file('body.json'), '{}');
  writeFileSync(folder.file('secret.txt'), `${SECRET}\n`);
  writeFileSync(folder.file('saved.http'), requestOf(Date.now()));
  writeFileSync(folder.file('last-year.http'), requestOf(SAVED_AT));
}

function signatureOf(id: string, at: number, body: string): { timestamp: string; signature: string } {
  const timestamp = String(Math.floor(at / 1_000));
  const hmac = createHmac('sha256', SECRET).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { timestamp, signature: `v1,${hmac}` };
}

function requestOf(at: number): string {
  const { timestamp, signature } = signatureOf('msg_1', at, '{}');
  return `webhook-id: msg_1\nwebhook-timestamp: ${timestamp}\nwebhook-signature: ${signature}\n\n{}`;
}
