import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { GatewayError } from '../../model/gateway-error.js';
import { connectError, isBroken, isInTheWay, statementError, storeClosed } from './store-error.js';

/** Prepared once per connection under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Runs a statement and returns its rows. */
export type Run = <Row extends object>(statement: Statement, values?: unknown[]) => Promise<Row[]>;

/** Tries of a statement that fails because of another transaction. */
const TRIES = 4;

function runOn(client: PoolClient): Run {
  return async <Row extends object>({ name, text }: Statement, values: unknown[] = []) =>
    (await client.query<Row>({ name, text, values })).rows;
}

/** The connection pool behind the ports: translates errors, repeats statements where that helps, and closes in order. */
export class Database {
  readonly #pool: Pool;
  readonly #active = new Set<Promise<unknown>>();
  #closed = false;
  #full = false;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Runs the work of one port method: closing waits for all that were called before. */
  call<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(storeClosed());
    const result = work();
    const over = result.then(
      () => void this.#active.delete(over),
      () => void this.#active.delete(over),
    );
    this.#active.add(over);
    return result;
  }

  /**
   * One statement, which is its own transaction.
   *
   * @throws GatewayError `store_unavailable`; a `ConnectionLost` where it may have been committed.
   */
  run: Run = <Row extends object>(statement: Statement, values?: unknown[]): Promise<Row[]> =>
    this.#again(() => this.#with((client) => runOn(client)<Row>(statement, values)));

  /** Runs several statements in one transaction; `work` runs again where another transaction made it fail. */
  transaction<T>(work: (run: Run) => Promise<T>): Promise<T> {
    return this.#again(() =>
      this.#with(async (client) => {
        await client.query('begin isolation level read committed');
        try {
          const result = await work(runOn(client));
          await client.query('commit');
          return result;
        } catch (error) {
          await client.query('rollback').catch(() => undefined);
          throw error;
        }
      }),
    );
  }

  /** True from a write for which the server's disk had no room until {@link worksAgain}. */
  get full(): boolean {
    return this.#full;
  }

  /** Notes that a write has succeeded again. */
  worksAgain(): void {
    this.#full = false;
  }

  /** Refuses further calls; resolves when those under way have ended and the connections are closed. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all(this.#active);
    await this.#pool.end();
  }

  async #again<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (tries === TRIES || !isInTheWay(error)) throw this.#noted(statementError(error));
        await sleep(Math.random() * 20 * 2 ** tries);
      }
    }
  }

  #noted(error: unknown): unknown {
    if (error instanceof GatewayError && error.code === 'store_full') this.#full = true;
    return error;
  }

  async #with<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw connectError(error);
    });
    let broken = false;
    try {
      return await work(client);
    } catch (error) {
      broken = isBroken(error);
      throw error;
    } finally {
      client.release(broken);
    }
  }
}
