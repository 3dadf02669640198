import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Posters, type Mailbox } from '../faults/posters.js';
import { GatewayProcess, START_MS, type Command } from '../support/gateway-process.js';
import { sized } from '../support/long-run.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import type { Received, Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';
import { NEXT_MIGRATION, NEXT_VERSION, nextVersion } from './next-version.js';

/** Deliveries that each gateway of both versions makes while they run side by side. */
const TOGETHER = sized(20, 40);
/** The time between two events of one sender, ms: most of them are sent while a gateway starts. */
const PAUSE_MS = sized(200, 80);

const stage = Stage.forFile();
const next = nextVersion();
const running: GatewayProcess[] = [];

const deliveryOf = ({ headers }: Received): string => headers['x-streamgank-delivery']!;
const nodeOf = ({ headers }: Received): string => headers['x-node']!;

/** Posts to one gateway after the other of those that run, as a load balancer does. */
class Balancer implements Mailbox {
  #turn = 0;
  #nodes: readonly GatewayProcess[] = [];

  use(...nodes: GatewayProcess[]): void {
    this.#nodes = nodes;
  }

  get current(): GatewayProcess | null {
    return this.#nodes[this.#turn++ % this.#nodes.length] ?? null;
  }
}

describe('A rolling upgrade of two gateways on one PostgreSQL', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let receiver: Receiver;
  let env: Record<string, string>;
  const balancer = new Balancer();
  let posters: Posters;

  const start = async (node: string, ...command: [] | [Command]): Promise<GatewayProcess> => {
    const settings = { ...env, WEBHOOK_HEADERS: `X-Node:${node}` };
    const gateway = await GatewayProcess.start(settings, stage.folder.path, ...command);
    running.push(gateway);
    return gateway;
  };

  const takenBy = (node: string): number =>
    receiver.requests.filter((request) => nodeOf(request) === node).length;

  /** Waits until each of the gateways has made {@link TOGETHER} deliveries from now on. */
  const bothWork = async (...nodes: string[]): Promise<void> => {
    const before = nodes.map(takenBy);
    const made = () => nodes.map((node, at) => takenBy(node) - before[at]!);
    await until(
      () => `deliveries of ${nodes.join()}: ${made().join()}`,
      () => made().every((count) => count >= TOGETHER),
      START_MS,
    );
  };

  beforeAll(async () => {
    server = await PostgresServer.start();
    database = await server.createDatabase();
    const failed = new Set<string>();
    // Every third delivery fails at first, so that retries are claimed from the store, by whichever gateway comes first.
    receiver = await stage.receiver((request, _, nth) => {
      const id = deliveryOf(request);
      if (nth % 3 !== 0 || failed.has(id)) return 200;
      failed.add(id);
      return 500;
    });
    env = {
      DATABASE_URL: `${database.url}?pool=4`,
      WEBHOOK_SECRET_KEY: 'secret-of-the-test',
      WEBHOOK_URLS: receiver.url(),
      WEBHOOK_EVENTS: '*',
      WEBHOOK_RETRY_SCHEDULE: '200ms,200ms,200ms,200ms,200ms,200ms',
      WEBHOOK_BREAKER_FAILURES: '0',
      WEBHOOK_RATE_LIMIT_MAX: '100000',
    };
  }, START_MS);

  afterAll(async () => {
    await posters?.stop();
    await Promise.all(running.map((gateway) => gateway.end('SIGKILL')));
    await server?.stop();
  }, START_MS);

  it(
    'loses nothing and sends nothing twice, while both versions claim, deliver and settle',
    async () => {
      const old = [await start('old-1'), await start('old-2')] as const;
      balancer.use(...old);
      posters = new Posters(balancer, 4, PAUSE_MS);
      await bothWork('old-1', 'old-2');

      await old[0].end('SIGTERM');
      balancer.use(old[1]);
      // The new node changes the schema beneath the old one, which goes on.
      const first = await start('new-1', next);
      balancer.use(old[1], first);
      expect(await schema()).toContain(NEXT_MIGRATION);
      await bothWork('old-2', 'new-1');

      const statuses = await Promise.all([old[1], first].map((node) => node.status()));
      for (const { nodes } of statuses)
      expect(versions(nodes)).toEqual([(await manifestVersion()), NEXT_VERSION]); // prettier-ignore

      balancer.use(first);
      await old[1].end('SIGTERM');
      const second = await start('new-2', next);
      balancer.use(first, second);
      await bothWork('new-1', 'new-2');
      await posters.stop();
      await first.settled(START_MS);
      await expectBalance();
    },
    6 * START_MS,
  );

  it(
    'refuses the old version from then on, and says which one to start',
    async () => {
      const { code, stderr } = await GatewayProcess.refuses(env, stage.folder.path);
      expect(code).toBe(1);
      expect(stderr).toContain(`Start version ${NEXT_VERSION} or a newer one, or restore a backup`);
    },
    START_MS,
  );

  const schema = async (): Promise<string[]> =>
    (await database.query<{ name: string }>('select name from kysely_migration')).map(({ name }) => name);

  const manifestVersion = async (): Promise<string> =>
    (await database.query<{ version: string }>('select version from releases order by schema'))[0]!.version;

  const versions = (nodes: readonly { version: string; alive: boolean }[]): string[] =>
    nodes
      .filter(({ alive }) => alive)
      .map(({ version }) => version)
      .sort();

  /** Compares what was promised with what arrived, and prints it. */
  async function expectBalance(): Promise<void> {
    const states = await database.query<{ id: string; event: string; state: string; attempts: number }>(
      `select id, event_id as event, state, attempts from deliveries`,
    );
    const sent = new Map<string, number>();
    for (const request of receiver.requests)
      sent.set(deliveryOf(request), (sent.get(deliveryOf(request)) ?? 0) + 1);
    const delivered = new Set(states.filter(({ state }) => state === 'delivered').map(({ event }) => event));
    const lost = [...posters.accepted].filter((id) => !delivered.has(id));
    // Every request is an attempt that the store has recorded: none was sent twice by two gateways.
    const twice = states.filter(({ id, attempts }) => sent.get(id) !== attempts);
    const by = (node: string) => `${node} ${takenBy(node)}`;
    process.stdout.write(
      `rolling upgrade: accepted ${posters.accepted.size}, delivered ${delivered.size}, lost ${lost.length}, ` +
        `sent twice ${twice.length}; requests: ${['old-1', 'old-2', 'new-1', 'new-2'].map(by).join(', ')}\n`,
    );
    expect({ lost, twice }).toEqual({ lost: [], twice: [] });
    expect(states.length).toBeGreaterThanOrEqual(posters.accepted.size);
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['delivered']));
  }
});
