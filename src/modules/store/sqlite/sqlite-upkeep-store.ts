import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import type { DeliveryState } from '../../model/delivery.js';
import type { Clock } from '../../model/clock.js';
import {
  COUNT_CAP,
  DUE_CAP,
  QUEUE_CAP,
  UpkeepStore,
  type DeliveryCounts,
  type EndpointDue,
  type EndpointQueue,
} from '../upkeep-store.js';
import type { Backlog } from '../statistics.js';
import { StatisticsWriter } from './statistics-writer.js';
import type { Connections } from './connections.js';
import type { GroupCommit } from './group-commit.js';
import { Probe } from './probe.js';
import { Purge } from './purge.js';
import { Shrink } from './shrink.js';
import { arg, builderFor, prepare } from './statement.js';
import { reading } from './store-error.js';

function countStatement(reader: Database, state: DeliveryState) {
  const build = builderFor(reader);
  const capped = build
    .selectFrom('deliveries')
    .select(sql.lit(1).as('one'))
    .where('state', '=', sql.lit(state))
    .limit(sql.lit(COUNT_CAP))
    .as('capped');
  return prepare<object, { count: number }>(
    reader,
    build.selectFrom(capped).select(sql<number>`count(*)`.as('count')),
  );
}

function oldestStatement(reader: Database, state: DeliveryState) {
  return prepare<object, { at: number | null }>(
    reader,
    builderFor(reader)
      .selectFrom('deliveries')
      .select((eb) => eb.fn.min('created_at').as('at'))
      .where('state', '=', sql.lit(state)),
  );
}

/** Of one endpoint, those that never were tried or the others: in the order of the index, so the first is the oldest. */
function dueStatement(reader: Database, tried: 0 | 1) {
  const build = builderFor(reader);
  const capped = build
    .selectFrom('deliveries')
    .select('next_attempt_at')
    .where('endpoint_id', '=', arg<string>('endpoint'))
    .where('state', '=', sql.lit('pending'))
    .where(sql<number>`(attempts > 0)`, '=', sql.lit(tried))
    .where('next_attempt_at', '<=', arg<number>('now'))
    .orderBy('next_attempt_at')
    .limit(sql.lit(DUE_CAP))
    .as('capped');
  return prepare<{ endpoint: string; now: number }, { count: number; first: number | null }>(
    reader,
    build
      .selectFrom(capped)
      .select((eb) => [sql<number>`count(*)`.as('count'), eb.fn.min('next_attempt_at').as('first')]),
  );
}

/** Of one endpoint; both counts walk an index that holds just these. */
const QUEUE = `
  select
    (select count(*) from (select 1 as one from deliveries where endpoint_id = +@id and state = 'pending'
      and settled_at is null limit ${QUEUE_CAP}) as capped) as queued,
    (select min(coalesce(revived_at, created_at)) from deliveries where endpoint_id = +@id and state = 'pending'
      and settled_at is null) as oldestAt,
    (select count(*) from (select 1 as one from deliveries where endpoint_id = +@id and state = 'failed'
      and settled_at is not null limit ${QUEUE_CAP}) as capped) as failed`;

function readStatements(reader: Database) {
  return {
    pending: countStatement(reader, 'pending'),
    sending: countStatement(reader, 'sending'),
    failed: countStatement(reader, 'failed'),
    oldest: [oldestStatement(reader, 'pending'), oldestStatement(reader, 'sending')],
    queue: reader.prepare<[{ id: string }], Omit<EndpointQueue, 'endpointId'>>(QUEUE),
    due: [dueStatement(reader, 0), dueStatement(reader, 1)],
    endpoints: prepare<object, { id: string }>(
      reader,
      builderFor(reader).selectFrom('endpoints').select('id'),
    ),
    ping: prepare<object, { id: string }>(
      reader,
      builderFor(reader).selectFrom('endpoints').select('id').limit(sql.lit(1)),
    ),
  };
}

export class SqliteUpkeepStore extends UpkeepStore {
  readonly #purge: Purge;
  readonly #shrink: Shrink;
  readonly #clock: Clock;
  readonly #probe: Probe;
  readonly #group: GroupCommit;
  readonly #statistics: StatisticsWriter;
  readonly #read: ReturnType<typeof readStatements>;

  constructor({ writer, reader }: Connections, group: GroupCommit, clock: Clock) {
    super();
    this.#clock = clock;
    this.#group = group;
    this.#purge = new Purge(writer, group);
    this.#shrink = new Shrink(writer, group);
    this.#probe = new Probe(writer, group);
    this.#statistics = new StatisticsWriter(writer);
    this.#read = readStatements(reader);
  }

  purge(before: number, limit: number): Promise<number> {
    return this.#purge.run(before, limit);
  }

  counts(): Promise<DeliveryCounts> {
    const { pending, sending, failed, oldest } = this.#read;
    return reading(() => {
      const ages = oldest.map((statement) => statement.get({})?.at ?? null).filter((at) => at !== null);
      return {
        pending: pending.get({})?.count ?? 0,
        sending: sending.get({})?.count ?? 0,
        failed: failed.get({})?.count ?? 0,
        oldestOpenAt: ages.length === 0 ? null : Math.min(...ages),
      };
    });
  }

  due(): Promise<EndpointDue[]> {
    return reading(() => {
      const now = this.#clock.now();
      const due = this.#read.endpoints.all({}).map(({ id }) => this.#dueAt(id, now));
      return due.filter(({ count }) => count > 0);
    });
  }

  #dueAt(endpointId: string, now: number): EndpointDue {
    const kinds = this.#read.due.map((statement) => statement.get({ endpoint: endpointId, now })!);
    const count = kinds.reduce((sum, kind) => sum + kind.count, 0);
    const first = Math.min(...kinds.map((kind) => kind.first ?? now));
    return { endpointId, count: Math.min(count, DUE_CAP), sinceMs: now - first };
  }

  queues(): Promise<EndpointQueue[]> {
    return reading(() =>
      this.#read.endpoints.all({}).map(({ id }) => ({ endpointId: id, ...this.#read.queue.get({ id })! })),
    );
  }

  shrink(): Promise<number> {
    return this.#shrink.step();
  }

  recordBacklog(backlog: Backlog): Promise<void> {
    return this.#group.run(() => this.#statistics.recordBacklog(backlog, this.#clock.now()));
  }

  /** The file belongs to this process. */
  acquireLeadership(): Promise<boolean> {
    return Promise.resolve(true);
  }

  async ping(): Promise<void> {
    await reading(() => this.#read.ping.get({}));
    await this.#probe.run();
  }
}
