import { DeliveryQueries } from './history-queries.js';
import { filterOf, OPERATION_COLUMNS, operationOf, type OperationRow } from './operation-rows.js';
import { inBatches } from './in-batches.js';
import { QueriedRetries, type RetryDriver } from './queried-retries.js';
import {
  freeOperation,
  hasten,
  outcomesOf,
  releaseOperation,
  releaseQuiet,
  startOperation,
  stopOperation,
  takeOperation,
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
export interface RepairDriver extends RetryDriver {
  /** Runs the statements of one method; faults come out as `GatewayError`. */
  call<T>(work: () => Promise<T>): Promise<T>;
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
}

const SELECT_OPERATION = `select ${OPERATION_COLUMNS} from operations`;
/** No id is greater. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Repairs over either driver: reads the deliveries of a step, then changes them together with the operation's row. */
export class QueriedRepair extends RepairStore {
  readonly #driver: RepairDriver;
  readonly #deliveries: DeliveryQueries;
  readonly #retries: QueriedRetries;

  constructor(driver: RepairDriver) {
    super();
    this.#driver = driver;
    this.#deliveries = new DeliveryQueries(driver.query);
    this.#retries = new QueriedRetries(driver);
  }

  redeliver(id: string): Promise<boolean | null> {
    return this.#changeOne({ kind: 'redeliver', ids: [id], operationId: null });
  }

  cancel(id: string, reason: string): Promise<boolean | null> {
    return this.#changeOne({ kind: 'cancel', ids: [id], reason });
  }

  retryNow(id: string): Promise<RetryNow> {
    return this.#driver.call(() => this.#retries.now(id));
  }

  retryFirst(endpointId: string): Promise<string | null> {
    return this.#driver.call(() => this.#retries.first(endpointId));
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
