import type { DeliveryState } from '../model/delivery.js';
import { GROUPED } from '../model/digest.js';
import { DeliveryQueries } from './history-queries.js';
import { filterOf, OPERATION_COLUMNS, operationOf, type OperationRow } from './operation-rows.js';
import { inBatches } from './in-batches.js';
import { BLOCKED_UNTIL_PREDECESSOR } from './order-keys.js';
import {
  firstDue,
  freeOperation,
  hasten,
  outcomesOf,
  releaseOperation,
  releaseQuiet,
  retry,
  startOperation,
  stopOperation,
  takeOperation,
  ungroup,
} from './repair-sql.js';
import {
  CANCELLED_BY_OPERATOR,
  countedByName,
  RepairStore,
  type Advanced,
  type NewOperation,
  type Operation,
  type OperationHold,
  type OutcomeCount,
  type Progress,
  type ReplayedDelivery,
  type RetryNow,
} from './repair-store.js';
import { SCAN_ROWS_MAX } from './scan-pages.js';
import { singleScan } from './scan-plan.js';
import type { Query } from './sql-text.js';

/** A change of deliveries that is made in one transaction, in the order of the ids. */
export type Change =
  | {
      readonly kind: 'redeliver' | 'retry';
      readonly ids: readonly string[];
      readonly operationId: string | null;
    }
  | { readonly kind: 'cancel'; readonly ids: readonly string[]; readonly reason: string };

/** A step of an operation: the change, or the deliveries to make. */
export type StepWork = Change | { readonly kind: 'replay'; readonly deliveries: readonly ReplayedDelivery[] };

/** The differences of the two drivers for repairs: transactions, locks, order keys and statistics. */
export interface RepairDriver {
  /** Runs the statements of one method; faults come out as `GatewayError`. */
  call<T>(work: () => Promise<T>): Promise<T>;
  readonly query: Query;
  /** Runs one statement that writes as a transaction of its own. */
  readonly write: Query;
  /** Makes the change in one transaction and returns the ids of the deliveries it changed. */
  change(change: Change): Promise<readonly string[]>;
  /**
   * Does the work and moves the operation on, in one transaction. Returns the operation and the ids of the deliveries
   * that were changed or made; null, and nothing is done, where the operation is no longer held.
   */
  step(
    hold: OperationHold,
    work: StepWork,
    progress: Progress,
  ): Promise<{ readonly operation: Operation; readonly changed: readonly string[] } | null>;
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

const SELECT_OPERATION = `select ${OPERATION_COLUMNS} from operations`;
/** No id is greater. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Repairs over either driver: reads the deliveries of a step, then changes them together with the operation's row. */
export class QueriedRepair extends RepairStore {
  readonly #driver: RepairDriver;
  readonly #deliveries: DeliveryQueries;

  constructor(driver: RepairDriver) {
    super();
    this.#driver = driver;
    this.#deliveries = new DeliveryQueries(driver.query);
  }

  redeliver(id: string): Promise<boolean | null> {
    return this.#changeOne({ kind: 'redeliver', ids: [id], operationId: null });
  }

  cancel(id: string, reason: string): Promise<boolean | null> {
    return this.#changeOne({ kind: 'cancel', ids: [id], reason });
  }

  retryNow(id: string): Promise<RetryNow> {
    return this.#driver.call(async () => {
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
    });
  }

  retryFirst(endpointId: string): Promise<string | null> {
    return this.#driver.call(async () => {
      for (;;) {
        const heads = [
          ...(await this.#driver.query<DueRow>((sql) => firstDue(sql, endpointId, 0))),
          ...(await this.#driver.query<DueRow>((sql) => firstDue(sql, endpointId, 1))),
        ];
        const [head] = heads.sort((one, other) => one.dueAt - other.dueAt);
        if (head === undefined) return null;
        if (await this.#retry(head.id)) return head.id;
      }
    });
  }

  hasten(endpointId: string, waitMs: number): Promise<void> {
    return this.#makeDue((sql) => hasten(sql, endpointId, Math.ceil(waitMs)));
  }

  releaseQuiet(endpointId: string): Promise<void> {
    return this.#makeDue((sql) => releaseQuiet(sql, endpointId));
  }

  #makeDue(write: Parameters<Query>[0]): Promise<void> {
    return this.#driver.call(async () => {
      const changed = await inBatches(async () => (await this.#driver.write(write)).length);
      if (changed > 0) this.#driver.notify();
    });
  }

  start(operation: NewOperation): Promise<Operation> {
    return this.#driver.call(async () => {
      const [row] = await this.#driver.write<OperationRow>((sql) => startOperation(sql, operation));
      return operationOf(row!);
    });
  }

  operation(id: string): Promise<Operation | null> {
    return this.#driver.call(() => this.#operation(id));
  }

  operations(limit: number, before: string | null): Promise<Operation[]> {
    return this.#driver.call(async () => {
      const rows = await this.#driver.query<OperationRow>(
        (sql) => `${SELECT_OPERATION} where id < ${sql.value(before ?? LAST_ID, 'uuid')}
          order by id desc limit ${sql.value(limit, 'int')}`,
      );
      return rows.map(operationOf);
    });
  }

  running(): Promise<number> {
    return this.#driver.call(async () => {
      const [row] = await this.#driver.query<{ count: number }>(
        () => `select count(*) as count from operations where state = 'running'`,
      );
      return row!.count;
    });
  }

  outcomes(operationIds: readonly string[]): Promise<OutcomeCount[]> {
    if (operationIds.length === 0) return Promise.resolve([]);
    return this.#driver.call(() =>
      this.#driver.query<OutcomeCount>((sql) =>
        operationIds.map((id) => outcomesOf(sql, id)).join(' union all '),
      ),
    );
  }

  stop(id: string): Promise<boolean | null> {
    return this.#driver.call(async () => {
      if ((await this.#driver.write((sql) => stopOperation(sql, id))).length > 0) return true;
      return (await this.#operation(id)) === null ? null : false;
    });
  }

  take(token: string, leaseMs: number): Promise<Operation | null> {
    return this.#driver.call(async () => {
      // Nearly always there is none: looking for one writes nothing.
      if ((await this.#driver.query(freeOperation)).length === 0) return null;
      const [row] = await this.#driver.write<OperationRow>((sql) => takeOperation(sql, token, leaseMs));
      return row === undefined ? null : operationOf(row);
    });
  }

  advance(hold: OperationHold, limit: number): Promise<Advanced | null> {
    return this.#driver.call(async () => {
      const operation = await this.#operation(hold.id);
      if (operation === null) return null;
      const filter = filterOf(operation);
      const scan = singleScan(filter, await this.#deliveries.fewOfJob(filter.jobId));
      const request = { limit, after: operation.position, rowsMax: SCAN_ROWS_MAX };
      const oldestFirst = operation.kind !== 'cancel';
      const { rows, reached } = await this.#deliveries.step(scan, filter, { ...request, oldestFirst });
      const found = rows.map(({ id }) => id);
      const work = changeOf(operation, await this.#withoutTold(operation, found));
      const step = await this.#driver.step(hold, work, { reached });
      if (operation.kind !== 'cancel' && rows.length > 0) this.#driver.notify();
      if (step === null) return null;
      const changed = new Set(step.changed);
      return { ...step.operation, changed: countedByName(rows.filter(({ id }) => changed.has(id))) };
    });
  }

  replay(
    hold: OperationHold,
    deliveries: readonly ReplayedDelivery[],
    progress: Progress,
  ): Promise<Operation | null> {
    return this.#driver.call(async () => {
      const step = await this.#driver.step(hold, { kind: 'replay', deliveries }, progress);
      if (deliveries.length > 0) this.#driver.notify();
      return step && step.operation;
    });
  }

  async release(hold: OperationHold, state: 'failed' | 'running' = 'running'): Promise<void> {
    await this.#driver.call(() => this.#driver.write((sql) => releaseOperation(sql, hold, state)));
  }

  /** Leaves out the members of digests that the operation redelivers too: one message tells of them. */
  async #withoutTold(operation: Operation, ids: readonly string[]): Promise<readonly string[]> {
    if (operation.kind !== 'redeliver' || ids.length === 0) return ids;
    const told = await this.#deliveries.toldByDigests(ids, filterOf(operation), operation.id);
    return ids.filter((id) => !told.has(id));
  }

  #changeOne(change: Change): Promise<boolean | null> {
    return this.#driver.call(async () => {
      if ((await this.#driver.change(change)).length > 0) {
        if (change.kind !== 'cancel') this.#driver.notify();
        return true;
      }
      const [id] = change.ids;
      const stored = await this.#driver.query(
        (sql) => `select id from deliveries where id = ${sql.value(id!, 'uuid')}`,
      );
      return stored.length > 0 ? false : null;
    });
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

  async #operation(id: string): Promise<Operation | null> {
    const [row] = await this.#driver.query<OperationRow>(
      (sql) => `${SELECT_OPERATION} where id = ${sql.value(id, 'uuid')}`,
    );
    return row === undefined ? null : operationOf(row);
  }
}

function changeOf({ kind, id }: Operation, ids: readonly string[]): Change {
  if (kind === 'cancel') return { kind, ids, reason: CANCELLED_BY_OPERATOR };
  return { kind: kind === 'redeliver' ? kind : 'retry', ids, operationId: id };
}
