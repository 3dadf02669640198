import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Receiver } from '../../support/receiver.ts';
import { until } from '../../support/until.ts';
import { fact, type Checked } from '../fact.ts';
import type { Compose } from './compose.ts';
import type { Engine, Inspected } from './engine.ts';

const ENTRANCE = 'http://127.0.0.1:3000';
const hex = (): string => randomBytes(32).toString('hex');
const KEYS = {
  WEBHOOK_EMIT_KEYS: hex(),
  WEBHOOK_ADMIN_KEYS: hex(),
  POSTGRES_PASSWORD: hex(),
  WEBHOOK_SECRET_KEY: hex(),
  WEBHOOK_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
};

/** The project of a compose file on the engine, and a receiver that its containers reach. */
export interface Scene {
  readonly engine: Engine;
  readonly compose: Compose;
  /** Folder for files of the test. */
  readonly folder: string;
}

async function ask(path: string, init: RequestInit = {}, key = KEYS.WEBHOOK_ADMIN_KEYS): Promise<Response> {
  return fetch(ENTRANCE + path, {
    ...init,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
  });
}

/** Sends an event until it is accepted, as a job server does, under one id. */
async function send(id: string): Promise<boolean> {
  return until(
    `event ${id} is accepted`,
    async () => {
      const body = JSON.stringify({ id, event: 'job.completed', data: { job_id: id } });
      const init = { method: 'POST', body, signal: AbortSignal.timeout(10_000) };
      const answer = await ask('/api/webhooks/trigger', init, KEYS.WEBHOOK_EMIT_KEYS).catch(() => null);
      return answer !== null && (answer.status === 202 || answer.status === 200);
    },
    60_000,
  );
}

const arrived = ({ requests }: Receiver): ReadonlySet<string> =>
  new Set(requests.map(({ body }) => (JSON.parse(body) as { data: { job_id: string } }).data.job_id));

/** Ends the process of a container as a crash would: the engine has not been asked to stop it. */
function crash({ State }: Inspected): void {
  process.kill(State.Pid, 'SIGKILL');
}

async function restarted({ engine }: Scene, { Id }: Inspected): Promise<boolean> {
  return until(
    'the container is started again, and healthy',
    () => {
      const { RestartCount, State } = engine.inspect(Id);
      return RestartCount > 0 && State.Health?.Status === 'healthy';
    },
    90_000,
  );
}

function* hardened(gateways: readonly Inspected[]): Generator<Checked> {
  const isReadOnly = gateways.every(({ HostConfig }) => HostConfig.ReadonlyRootfs);
  yield fact('runs the gateway on a read-only root file system', isReadOnly);
  yield fact(
    'runs it without any capability of root',
    gateways.every(({ HostConfig }) => HostConfig.CapDrop.includes('ALL')),
  );
}

/** `compose.yaml`: one gateway with SQLite in a volume. */
export async function* sqliteChecks(scene: Scene): AsyncGenerator<Checked> {
  const { engine, compose, folder } = scene;
  yield fact('asks for the keys', /Put .+ into \.env/.test(compose.refusal({})));
  const receiver = await Receiver.start(() => 200, 0, '0.0.0.0');
  const env = join(folder, 'sqlite.env');
  writeFileSync(env, linesOf(KEYS));
  try {
    compose.run(env, 'create', '--no-build', '--pull', 'never');
    const network = engine.run(
      'network',
      'inspect',
      'webhook-gateway_default',
      '-f',
      '{{(index .IPAM.Config 0).Gateway}}',
    );
    writeFileSync(env, linesOf({ ...KEYS, WEBHOOK_URLS: `http://${network}:${receiver.port}/hook` }));
    compose.up(env);
    const gateways = compose.containers(env, 'gateway').map((id) => engine.inspect(id));
    yield fact(
      'starts one gateway, which is healthy',
      gateways.length === 1,
      gateways.map(({ State }) => State),
    );
    yield* hardened(gateways);
    compose.run(env, 'exec', '-T', 'gateway', 'gateway', 'healthcheck', '--ready');
    yield fact('is ready by "gateway healthcheck --ready" in the container', true);
    await send('one');
    await receiver.count(1, 20_000);
    yield fact('takes an event through the published port, and delivers it', arrived(receiver).has('one'));

    crash(gateways[0]!);
    yield fact('starts a gateway that was killed again', await restarted(scene, gateways[0]!));
    await send('two');
    await until('the second event arrives', () => arrived(receiver).has('two'), 20_000);
    compose.run(env, 'down');
    compose.up(env);
    const { events } = (await (await ask('/api/webhooks/events')).json()) as { events: unknown[] };
    yield fact('keeps the events in its volume over "down" and "up"', events.length === 2, events.length);
    const again = compose.containers(env, 'gateway');
    compose.run(env, 'stop');
    const { State } = engine.inspect(again[0]!);
    yield fact('stops with exit code 0 within its time', State.ExitCode === 0, State);
  } finally {
    compose.run(env, 'down', '--volumes');
    await receiver.close();
  }
}

/** `compose.postgres.yaml`: two gateways on one PostgreSQL behind Caddy. */
export async function* postgresChecks(scene: Scene): AsyncGenerator<Checked> {
  const { engine, compose, folder } = scene;
  yield fact('asks for keys and password', /Put .+ into \.env/.test(compose.refusal({})));
  const receiver = await Receiver.start(() => 200, 0, '0.0.0.0');
  const env = join(folder, 'postgres.env');
  writeFileSync(env, linesOf({ ...KEYS, WEBHOOK_URLS: `http://172.30.30.1:${receiver.port}/hook` }));
  try {
    compose.up(env);
    const gateways = compose.containers(env, 'gateway').map((id) => engine.inspect(id));
    yield fact(
      'starts two gateways, which are healthy',
      gateways.length === 2,
      gateways.map(({ State }) => State),
    );
    yield* hardened(gateways);
    const nodes = async (): Promise<number> => {
      const answer = await ask('/api/webhooks/status').catch(() => null);
      const { webhooks } = ((await answer?.json().catch(() => null)) ?? {}) as {
        webhooks?: { nodes?: unknown[] };
      };
      return webhooks?.nodes?.length ?? 0;
    };
    yield fact(
      'shows both gateways in the status, through Caddy',
      await until('two nodes', async () => (await nodes()) === 2, 30_000),
    );

    const ids = Array.from({ length: 60 }, (_, nth) => `event-${nth}`);
    for (const [nth, id] of ids.entries()) {
      if (nth === 20) crash(gateways[0]!);
      if (nth === 40) compose.run(env, 'restart', 'postgres');
      await send(id);
    }
    await until('all events arrive', () => ids.every((id) => arrived(receiver).has(id)), 90_000);
    const twice = receiver.requests.length - ids.length;
    yield fact(`loses no event as a gateway is killed and PostgreSQL restarts (${twice} came twice)`, true);
    yield fact('starts a gateway that was killed again', await restarted(scene, gateways[0]!));
    compose.run(env, 'stop');
    const ends = compose
      .containers(env, 'gateway', 'postgres')
      .map((id) => engine.inspect(id).State.ExitCode);
    yield fact(
      'stops gateways and PostgreSQL with exit code 0',
      ends.length === 3 && ends.every((code) => code === 0),
      ends,
    );
  } finally {
    compose.run(env, 'down', '--volumes');
    await receiver.close();
  }
}

function linesOf(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
