import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import type { Behaviour, Received, Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';
import { mostInAnyWindow } from '../support/windows.js';

const stage = Stage.forFile();
const NODES = 3;

interface Shown {
  readonly pid: number;
  readonly started_at: string;
  readonly heartbeat_at: string;
  readonly alive: boolean;
  readonly this: boolean;
}

const living = ({ nodes }: { nodes: Shown[] }): Shown[] => nodes.filter(({ alive }) => alive);
const job = ({ body }: Received): string => JSON.parse(body).data.job_id as string;
const jobs = (requests: readonly Received[]) => new Set(requests.map(job));
const sentBy = (requests: readonly Received[], node: number): number =>
  requests.filter(({ headers }) => headers['x-node'] === String(node)).length;

function post(node: GatewayProcess, count: number, name: string): Promise<unknown> {
  const event = (n: number) => ({
    event: 'job.completed',
    id: `${name}${n}`,
    data: { job_id: `${name}${n}` },
  });
  return Promise.all(Array.from({ length: count }, (_, n) => node.trigger(event(n))));
}

/** Three gateways as processes of their own. Each says in a header which it is. */
describe('Three gateways on one PostgreSQL', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let receiver: Receiver;
  let behave: Behaviour;
  let nodes: [GatewayProcess, GatewayProcess, GatewayProcess];

  beforeAll(async () => {
    server = await PostgresServer.start();
  }, 60_000);
  afterAll(() => server?.stop(), 60_000);
  beforeEach(() => void receiver.requests.splice(0));

  /** Started together on an empty database. */
  async function start(env: Record<string, string>): Promise<void> {
    database = await server.createDatabase();
    receiver = await stage.receiver((...request) => behave(...request));
    const settings = {
      DATABASE_URL: `${database.url}?pool=4`,
      WEBHOOK_SECRET_KEY: 'secret-of-the-test',
      WEBHOOK_BREAKER_FAILURES: '0',
      WEBHOOK_URLS: receiver.url(),
      ...env,
    };
    const started = Array.from({ length: NODES }, (_, at) =>
      stage.gateway({ ...settings, WEBHOOK_HEADERS: `X-Node:${at}` }),
    );
    nodes = (await Promise.all(started)) as typeof nodes;
  }

  async function end(): Promise<void> {
    await stage.clear();
    await database?.drop();
  }

  describe('with a low rate limit', () => {
    const WINDOW_MS = 1_000;
    const MAX = 30;

    beforeAll(
      () =>
        start({
          WEBHOOK_RATE_LIMIT_WINDOW: String(WINDOW_MS),
          WEBHOOK_RATE_LIMIT_MAX: String(MAX),
          WEBHOOK_MAX_RETRIES: '20',
        }),
      60_000,
    );
    afterAll(end);

    it('show all gateways in the status of each', async () => {
      const pids = nodes.map(({ child }) => child.pid).sort();
      for (const node of nodes) {
        const { nodes: shown } = await node.statusWhere((webhooks) => living(webhooks).length === NODES);
        expect(shown.map(({ pid }: Shown) => pid).sort()).toEqual(pids);
        expect(shown.filter((one: Shown) => one.this)).toMatchObject([{ pid: node.child.pid }]);
      }
    }, 60_000);

    it('keep to the limit together and use it fully, whichever accepts the events', async () => {
      behave = async (_, __, nth) => {
        await new Promise((wake) => setTimeout(wake, 5 * (nth % 9)));
        return nth % 10 === 0 ? 500 : 200;
      };
      await Promise.all(nodes.map((node, at) => post(node, 60, `n${at}-`)));
      await receiver.until((requests) => jobs(requests).size === 180, 60_000);
      await nodes[0].settled();
      const { requests } = receiver;
      expect(mostInAnyWindow(requests, WINDOW_MS)).toBeLessThanOrEqual(MAX);
      expect(requests.length).toBeGreaterThan(190);
      expect(Math.min(...nodes.map((_, at) => sentBy(requests, at)))).toBeGreaterThan(0);
      const windows = (requests.at(-1)!.at - requests[0]!.at) / WINDOW_MS;
      expect(requests.length / windows).toBeGreaterThan(MAX / 2);
    }, 90_000);

    it('hand their permits to the others when they shut down', async () => {
      expect(await nodes[0].end('SIGTERM')).toBe(0);
      expect(living(await nodes[1].status())).toHaveLength(2);
      const [left] = await database.query(
        `select count(*)::int as held from rate_grants where node_id not in (select id from nodes) and permits > used`,
      );
      expect(left).toEqual({ held: 0 });
    }, 60_000);
  });

  describe('with a high rate limit', () => {
    beforeAll(
      () =>
        start({
          WEBHOOK_RATE_LIMIT_MAX: '100000',
          WEBHOOK_CONCURRENCY: '8',
          WEBHOOK_TIMEOUT: '60000',
        }),
      60_000,
    );
    afterAll(end);

    it('pause together when the target asks one of them to', async () => {
      let quietUntil = 0;
      behave = (_, __, nth) => {
        if (nth > 1) return 200;
        quietUntil = performance.now() + 3_000;
        return { status: 429, headers: { 'retry-after': '3' } };
      };
      const [one, ...others] = nodes;
      await post(one, 1, 'one-');
      await until('the pause', async () => (await database.query('select 1 from rate_pauses')).length > 0);
      await Promise.all(others.map((node, at) => post(node, 5, `others${at}-`)));
      await receiver.count(12);
      expect(receiver.requests.slice(1).filter(({ at }) => at < quietUntil)).toEqual([]);
      await one.statusWhere(({ rate_limits }) => rate_limits.webhook_1 === 12);
    }, 60_000);

    it('share the load of one endpoint, though one gateway accepts all events', async () => {
      behave = async () => {
        await new Promise((wake) => setTimeout(wake, 250));
        return 200;
      };
      // Each has counted the others: its latest heartbeat is younger than all of them.
      await nodes[0].statusWhere(({ nodes }) => {
        const youngest = Math.max(...nodes.map((one: Shown) => Date.parse(one.started_at)));
        return nodes.every((one: Shown) => Date.parse(one.heartbeat_at) > youngest);
      });
      await post(nodes[0], 240, 'load-');
      await receiver.until((requests) => jobs(requests).size === 240, 30_000);
      const shares = nodes.map((_, at) => sentBy(receiver.requests, at));
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(40);
      expect(receiver.requests).toHaveLength(240);
      await nodes[0].settled();
    }, 60_000);

    it('take over from a killed and a frozen gateway, which cannot overwrite later outcomes', async () => {
      const held: (() => void)[] = [];
      behave = ({ headers }, response) => {
        if (headers['x-node'] === '2') return 200;
        held.push(() => response.writeHead(500).end());
        return 'handled';
      };
      const [killed, frozen, heir] = nodes;
      await Promise.all([post(killed, 4, 'killed-'), post(frozen, 4, 'frozen-')]);
      await receiver.count(8);
      const began = performance.now();
      frozen.child.kill('SIGSTOP');
      await killed.end('SIGKILL');
      await receiver.until((requests) => sentBy(requests, 2) === 8, 40_000);
      expect(performance.now() - began).toBeLessThan(30_000);
      await heir.settled();
      for (const answer of held) answer();
      frozen.child.kill('SIGCONT');
      await until('the lost leases', () => lost(frozen).length === 4);
      expect(receiver.requests).toHaveLength(16);
      expect(await outcomes()).toEqual(
        Array.from({ length: 8 }, () => ({ state: 'delivered', attempts: 1 })),
      );
      const { nodes: shown } = await heir.statusWhere((webhooks) => living(webhooks).length === 2);
      expect(shown.find(({ alive }: Shown) => !alive)).toMatchObject({ pid: killed.child.pid });
    }, 90_000);

    const outcomes = (): Promise<object[]> =>
      database.query(
        `select state, attempts from deliveries where event_id like 'killed-%' or event_id like 'frozen-%'`,
      );

    const lost = (node: GatewayProcess): string[] =>
      node.messages.filter((text) => text.startsWith('The lease of a delivery to webhook_1 was lost'));
  });
});
