import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { GROUPED } from '../../src/modules/model/digest.js';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../../src/modules/store/order-keys.js';
import type { Statement } from '../../src/modules/store/postgres/database.js';
import { databaseTarget } from '../../src/modules/store/postgres/database-target.js';
import { openPostgresStore } from '../../src/modules/store/postgres/open.js';
import { PostgresStore } from '../../src/modules/store/postgres/postgres-store.js';
import type { Store } from '../../src/modules/store/store.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import { acceptanceFor, claimFrom, deliveredNow, identity, LEASE_MS } from '../support/postgres-work.js';

const BACKLOG = 100_000;

/** A long backlog of both kinds, with its events, quicker than through the port. */
const FILL_EVENTS = `
  insert into events select 'backlog-' || i, 'job.completed', 2, 'then', 1, null, false, '{}'
  from generate_series(1, ${BACKLOG}) i`;
const FILL_DELIVERIES = `
  insert into deliveries select gen_random_uuid(), 'backlog-' || i, case i % 2 when 0 then $1::uuid else $2::uuid end,
    'a', 0, 'pending', case i % 10 when 0 then 1 else 0 end, gateway_now(), null, null, 1, null, null
  from generate_series(1, ${BACKLOG}) i`;

describe('query plans of a PostgreSQL store', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let store: Store;
  let a: StoredEndpoint;
  let b: StoredEndpoint;
  /** Every statement the store ran, with the values of its latest run. */
  const ran = new Map<string, { text: string; values: unknown[] }>();

  /** A pool that remembers what is asked of it. */
  const listeningPool = (): pg.Pool => {
    const pool = new pg.Pool(databaseTarget(database.url).config);
    // As the store's own pool: the server may end an idle connection while the store closes.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => {
      const query = client.query.bind(client) as (...args: unknown[]) => unknown;
      client.query = ((first: string | (Statement & { values: unknown[] }), ...rest: unknown[]) => {
        if (typeof first === 'object' && first.name) ran.set(first.name, first);
        return query(first, ...rest);
      }) as typeof client.query;
    });
    return pool;
  };

  /** Joins a delivery to a digest, and ends its carrier. */
  const doDigests = async (): Promise<void> => {
    const { digests, events, queue } = store;
    const accepted = acceptanceFor(b, 'token', {}, 'grouped');
    const deliveryId = accepted.deliveries[0]!.id;
    await events.accept([accepted], LEASE_MS);
    const opening = { carrierId: uuid(), eventId: uuid(), data: '{}', timestamp: '', inMs: 0 };
    const { id: endpointId, webhookId } = b;
    const join = { endpointId, webhookId, errorClass: 'e', max: 2, opening };
    const next = { state: 'pending', dueAt: BLOCKED_UNTIL_PREDECESSOR, reason: GROUPED } as const;
    await queue.settle([{ deliveryId, leaseToken: 'token', orderKey: 'grouped', attempt: null, next, join }]);
    await digests.states([a.id, b.id]);
    await digests.hasten(b.id);
    const taken = await claimFrom(store, [b]);
    const carrier = taken.find(({ event }) => event.type === 'webhook.digest');
    const lease = { deliveryId: opening.carrierId, leaseToken: carrier?.leaseToken ?? 'none' };
    await digests.seal(lease);
    await digests.describe(lease, '{}');
    await queue.settle([{ ...lease, attempt: null, next: { state: 'delivered' }, carries: true }]);
    // Its plan is asked for with the same id.
    await database.query('delete from deliveries where id = $1', [opening.carrierId]);
  };

  const doEverything = async (): Promise<void> => {
    const { events, queue, upkeep, endpoints } = store;
    const accepted = [acceptanceFor(a, 'token'), acceptanceFor(b)];
    await events.accept([...accepted, ...accepted], LEASE_MS);
    await queue.renew([{ deliveryId: accepted[0]!.deliveries[0]!.id, leaseToken: 'token' }], LEASE_MS);
    await queue.settle([deliveredNow(accepted[0]!.deliveries[0]!)]);
    const ordered = acceptanceFor(a, 'token', {}, 'key');
    await events.accept([ordered], LEASE_MS);
    const behind = acceptanceFor(a, 'token', {}, 'key');
    await events.accept([behind], LEASE_MS);
    const superseded = [behind.deliveries[0]!.id];
    await queue.settle([{ ...deliveredNow(ordered.deliveries[0]!), orderKey: 'key', superseded }]);
    await claimFrom(store, [a, b]);
    await queue.rescue();
    await queue.nextDueAt([a.id, b.id]);
    await doDigests();
    await queue.recentSends(0);
    await queue.held();
    await store.repair.hasten(a.id, 5);
    await store.repair.releaseQuiet(a.id);
    await queue.expire(new Map([[a.id, 1]]), 200);
    await events.accept([acceptanceFor(b, null, { acceptedAt: 0 }, 'old')], LEASE_MS);
    await queue.expire(new Map([[b.id, 1]]), 200);
    await events.tally(accepted[0]!.event.id);
    await upkeep.counts();
    await upkeep.due();
    await upkeep.outstanding();
    await upkeep.recordBacklog({ waiting: 1, pastDue: 0 }, [{ endpointId: a.id, queued: 1, oldestMs: 5 }]);
    await upkeep.ping();
    await upkeep.acquireLeadership('sweep', 1_000);
    await store.nodes.heartbeat();
    await store.nodes.list();
    await upkeep.purge(Date.now() + 1_000, 10);
    await endpoints.setDisabled(a.id, null);
    await endpoints.list();
    await store.incidents.situation();
    await store.incidents.evidence(a.id, 1);
    await store.incidents.versions();
  };

  /** Under the settings of the store's own sessions; what it changes is taken back. */
  const planOf = async (name: string): Promise<string> => {
    const { text, values } = ran.get(name)!;
    const client = new pg.Client(databaseTarget(database.url).config);
    await client.connect();
    await client.query('begin');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, costs off) ${text}`,
      values,
    );
    await client.query('rollback');
    await client.end();
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  beforeAll(async () => {
    server = await PostgresServer.start();
    database = await server.createDatabase();
    await (await openPostgresStore(database.url)).close();
    store = new PostgresStore(listeningPool(), databaseTarget(database.url));
    [a, b] = (await store.endpoints.sync([identity('a'), identity('b')])) as [StoredEndpoint, StoredEndpoint];
    await doEverything();
    await database.query(FILL_EVENTS);
    await database.query(FILL_DELIVERIES, [a.id, b.id]);
  }, 60_000);

  afterAll(async () => {
    await store.close();
    await database.drop();
    await server.stop();
  });

  describe.each(['before the statistics know of it', 'after'])('with a backlog, %s', (when) => {
    beforeAll(async () => {
      if (when === 'after') await database.query('analyze');
      await doEverything();
    }, 60_000);

    it('never read a large table from end to end', async () => {
      expect(ran.size).toBeGreaterThan(15);
      for (const name of ran.keys()) {
        const plan = await planOf(name);
        expect([name, plan]).toEqual([
          name,
          expect.not.stringMatching(/Seq Scan on (deliveries|events|attempts)/),
        ]);
      }
    });

    it('claim along the index of pending deliveries, and no further than the room', async () => {
      const plan = await planOf('claim');
      expect(plan.match(/Index Scan using deliveries_pending on/g)).toHaveLength(2);
      const rows = [...plan.matchAll(/rows=(\d+)/g)].map(([, count]) => Number(count));
      expect(Math.max(...rows)).toBeLessThan(2_000);
    });

    it('find expired deliveries along the index of their age, and end them by primary key', async () => {
      expect(await planOf('expiry-find')).toContain('using deliveries_pending_since on');
      expect(await planOf('expiry-end')).not.toMatch(/deliveries_(pending|sending|settled|failed|order)/);
    });

    it('settle and renew by primary key', async () => {
      for (const name of ['settle', 'end-superseded', 'renew']) {
        expect(await planOf(name)).not.toMatch(/deliveries_(pending|sending|settled|failed)/);
      }
    });

    it('rescue along the index of leased deliveries, and purge along that of settled ones', async () => {
      expect(await planOf('rescue')).toContain('using deliveries_sending on');
      expect(await planOf('purge-deliveries')).toContain('using deliveries_settled on');
      expect(await planOf('purge-bare-events')).toContain('using events_bare on');
    });
  });

  it('are made once for many concurrent calls', async () => {
    const calls = Array.from({ length: 100 }, () => store.events.accept([acceptanceFor(a, 't')], LEASE_MS));
    await Promise.all(calls);
    expect(ran.get('accept')!.values[0]).toHaveLength(100);
  });
});
