import pg from 'pg';
import type { Store } from '../../src/modules/store/store.js';
import { openPostgresStore } from '../../src/modules/store/postgres/open.js';
import type { Harness } from '../contracts/store.contract.js';
import type { PostgresServer, TestDatabase } from './postgres-server.js';

/** Replaces the gateway's clock by a row that a test can set. */
const HAND_CLOCK = `
  create table test_clock as select gateway_now() as now;
  create or replace function gateway_now() returns bigint language sql stable parallel safe as
  'select now from test_clock'`;

/** A database whose clock stands still until it is told otherwise. */
export async function handClockDatabase(server: PostgresServer): Promise<TestDatabase> {
  const database = await server.createDatabase();
  await (await openPostgresStore(database.url)).close();
  await database.query(HAND_CLOCK);
  return database;
}

const CONNECTIONS = 4;
const EMPTY =
  'delete from action_uses; delete from access_keys; delete from erasures; delete from conversations; delete from mutes; delete from views; delete from incidents; delete from attempts; delete from deliveries; delete from events; delete from definitions; delete from event_types; delete from endpoints; delete from nodes; delete from upkeep_turns; delete from audit_entries; delete from ended_sessions; delete from operations; delete from delivery_statistics; delete from attempt_errors; delete from backlog; delete from endpoint_queues; delete from endpoint_health';

/**
 * A store that stays open over the tests of a file, under a clock moved by hand, and is emptied for each: quicker than
 * a database, a store and connections of its own.
 */
export class KeptPostgres {
  readonly #database: TestDatabase;
  /** The connection that empties the tables and sets the clock. */
  readonly #hand: pg.Client;
  #store: Store;
  #now = 0;

  private constructor(database: TestDatabase, hand: pg.Client, store: Store) {
    this.#database = database;
    this.#hand = hand;
    this.#store = store;
  }

  /** Starts a store on a database with a clock of its own. */
  static async start(server: PostgresServer): Promise<KeptPostgres> {
    const database = await handClockDatabase(server);
    const hand = new pg.Client({ connectionString: database.url });
    await hand.connect();
    return new KeptPostgres(database, hand, await openPostgresStore(database.url));
  }

  /** Empties the store for the next test. */
  async harness(): Promise<Harness> {
    await this.#hand.query(EMPTY);
    // Opens the pool's connections, as in a gateway at work: no test should wait for one.
    await Promise.all(Array.from({ length: CONNECTIONS }, () => this.#store.upkeep.ping()));
    const { rows } = await this.#hand.query<{ now: string }>('select now from test_clock');
    this.#now = Number(rows[0]!.now);
    const store = (): Store => this.#store;
    return {
      get store() {
        return store();
      },
      now: () => this.#now,
      advance: async (ms) => {
        this.#now += ms;
        await this.#hand.query('update test_clock set now = $1', [this.#now]);
      },
      reopen: async () => {
        await this.#store.close();
        this.#store = await openPostgresStore(this.#database.url);
      },
      close: () => Promise.resolve(),
    };
  }

  async end(): Promise<void> {
    await this.#store.close();
    await this.#hand.end();
    await this.#database.drop();
  }
}
