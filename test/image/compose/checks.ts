import { randomBytes } from 'node:crypto';
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

/** The project of a compose file on the engine. */
export interface Scene {
  readonly engine: Engine;
  readonly compose: Compose;
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

const inspected = ({ engine, compose }: Scene, ...services: readonly string[]): Inspected[] =>
  compose.containers(...services).map((id) => engine.inspect(id));

/** A play with the services of a compose file, once they are healthy. */
type Play = (receiver: Receiver, gateways: readonly Inspected[]) => AsyncGenerator<Checked>;

interface Terms {
  /** Finds the address under which containers reach this process. */
  readonly reachedAt: () => string;
  readonly gateways: number;
  /** Services that end with exit code 0. */
  readonly ending: readonly string[];
}

/** Starts the services with a receiver that their gateways deliver to, plays with them, stops and removes them. */
async function* played(
  scene: Scene,
  { reachedAt, gateways: count, ending }: Terms,
  play: Play,
): AsyncGenerator<Checked> {
  const { compose } = scene;
  yield fact('says what to put into .env', /Put .+ into \.env/.test(compose.refusal()), compose.refusal());
  const receiver = await Receiver.start(() => 200, 0, '0.0.0.0');
  compose.set(KEYS);
  try {
    compose.set({ ...KEYS, WEBHOOK_URLS: `http://${reachedAt()}:${receiver.port}/hook` });
    compose.up();
    const gateways = inspected(scene, 'gateway');
    const isHealthy = gateways.every(({ State }) => State.Health?.Status === 'healthy');
    yield fact(`starts ${count} of the gateway, healthy`, isHealthy && gateways.length === count, gateways);
    const isReadOnly = gateways.every(({ HostConfig }) => HostConfig.ReadonlyRootfs);
    yield fact('runs the gateway on a read-only root file system', isReadOnly);
    const isPlain = gateways.every(({ HostConfig }) => HostConfig.CapDrop.includes('ALL'));
    yield fact('runs it without any capability of root', isPlain);
    yield* play(receiver, gateways);
    compose.run('stop');
    const codes = inspected(scene, ...ending).map(({ State }) => State.ExitCode);
    yield fact(
      `stops ${ending.join(' and ')} with exit code 0`,
      codes.length === count + ending.length - 1 && codes.every((code) => code === 0),
      codes,
    );
  } finally {
    compose.run('down', '--volumes');
    await receiver.close();
  }
}

/** `compose.yaml`: one gateway with SQLite in a volume. */
export function sqliteChecks(scene: Scene): AsyncGenerator<Checked> {
  const { engine, compose } = scene;
  const reachedAt = (): string => {
    compose.run('create', '--no-build', '--pull', 'never');
    const format = '{{(index .IPAM.Config 0).Gateway}}';
    return engine.run('network', 'inspect', 'webhook-gateway_default', '-f', format);
  };
  return played(
    scene,
    { reachedAt, gateways: 1, ending: ['gateway'] },
    async function* (receiver, [gateway]) {
      compose.run('exec', '-T', 'gateway', 'gateway', 'healthcheck', '--ready');
      yield fact('is ready by "gateway healthcheck --ready" in the container', true);
      await send('one');
      await receiver.count(1, 20_000);
      yield fact('takes an event through the published port, and delivers it', arrived(receiver).has('one'));
      crash(gateway!);
      yield fact('starts a gateway that was killed again', await restarted(scene, gateway!));
      await send('two');
      await until('the second event arrives', () => arrived(receiver).has('two'), 20_000);
      compose.run('down');
      compose.up();
      const { events } = (await (await ask('/api/webhooks/events')).json()) as { events: unknown[] };
      yield fact('keeps the events in its volume over "down" and "up"', events.length === 2, events.length);
    },
  );
}

/** `compose.postgres.yaml`: two gateways on one PostgreSQL behind Caddy. */
export function postgresChecks(scene: Scene): AsyncGenerator<Checked> {
  const { compose } = scene;
  const terms = { reachedAt: () => '172.30.30.1', gateways: 2, ending: ['gateway', 'postgres'] };
  return played(scene, terms, async function* (receiver, [first]) {
    const showsBoth = async (): Promise<boolean> => {
      const answer = await ask('/api/webhooks/status').catch(() => null);
      const status = (await answer?.json().catch(() => null)) as { webhooks?: { nodes?: unknown[] } } | null;
      return status?.webhooks?.nodes?.length === 2;
    };
    yield fact(
      'shows both gateways in the status, through Caddy',
      await until('two nodes', showsBoth, 30_000),
    );

    const ids = Array.from({ length: 60 }, (_, nth) => `event-${nth}`);
    for (const [nth, id] of ids.entries()) {
      if (nth === 20) crash(first!);
      if (nth === 40) compose.run('restart', 'postgres');
      await send(id);
    }
    await until('all events arrive', () => ids.every((id) => arrived(receiver).has(id)), 90_000);
    const twice = receiver.requests.length - ids.length;
    yield fact(`loses no event as a gateway is killed and PostgreSQL restarts (${twice} came twice)`, true);
    yield fact('starts a gateway that was killed again', await restarted(scene, first!));
  });
}
