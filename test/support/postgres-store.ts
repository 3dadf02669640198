import type { Store } from '../../src/modules/store/store.js';
import { openPostgresStore } from '../../src/modules/store/postgres/open.js';
import type { PostgresServer, TestDatabase } from './postgres-server.js';

/** Puts the gateway's clock into a row, where a test can set it. */
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

/** A store on an emptied database, under a clock moved by hand: quicker than a database for each test. */
export class TempPostgresStore {
  store: Store;
  readonly #database: TestDatabase;
  #now: number;

  private constructor(database: TestDatabase, store: Store, now: number) {
    this.#database = database;
    this.store = store;
    this.#now = now;
  }

  /** @param database made by {@link handClockDatabase}, in use by nobody else */
  static async open(database: TestDatabase): Promise<TempPostgresStore> {
    await database.query(
      'delete from attempts; delete from deliveries; delete from events; delete from definitions; delete from endpoints; delete from nodes; delete from upkeep_turns; delete from audit_entries; delete from ended_sessions; delete from operations; delete from delivery_statistics; delete from backlog; delete from endpoint_health',
    );
    const [row] = await database.query<{ now: string }>('select now from test_clock');
    return new TempPostgresStore(database, await openPostgresStore(database.url), Number(row!.now));
  }

  now(): number {
    return this.#now;
  }

  async advance(ms: number): Promise<void> {
    this.#now += ms;
    await this.#database.query('update test_clock set now = $1', [this.#now]);
  }

  async reopen(): Promise<void> {
    await this.store.close();
    this.store = await openPostgresStore(this.#database.url);
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
