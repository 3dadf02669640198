import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import type { Received, Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';
import { mostInAnyWindow } from '../support/windows.js';

const stage = Stage.forEachTest();
const NODES = 3;

interface Shown {
  readonly pid: number;
  readonly started_at: string;
  readonly heartbeat_at: string;
  readonly alive: boolean;
  readonly this: boolean;
}

const living = ({ nodes }: { nodes: Shown[] }): Shown[] => nodes.filter(({ alive }) => alive);

/** Three gateways as processes of their own on one PostgreSQL. Each says in a header which it is. */
describe('Three gateways on one PostgreSQL', () => {
  let server: PostgresServer;
  let database: TestDatabase;

  beforeAll(async () => {
    server = await PostgresServer.start();
  }, 60_000);
  afterAll(() => server?.stop());
  beforeEach(async () => {
    database = await server.createDatabase();
  });
  afterEach(() => database.drop());

  /** Started together, and known to one another. */
  async function gateways(receiver: Receiver, env: Record<string, string>): Promise<GatewayProcess[]> {
    const nodes = await Promise.all(
      Array.from({ length: NODES }, (_, at) =>
        stage.gateway({
          DATABASE_URL: `${database.url}?pool=4`,
          WEBHOOK_SECRET_KEY: 'secret',
          WEBHOOK_BREAKER_FAILURES: '0',
          WEBHOOK_URLS: receiver.url(),
          WEBHOOK_HEADERS: `X-Node:${at}`,
          ...env,
        }),
      ),
    );
    const pids = nodes.map(({ child }) => child.pid).sort();
    for (const [at, node] of nodes.entries()) {
      const { nodes: shown } = await node.statusWhere((webhooks) => living(webhooks).length === NODES);
      expect(shown.map(({ pid }: Shown) => pid).sort()).toEqual(pids);
      expect(shown.filter((one: Shown) => one.this)).toMatchObject([{ pid: nodes[at]!.child.pid }]);
    }
    return nodes;
  }

  const post = (node: GatewayProcess, count: number, name = 'e'): Promise<unknown> =>
    Promise.all(
      Array.from({ length: count }, (_, n) =>
        node.trigger({ event: 'job.completed', id: `${name}${n}`, data: { job_id: `${name}${n}` } }),
      ),
    );

  const job = ({ body }: Received): string => JSON.parse(body).data.job_id as string;
  const jobs = (requests: readonly Received[]) => new Set(requests.map(job));
  const sentBy = (requests: readonly Received[], node: number): number =>
    requests.filter(({ headers }) => headers['x-node'] === String(node)).length;

  it('keep to one rate limit, whoever gets the events, and use all of it', async () => {
    const [windowMs, max] = [1_000, 30];
    const receiver = await stage.receiver(async (_, __, nth) => {
      await new Promise((wake) => setTimeout(wake, 5 * (nth % 9)));
      return nth % 10 === 0 ? 503 : 200;
    });
    const nodes = await gateways(receiver, {
      WEBHOOK_RATE_LIMIT_WINDOW: String(windowMs),
      WEBHOOK_RATE_LIMIT_MAX: String(max),
      WEBHOOK_MAX_RETRIES: '20',
    });
    const began = performance.now();
    await Promise.all(nodes.map((node, at) => post(node, 80, `n${at}-`)));
    await receiver.until((requests) => jobs(requests).size === 240, 60_000);
    await nodes[0]!.settled();
    expect(mostInAnyWindow(receiver.requests, windowMs)).toBeLessThanOrEqual(max);
    expect(receiver.requests.length).toBeGreaterThan(260);
    const windows = (performance.now() - began) / windowMs;
    expect(receiver.requests.length / windows).toBeGreaterThan(max / 2);
    const { nodes: shown } = await nodes[1]!.status();
    expect(shown).toHaveLength(NODES);
  }, 120_000);

  it('share the load of one endpoint, though one of them accepts all of it', async () => {
    const receiver = await stage.receiver(async () => {
      await new Promise((wake) => setTimeout(wake, 250));
      return 200;
    });
    const nodes = await gateways(receiver, { WEBHOOK_RATE_LIMIT_MAX: '100000', WEBHOOK_CONCURRENCY: '8' });
    // Each has counted the others: its latest heartbeat is younger than all of them.
    await nodes[0]!.statusWhere(({ nodes }) => {
      const youngest = Math.max(...nodes.map((one: Shown) => Date.parse(one.started_at)));
      return nodes.every((one: Shown) => Date.parse(one.heartbeat_at) > youngest);
    });
    await post(nodes[0]!, 240);
    await receiver.until((requests) => jobs(requests).size === 240, 30_000);
    const shares = nodes.map((_, at) => sentBy(receiver.requests, at));
    for (const share of shares) expect(share).toBeGreaterThanOrEqual(40);
    expect(receiver.requests).toHaveLength(240);
  }, 60_000);

  it('take over from one that is killed and one that freezes, which cannot overwrite what was done since', async () => {
    const held: (() => void)[] = [];
    const receiver = await stage.receiver(({ headers }, response) => {
      if (headers['x-node'] === '2') return 200;
      held.push(() => response.writeHead(500).end());
      return 'handled';
    });
    const nodes = await gateways(receiver, { WEBHOOK_TIMEOUT: '60000', WEBHOOK_RATE_LIMIT_MAX: '100' });
    const [killed, frozen, heir] = nodes as [GatewayProcess, GatewayProcess, GatewayProcess];
    await Promise.all([post(killed, 4, 'killed'), post(frozen, 4, 'frozen')]);
    await receiver.count(8);
    const began = performance.now();
    frozen.child.kill('SIGSTOP');
    await killed.end('SIGKILL');
    await receiver.until((requests) => sentBy(requests, 2) === 8, 30_000);
    expect(performance.now() - began).toBeLessThan(30_000);
    await heir.settled();
    for (const answer of held) answer();
    frozen.child.kill('SIGCONT');
    await until('the lost leases', () => lost(frozen).length === 4);
    const rows = await database.query('select state, attempts from deliveries');
    expect(rows).toEqual(Array.from({ length: 8 }, () => ({ state: 'delivered', attempts: 1 })));
    expect(receiver.requests).toHaveLength(16);
    const { nodes: shown } = await heir.statusWhere((webhooks) => living(webhooks).length === 2);
    expect(shown.find(({ alive }: Shown) => !alive)).toMatchObject({ pid: killed.child.pid });
  }, 90_000);

  const lost = (node: GatewayProcess): string[] =>
    node.messages.filter((text) => text.startsWith('The lease of a delivery to webhook_1 was lost'));
});
