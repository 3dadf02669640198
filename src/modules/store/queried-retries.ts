import type { DeliveryState } from '../model/delivery.js';
import { GROUPED } from '../model/digest.js';
import { BLOCKED_UNTIL_PREDECESSOR } from './order-keys.js';
import { firstDue, retry, ungroup } from './repair-sql.js';
import type { RetryNow } from './repair-store.js';
import type { Query } from './sql-text.js';

/** The part of a driver by which pending deliveries are made due. */
export interface RetryDriver {
  readonly query: Query;
  /** Runs one statement that writes as a transaction of its own. */
  readonly write: Query;
  /** Tells other nodes that deliveries have become due. */
  notify(): void;
}

interface WaitingRow {
  readonly state: DeliveryState;
  readonly endpointId: string;
  readonly orderKey: string | null;
  readonly attempts: number;
  readonly dueAt: number | null;
  readonly reason: string | null;
}

interface DueRow {
  readonly id: string;
  /** Unix ms. */
  readonly dueAt: number;
}

/** Makes pending deliveries due at once, each before the others of its endpoint. A change in between makes it look again. */
export class QueriedRetries {
  readonly #driver: RetryDriver;

  constructor(driver: RetryDriver) {
    this.#driver = driver;
  }

  /** Makes one delivery due, or tells why it is not. */
  async now(id: string): Promise<RetryNow> {
    for (;;) {
      const [row] = await this.#driver.query<WaitingRow>(
        (sql) => `select state, endpoint_id as "endpointId", order_key as "orderKey", attempts,
            next_attempt_at as "dueAt", reason
          from deliveries where id = ${sql.value(id, 'uuid')}`,
      );
      if (row === undefined) return { kind: 'unknown' };
      if (row.state !== 'pending') return { kind: row.state === 'sending' ? 'sending' : 'settled' };
      const done = await this.#retryNow(id, row);
      // Null: the delivery, or its predecessor, was changed in between.
      if (done !== null) return done;
    }
  }

  /** Makes the first pending delivery of an endpoint due; returns its id, null where none is pending. */
  async first(endpointId: string): Promise<string | null> {
    for (;;) {
      const heads = [
        ...(await this.#driver.query<DueRow>((sql) => firstDue(sql, endpointId, 0))),
        ...(await this.#driver.query<DueRow>((sql) => firstDue(sql, endpointId, 1))),
      ];
      const [head] = heads.sort((one, other) => one.dueAt - other.dueAt);
      if (head === undefined) return null;
      if (await this.#retry(head.id)) return head.id;
    }
  }

  #retryNow(id: string, row: WaitingRow): Promise<RetryNow | null> {
    if (row.reason === GROUPED) return this.#ungroup(id);
    return row.dueAt! < BLOCKED_UNTIL_PREDECESSOR ? this.#retryFirstOf(id, row) : this.#blockedBy(id, row);
  }

  /** Sends a delivery that waits in a digest on its own; the next look tells whether others of its job are before it. */
  async #ungroup(id: string): Promise<null> {
    await this.#driver.write((sql) => ungroup(sql, id));
    return null;
  }

  /** Puts a pending delivery before the other first attempts, or retries, of its endpoint. */
  async #retryFirstOf(id: string, { endpointId, attempts }: WaitingRow): Promise<RetryNow | null> {
    const tried = attempts > 0 ? 1 : 0;
    const [first] = await this.#driver.query<DueRow>((sql) => firstDue(sql, endpointId, tried, id));
    return (await this.#retry(id, first && first.dueAt - 1)) ? { kind: 'due' } : null;
  }

  /** Names the first open delivery of the key; null where none is before this one any more, which has fallen due then. */
  async #blockedBy(id: string, { endpointId, orderKey }: WaitingRow): Promise<RetryNow | null> {
    const [first] = await this.#driver.query<{ id: string }>(
      (sql) => `select id from deliveries
        where endpoint_id = ${sql.value(endpointId, 'uuid')} and order_key = ${sql.value(orderKey, 'text')}
          and settled_at is null
        order by order_seq limit 1`,
    );
    return first === undefined || first.id === id ? null : { kind: 'ordered', behind: first.id };
  }

  async #retry(id: string, dueAt?: number): Promise<boolean> {
    const target = { ids: [id], operationId: null, ...(dueAt !== undefined && { dueAt }) };
    const retried = await this.#driver.write((sql) => retry(sql, target));
    if (retried.length > 0) this.#driver.notify();
    return retried.length > 0;
  }
}
