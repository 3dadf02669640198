import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from 'better-sqlite3';
import { GROUPED } from '../../src/modules/model/digest.js';
import { Connections, openReader, openWriter } from '../../src/modules/store/sqlite/connections.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../../src/modules/store/order-keys.js';
import { openSqliteStore } from '../../src/modules/store/sqlite/open.js';
import { SqliteStore } from '../../src/modules/store/sqlite/sqlite-store.js';
import { ANY_DELIVERY, ANY_EVENT } from '../../src/modules/store/history-store.js';
import { HandClock, tempFolder, type TempFolder } from '../support/temp-store.js';

/** Scans that are meant: of what is small by nature, in an index that holds nothing else, or ended early. */
const MEANT = [
  /^SCAN (endpoints|endpoint_health)/,
  /^SCAN deliveries USING (COVERING )?INDEX deliveries_(sending|failed|pending|pending_age|held)$/,
  /^SCAN capped$/,
  /^SCAN CONSTANT ROW$/,
  /^SCAN json_each /,
  /^SCAN operations$/,
  /^SCAN incidents USING (COVERING )?INDEX incidents_(active|open)$/,
  /^SCAN incident_deliveries USING (COVERING )?INDEX incident_deliveries_unfiled$/,
  // Few by nature: at most 1,000 keys, 200 views, mutes of 90 days, erasures, operations.
  /^SCAN (access_keys|views|mutes|erasures)( USING .*)?$/,
  // Texts that an erasure looks through, once for a person.
  /^SCAN (incidents|audit_entries)$/,
  /^SCAN events USING (COVERING )?INDEX events_own$/,
  // Pages of incidents along their ids.
  /^SCAN incidents USING INDEX sqlite_autoindex_incidents_1$/,
  /^SCAN (few|moment|old|waiting|held|settled|free)$/,
  /^SCAN operations USING (COVERING )?INDEX operations_running$/,
];

const ID = '00000000-0000-7000-8000-000000000000';

/** Calls the rare ports, which prepare their statements at the first call. */
async function callRare({
  access,
  definitions,
  eventTypes,
  endpoints,
  health,
  upkeep,
}: SqliteStore): Promise<void> {
  await access.record({ actor: '', action: '', target: null, detail: {}, address: '', outcome: 'begun' });
  await access.complete(1, { target: null, detail: {}, outcome: 'done' });
  await access.entries(10, null);
  await access.endSession('session', 1);
  await access.isEnded('session');
  await access.purge(1, 10);
  await endpoints.sync([{ fingerprint: 'f', webhookId: 'webhook_1', adapter: 'slack', maskedUrl: '' }]);
  await endpoints.list();
  await endpoints.setDisabled(ID, null);
  await endpoints.setPaused(ID, 1);
  await definitions.write([], [ID]);
  await definitions.changes(0);
  await eventTypes.write([{ type: 'a.b', source: 'api', fields: null, derivedFrom: null }]);
  await eventTypes.changes(0);
  await health.list();
  await upkeep.counts();
  await upkeep.due();
  await upkeep.outstanding();
  await upkeep.purge(1, 10);
  await upkeep.purgeTypes({ pattern: 'job.*', except: ['job.failed'], before: 1, after: null });
  await upkeep.recordBacklog({ waiting: 1, pastDue: 0 }, []);
  await upkeep.ping();
}

/** Reads the turn of a delivery and the messages of a job. */
async function callConversations(conversations: SqliteStore['conversations']): Promise<void> {
  await conversations.turn(ID);
  await conversations.first(ID);
  await conversations.behind(ID, 3);
  await conversations.ofJob('job', [{ id: ID, endpointId: ID }]);
}

/** Joins a delivery to a digest, and ends its carrier. */
async function callDigests({ digests, events, queue, endpoints }: SqliteStore): Promise<void> {
  const [endpoint] = await endpoints.sync([
    { fingerprint: 'd', webhookId: 'webhook_9', adapter: 'slack', maskedUrl: '' },
  ]);
  const lease = { deliveryId: ID, leaseToken: 't' };
  const event = { id: 'grouped', type: 'job.x', data: '{}', timestamp: '', acceptedAt: 0 };
  const { id: endpointId, webhookId } = endpoint!;
  const delivery = { id: ID, endpointId, webhookId, leaseToken: 't', orderKey: 'k' };
  await events.accept([{ event, contentHash: null, deliveries: [delivery] }], 1_000);
  const carrierId = '00000000-0000-7000-8000-000000000001';
  const opening = { carrierId, eventId: 'digest', data: '{}', timestamp: '', inMs: 0 };
  const join = { endpointId, webhookId, errorClass: 'e', max: 2, opening };
  const next = { state: 'pending', dueAt: BLOCKED_UNTIL_PREDECESSOR, reason: GROUPED } as const;
  await queue.settle([{ ...lease, orderKey: 'k', attempt: null, next, join, superseded: [ID] }]);
  await digests.states([endpointId]);
  await digests.hasten(endpointId);
  const rooms = new Map([[endpointId, 1]]);
  await queue.claim({ rooms, limit: 1, maxBytes: 1, leaseToken: 'c', leaseMs: 1_000 });
  const carrier = { deliveryId: carrierId, leaseToken: 'c' };
  await digests.seal(carrier);
  await digests.describe(carrier, '{}');
  await queue.settle([{ ...carrier, attempt: null, next: { state: 'delivered' }, carries: true }]);
}

/** Calls the port of incidents, for an endpoint in trouble and without. */
async function callIncidents({ incidents }: SqliteStore): Promise<void> {
  await incidents.situation();
  const filter = { open: true, endpointIds: [ID], codes: ['A'], from: 1, to: 2 };
  await incidents.list(filter, { limit: 3, after: { at: 1, id: ID } });
  await incidents.evidence(ID, 1);
  await incidents.counts([ID]);
  await incidents.versions();
  await incidents.drop([ID]);
  await incidents.purge(1);
  const state = { phase: 'failing', error: { code: 'A', message: 'a' }, status: 500, quiet: false } as const;
  const times = { circuitAt: 1, disabledAt: null, closedAt: null, closedBy: null };
  const made = { ...state, ...times, first: null, last: null, timeline: [], id: ID, endpointId: ID };
  await incidents.open({ ...made, errorClass: 'A', openedAt: 1 }, [ID]);
  await incidents.situation();
  const known = (await incidents.find(ID))!;
  await incidents.change(known, { ...known, phase: 'closed', closedAt: 2, closedBy: 'repaired' }, [ID]);
  await incidents.told({ ...known, version: 2 }, { ...known.told, phase: 'closed' });
  await incidents.remark(ID, { kind: 'note', note: 'x', by: 'y' });
}

/** Calls the ports of keys, views, mutes, presses and erasures. */
async function callOperators({ keys, views, mutes, actions, erasures }: SqliteStore): Promise<void> {
  const digest = { digest: 'd', hint: 'h' };
  const terms = { name: 'a', types: null, rate: null, expiresAt: null };
  await keys.add({ ...terms, ...digest, id: ID, role: 'admin', createdBy: 'x' }, { needsAdmin: true });
  await keys.change(ID, { name: 'b' }, { needsAdmin: true });
  await keys.rotate(ID, { ...digest, overlapMs: 1 });
  await keys.revoke(ID, 'x', { needsAdmin: false });
  await keys.used([{ id: ID, at: 1 }]);
  await keys.changes(0);
  const draft = { page: 'events', name: 'a', query: 'q' } as const;
  await views.add(ID, draft, 'x');
  await views.replace((await views.list())[0]!, draft, 'x');
  await views.remove(ID);
  const muted = { endpointId: ID, type: null, jobId: null, errorClass: null, reason: null, actor: 'x' };
  await mutes.add(ID, { ...muted, until: 2, then: 'drop' });
  await mutes.end(ID);
  await mutes.changes(0);
  const use = { deliveryId: ID, action: 'a' };
  await actions.begin(use, { actor: 'x', via: 'link' });
  await actions.complete(use);
  await actions.find(use);
  await actions.release(use);
  await erasures.count('job');
  await erasures.start({ id: ID, jobId: 'job', jobDigest: 'd', reason: '', actor: 'x' });
  await erasures.list(3);
  await erasures.find(ID);
  const hold = { id: ID, token: 't', leaseMs: 1_000 };
  await erasures.take(hold.token, hold.leaseMs);
  await erasures.pending('job', 3);
  while ((await erasures.step(hold, 10))?.erasure.state === 'running');
}

/** Calls the history and repair stores. */
async function callEach({ conversations, history, queue, repair }: SqliteStore): Promise<void> {
  await history.deliveries({ ...ANY_DELIVERY, from: 1 }, { limit: 3, after: null });
  await history.delivery(ID);
  await history.event('event');
  await history.changes({ attemptId: 0, at: 0 });
  await history.statistics({ stepMs: 60_000, from: 0, to: 1, endpointId: ID });
  await history.errors({ stepMs: 60_000, from: 0, to: 1, endpointId: ID });
  await history.errors({ stepMs: 60_000, from: 0, to: 1, endpointId: null });
  await history.deliveriesOfEvents(['event'], 3);
  await history.attemptsOf([ID], 3);
  await history.eventsOfJob('job');
  await history.deliveriesById([ID]);
  const all = { ...ANY_EVENT, from: 0 };
  await history.eventCounts(all, { from: 0, stepMs: 60_000 }, null);
  await history.eventCounts({ ...all, types: ['job.*'] }, { from: 0, stepMs: 60_000 }, null);
  for (const named of ['event', 'job', 'delivery'] as const) await history.beginningWith(named, '0', 3);
  await history.backlog({ stepMs: 60_000, from: 0, to: 1 });
  await history.queue({ stepMs: 60_000, from: 0, to: 1, endpointId: ID });
  await history.unrouted(0, 1);
  await history.events(
    { types: null, jobId: null, from: null, to: null, mismatch: true },
    { limit: 3, after: null },
  );
  await history.count({ ...ANY_DELIVERY, jobId: 'job', states: ['failed'] }, null);
  await repair.redeliver(ID);
  await repair.retryNow(ID);
  await repair.retryFirst(ID);
  await repair.hasten(ID, 5);
  await callConversations(conversations);
  await repair.releaseQuiet(ID);
  await queue.held();
  const operation = { id: ID, endpointId: null, rate: null, total: null, createdAt: 1 };
  await repair.start({ ...operation, kind: 'retry', filter: ANY_DELIVERY });
  await repair.take('token', 1_000);
  await repair.advance({ id: ID, token: 'token', leaseMs: 1_000 }, 10);
  await repair.outcomes([ID]);
  await repair.operations(3, null);
  await repair.running();
  await repair.stop(ID);
}

describe('query plans of a SQLite store', () => {
  let folder: TempFolder;
  let store: SqliteStore;
  let reader: Database;
  const statements = new Set<string>();

  /** Every statement the store prepares, as it prepares it. */
  const listenTo = (connection: Database): Database => {
    const prepare = connection.prepare.bind(connection);
    connection.prepare = ((source: string) => {
      statements.add(source);
      return prepare(source);
    }) as typeof connection.prepare;
    return connection;
  };

  const planOf = (source: string): string[] => {
    const named = Object.fromEntries([...source.matchAll(/@(\w+)/g)].map(([, name]) => [name, 1]));
    const nameless = [...source.matchAll(/\?/g)].map(() => 1);
    const plan = reader.prepare<unknown[], { detail: string }>(`explain query plan ${source}`);
    const rows = nameless.length > 0 ? plan.all(...nameless) : plan.all(named);
    return rows.map(({ detail }) => detail);
  };

  const planWith = (...parts: string[]): string[] => {
    const found = [...statements].filter((source) => parts.every((part) => source.includes(part)));
    expect(found).not.toEqual([]);
    return found.flatMap(planOf);
  };

  beforeAll(async () => {
    folder = await tempFolder();
    const file = join(folder.path, 'gateway.db');
    await (await openSqliteStore(file, new HandClock())).close();
    const connections = new Connections(listenTo(openWriter(file)), listenTo(openReader(file)), () => {});
    store = new SqliteStore(connections, new HandClock());
    await callEach(store);
    await callRare(store);
    await callOperators(store);
    await callDigests(store);
    await callIncidents(store);
    reader = openWriter(file);
  });

  afterAll(async () => {
    reader.close();
    await store.close();
    await folder.remove();
  });

  it('never read a table from end to end', () => {
    expect(statements.size).toBeGreaterThan(20);
    const walk = [...statements].filter((source) => source.includes('order by a.id desc'));
    const others = [...statements].filter((source) => !walk.includes(source));
    const scans = others.flatMap((source) =>
      planOf(source)
        .filter((step) => step.startsWith('SCAN') && !MEANT.some((meant) => meant.test(step)))
        .map((step) => ({ source, step })),
    );
    expect(scans).toEqual([]);
    expect(walk).toHaveLength(1);
  });

  it('claim in the order of the index, without sorting', () => {
    expect(planWith('as createdAt,', 'e.tracestate').join()).not.toMatch(/TEMP B-TREE/);
  });

  it('claim along the index of pending deliveries', () => {
    const plan = planWith('as createdAt,', 'e.tracestate');
    expect(plan.filter((step) => step.includes('deliveries'))).toEqual(
      [1, 2].map(
        () => 'SEARCH d USING INDEX deliveries_pending (endpoint_id=? AND <expr>=? AND next_attempt_at<?)',
      ),
    );
  });

  it('rescue along the index of leases', () => {
    expect(planWith('lease_until <= +?').join('\n')).toContain('deliveries_sending (lease_until<?)');
  });

  it('find expired deliveries along the index of their age', () => {
    const plan = planWith('job_id as jobId').join('\n');
    expect(plan).toContain('deliveries_pending_since (endpoint_id=? AND <expr><?)');
    expect(plan).not.toMatch(/TEMP B-TREE/);
  });

  it('count overdue and queued deliveries along the indexes of pending ones, without sorting', () => {
    const due = planWith('firstCount').join('\n');
    expect(
      due.match(/deliveries_pending \(endpoint_id=\? AND <expr>=\? AND next_attempt_at<\?\)/g),
    ).toHaveLength(4);
    expect(due).not.toMatch(/TEMP B-TREE/);
    const queues = planWith('oldestAt').join('\n');
    expect(queues).toContain('deliveries_pending_since (endpoint_id=?)');
    expect(queues).toContain('deliveries_failed_of (endpoint_id=?)');
    expect(queues).not.toMatch(/TEMP B-TREE/);
  });

  it('list events that contradict their schema along the index of just these, without sorting', () => {
    const plan = planWith('e.mismatch is not null').join('\n');
    expect(plan).toContain('USING INDEX events_mismatched (accepted_at>?)');
    expect(plan).not.toMatch(/TEMP B-TREE/);
  });

  it('release what quiet hours and mutes hold along the index of just these, without sorting', () => {
    const plan = planWith("reason in ('quiet_hours', 'muted')").join('\n');
    expect(plan).toContain('deliveries_quiet (endpoint_id=? AND next_attempt_at>? AND next_attempt_at<?)');
    expect(plan).not.toMatch(/TEMP B-TREE/);
  });

  it('find the digest that gathers, the last one of an endpoint and the members of one, along indexes of just these', () => {
    expect(planWith('as gathering').join('\n')).toContain('deliveries_gathering (endpoint_id=?)');
    expect(planWith('as gathering').join('\n')).toContain('deliveries_carriers (endpoint_id=?)');
    expect(planWith('as gathering').join('\n')).not.toMatch(/TEMP B-TREE/);
    expect(planWith('grouped_as as').join('\n')).toContain('deliveries_grouped (grouped_in=?)');
    expect(planWith('select failed_at from').join('\n')).toContain('deliveries_grouped (grouped_in=?)');
  });

  it('find the own events of the gateway along the index of just these', () => {
    const plan = planWith("substr(type, 1, 8) = 'webhook.'").join('\n');
    expect(plan).toContain('USING INDEX events_own (id>?)');
    expect(plan).toContain('SCAN events USING INDEX events_own');
  });

  it('purge along the index of settled deliveries', () => {
    expect(planWith('settled_at < +?').join('\n')).toContain('deliveries_settled (settled_at<?)');
    expect(planWith('bare = 1').join('\n')).toContain('events_bare (accepted_at<?)');
  });
});
