import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Receiver } from '../support/receiver.ts';
import { until } from '../support/until.ts';
import type { ImageConfig } from './buildah.ts';
import { Container } from './container.ts';
import { fact, type Checked } from './fact.ts';

/** Size that the image may add to its base, MiB. */
const APP_MIB = 30;
const KEY = 'emit-key-of-the-image-test';
const ADMIN_KEY = 'admin-key-of-the-image-test';

/** The image: its files, its settings, and a folder for a volume. */
interface Built {
  readonly root: string;
  readonly config: ImageConfig;
  readonly folder: string;
}

/** Checks the image at rest and at work; each fact is told as soon as it is known. */
export async function* checks(built: Built): AsyncGenerator<Checked> {
  yield* atRest(built);
  const receiver = await Receiver.start();
  const volume = join(built.folder, 'volume');
  mkdirSync(volume);
  chownSync(volume, 1000, 1000);
  const container = new Container(built.root, volume, built.config, {
    PORT: '0',
    WEBHOOK_URLS: receiver.url(),
    WEBHOOK_ALLOW_NETWORKS: 'loopback',
    WEBHOOK_EMIT_KEYS: KEY,
    WEBHOOK_ADMIN_KEYS: ADMIN_KEY,
    LOG_FORMAT: 'json',
  });
  try {
    yield* atWork(container, receiver, volume);
  } finally {
    container.child.kill('SIGKILL');
    await receiver.close();
  }
}

function* atRest({ root, config }: Built): Generator<Checked> {
  const { User, Volumes, StopSignal, Healthcheck, Labels } = config;
  yield fact('runs as a user that is not root', User === '1000:1000', User);
  yield fact('keeps its data in the volume /data', '/data' in (Volumes ?? {}), Volumes);
  yield fact('is stopped by SIGTERM', /^(SIGTERM|15)$/.test(StopSignal), StopSignal);
  yield fact('has a health check', Healthcheck?.Test.at(-1) === 'healthcheck', Healthcheck);
  yield fact('has the labels of OCI', 'org.opencontainers.image.title' in (Labels ?? {}), Labels);
  const [kib] = execFileSync('du', ['-sk', join(root, 'app')], { encoding: 'utf8' }).split('\t');
  const mib = Number(kib) / 1024;
  yield fact(`adds ${mib.toFixed(0)} MiB to its base, at most ${APP_MIB}`, mib <= APP_MIB, mib);
  const { uid } = statSync(join(root, 'app'));
  yield fact('has program files that its user cannot change', uid === 0, uid);
}

async function* atWork(container: Container, receiver: Receiver, volume: string): AsyncGenerator<Checked> {
  const listens = /Gateway listens on http:\/\/[^:]+:(\d+)/;
  const line = await until(
    `the gateway listens, among ${container.lines.join('\n')}`,
    () => container.child.exitCode !== null || container.lines.find((text) => listens.test(text)),
    60_000,
  );
  if (line === true) throw new Error(`The gateway ended:\n${container.lines.join('\n')}`);
  const port = listens.exec(line)![1]!;
  const mounts = readFileSync(join(container.proc, 'mountinfo'), 'utf8');
  yield fact('runs on a read-only root file system', /^\S+ \S+ \S+ \S+ \/ ro[, ]/m.test(mounts), mounts);
  const status = readFileSync(join(container.proc, 'status'), 'utf8');
  yield fact('works without root', /^Uid:\t1000\t1000/m.test(status), status);

  const answer = await fetch(`http://127.0.0.1:${port}/api/webhooks/trigger`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}`, prefer: 'wait=20' },
    body: JSON.stringify({ event: 'job.completed', data: { job_id: 'job_1' } }),
  });
  yield fact('delivers an event', receiver.requests.length === 1, [answer.status, await answer.text()]);
  yield fact('writes its database to the volume', statSync(join(volume, 'gateway.db')).isFile());

  const check = container.config.Healthcheck.Test.slice(1);
  const healthy = container.exec(['env', `PORT=${port}`, ...check]);
  yield fact('is healthy while it runs', healthy.code === 0, healthy);
  yield fact(
    'has the command "gateway" for docker exec',
    container.exec(['gateway', '--version']).code === 0,
  );
  yield fact('stops with exit code 0', (await container.stop()) === 0, container.lines.slice(-5));
  const gone = container.exec(['env', `PORT=${port}`, ...check]);
  yield fact('is unhealthy when it no longer answers', gone.code === 1, gone);
}
