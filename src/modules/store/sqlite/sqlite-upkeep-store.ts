import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import type { DeliveryState } from '../../model/delivery.js';
import { COUNT_CAP, UpkeepStore, type DeliveryCounts } from '../upkeep-store.js';
import type { Connections } from './connections.js';
import type { GroupCommit } from './group-commit.js';
import { Probe } from './probe.js';
import { Purge } from './purge.js';
import { builderFor, prepare } from './statement.js';
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

function readStatements(reader: Database) {
  return {
    pending: countStatement(reader, 'pending'),
    sending: countStatement(reader, 'sending'),
    failed: countStatement(reader, 'failed'),
    oldest: [oldestStatement(reader, 'pending'), oldestStatement(reader, 'sending')],
    ping: prepare<object, { id: string }>(
      reader,
      builderFor(reader).selectFrom('endpoints').select('id').limit(sql.lit(1)),
    ),
  };
}

export class SqliteUpkeepStore extends UpkeepStore {
  readonly #purge: Purge;
  readonly #probe: Probe;
  readonly #read: ReturnType<typeof readStatements>;

  constructor({ writer, reader }: Connections, group: GroupCommit) {
    super();
    this.#purge = new Purge(writer, group);
    this.#probe = new Probe(writer, group);
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

  /** The file belongs to this process. */
  turn(): Promise<boolean> {
    return Promise.resolve(true);
  }

  async ping(): Promise<void> {
    await reading(() => this.#read.ping.get({}));
    await this.#probe.run();
  }
}
