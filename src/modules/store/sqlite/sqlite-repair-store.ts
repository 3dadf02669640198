import type { Database } from 'better-sqlite3';
import type { Clock } from '../../model/clock.js';
import { walkFor } from '../delivery-walk.js';
import { DeliveryQueries } from '../history-queries.js';
import {
  filterOf,
  newOperationRow,
  OPERATION_COLUMNS,
  operationOf,
  type OperationRow,
} from '../operation-rows.js';
import {
  CANCELLED_BY_OPERATOR,
  countedByName,
  RepairStore,
  type Advanced,
  type NewOperation,
  type Operation,
  type OperationHold,
  type Progress,
  type ReplayedDelivery,
} from '../repair-store.js';
import { SettledCounts } from '../statistics.js';
import { NOT_YET } from '../turns.js';
import { SCAN_MAX } from '../walk-pages.js';
import type { Connections } from './connections.js';
import type { GroupCommit } from './group-commit.js';
import { SqliteTexts } from './history-text.js';
import { StatisticsWriter } from './statistics-writer.js';
import { UnsentFailures } from './unsent-failures.js';
import { reading } from './store-error.js';
import { TurnTaker } from './turn-taker.js';

const ROW = `select ${OPERATION_COLUMNS} from operations`;

function deliveryStatements(writer: Database) {
  return {
    redeliver: writer.prepare<[{ id: string; now: number }]>(
      `update deliveries set state = 'pending', next_attempt_at = @now, lease_token = null, settled_at = null,
         reason = null, retry_base = attempts, revived_at = @now
       where id = @id and settled_at is not null`,
    ),
    cancel: writer.prepare<[{ id: string; now: number; reason: string }], { endpoint_id: string }>(
      `update deliveries set state = 'cancelled', next_attempt_at = null, settled_at = @now, reason = @reason
       where id = @id and state = 'pending' returning endpoint_id`,
    ),
    exists: writer.prepare<[{ id: string }], object>('select id from deliveries where id = @id'),
    replay: writer.prepare<[object]>(
      `insert into deliveries (id, event_id, endpoint_id, webhook_id, position, state, attempts, next_attempt_at,
         created_at, operation_id, order_key, order_seq)
       select @id, e.id, @endpoint, @webhook,
         (select ifnull(max(position), -1) + 1 from deliveries where event_id = e.id),
         'pending', 0, @due, @now, @operation, @key, @seq
       from events e where e.id = @event
         and not exists (select 1 from deliveries where event_id = e.id and endpoint_id = @endpoint)`,
    ),
    notBare: writer.prepare<[{ event: string }]>('update events set bare = 0 where id = @event and bare = 1'),
  };
}

function operationStatements({ writer, reader }: Connections) {
  const held = `where id = @id and lease_token = @token and state = 'running'`;
  return {
    start: writer.prepare<[object]>(
      `insert into operations (id, kind, state, filter, endpoint_id, rate, total, processed, succeeded, failed,
         created_at, finished_at, lease_until)
       values (@id, @kind, 'running', @filter, @endpoint_id, @rate, @total, 0, 0, 0, @created_at, null, 0)`,
    ),
    one: reader.prepare<[{ id: string }], OperationRow>(`${ROW} where id = @id`),
    all: reader.prepare<[{ before: string; limit: number }], OperationRow>(
      `${ROW} where id < @before order by id desc limit @limit`,
    ),
    running: reader.prepare<[object], { count: number }>(
      `select count(*) as count from operations where state = 'running'`,
    ),
    free: reader.prepare<[{ now: number }], OperationRow>(
      `${ROW} where state = 'running' and lease_until <= @now order by lease_until, id limit 1`,
    ),
    take: writer.prepare<[object], OperationRow>(
      `update operations set lease_token = @token, lease_until = @until
       where id = @id and state = 'running' and lease_until <= @now returning ${OPERATION_COLUMNS}`,
    ),
    stop: writer.prepare<[{ id: string; now: number }]>(
      `update operations set state = 'cancelled', finished_at = @now where id = @id and state = 'running'`,
    ),
    known: writer.prepare<[{ id: string }], object>('select id from operations where id = @id'),
    held: writer.prepare<[{ id: string; token: string }], OperationRow>(`${ROW} ${held}`),
    move: writer.prepare<[object], OperationRow>(
      `update operations set processed = processed + @processed, succeeded = succeeded + @succeeded,
         failed = failed + @processed - @succeeded, position = @position, lease_until = @until,
         state = iif(@position is null, 'done', 'running'), finished_at = iif(@position is null, @now, null),
         total = iif(@position is null, ifnull(total, processed + @processed), total)
       ${held} returning ${OPERATION_COLUMNS}`,
    ),
    release: writer.prepare<[object]>(
      `update operations set lease_until = 0, state = @state, finished_at = iif(@state = 'running', null, @now) ${held}`,
    ),
  };
}

/** Reads along the reader what a step means, then changes it with the operation's row in one transaction. */
export class SqliteRepairStore extends RepairStore {
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #queries: DeliveryQueries;
  readonly #deliveries: ReturnType<typeof deliveryStatements>;
  readonly #operations: ReturnType<typeof operationStatements>;
  readonly #statistics: StatisticsWriter;
  readonly #failures: UnsentFailures;
  readonly #turns: TurnTaker;

  constructor(connections: Connections, group: GroupCommit, clock: Clock) {
    super();
    this.#group = group;
    this.#clock = clock;
    const texts = new SqliteTexts(connections.reader);
    this.#queries = new DeliveryQueries(texts.make, texts.all);
    this.#deliveries = deliveryStatements(connections.writer);
    this.#operations = operationStatements(connections);
    this.#statistics = new StatisticsWriter(connections.writer);
    this.#failures = new UnsentFailures(connections.writer);
    this.#turns = new TurnTaker(connections.writer);
  }

  redeliver(id: string): Promise<boolean | null> {
    return this.#group.run(() => this.#changed(id, this.#redeliver(id)));
  }

  cancel(id: string, reason: string): Promise<boolean | null> {
    return this.#group.run(() => this.#changed(id, this.#cancel(id, reason)));
  }

  start(operation: NewOperation): Promise<Operation> {
    return this.#group.run(() => {
      this.#operations.start.run(newOperationRow(operation));
      return { ...operation, ...BEGINNING };
    });
  }

  operation(id: string): Promise<Operation | null> {
    return reading(() => optional(this.#operations.one.get({ id })));
  }

  operations(limit: number, before: string | null): Promise<Operation[]> {
    // No id is greater than a text that begins beyond the digits.
    return reading(() => this.#operations.all.all({ limit, before: before ?? 'g' }).map(operationOf));
  }

  running(): Promise<number> {
    return reading(() => this.#operations.running.get({})!.count);
  }

  stop(id: string): Promise<boolean | null> {
    return this.#group.run(() => {
      const { changes } = this.#operations.stop.run({ id, now: this.#clock.now() });
      if (changes > 0) return true;
      return this.#operations.known.get({ id }) === undefined ? null : false;
    });
  }

  async take(token: string, leaseMs: number): Promise<Operation | null> {
    const now = this.#clock.now();
    const free = await reading(() => this.#operations.free.get({ now }));
    if (free === undefined) return null;
    const { id } = free;
    return this.#group.run(() =>
      optional(this.#operations.take.get({ id, token, now, until: now + leaseMs })),
    );
  }

  async advance(hold: OperationHold, limit: number): Promise<Advanced | null> {
    const operation = await this.operation(hold.id);
    if (operation === null) return null;
    const filter = filterOf(operation);
    const oldestFirst = operation.kind === 'redeliver';
    const { rows, reached } = await reading(async () => {
      const walk = walkFor(filter, await this.#queries.fewOfJob(filter.jobId));
      return this.#queries.step(walk, filter, {
        limit,
        after: operation.position,
        scan: SCAN_MAX,
        oldestFirst,
      });
    });
    return this.#group.run(() => {
      if (this.#operations.held.get(hold) === undefined) return null;
      const change = (id: string): boolean =>
        operation.kind === 'cancel' ? this.#cancel(id, CANCELLED_BY_OPERATOR) : this.#redeliver(id);
      const changed = rows.filter(({ id }) => change(id));
      const moved = this.#move(hold, { processed: rows.length, succeeded: changed.length }, { reached });
      return moved && { ...moved, changed: countedByName(changed) };
    });
  }

  replay(
    hold: OperationHold,
    deliveries: readonly ReplayedDelivery[],
    progress: Progress,
  ): Promise<Operation | null> {
    return this.#group.run(() => {
      const row = this.#operations.held.get(hold);
      if (row === undefined) return null;
      const [now, endpoint, operation] = [this.#clock.now(), row.endpoint_id, row.id];
      const made = deliveries.filter(({ id, eventId: event, webhookId: webhook, orderKey: key = null }) => {
        const { seq, waits } = key === null ? FREE : this.#turns.next(endpoint!, key);
        const turn = { key, seq, due: waits ? NOT_YET : now };
        const { changes } = this.#deliveries.replay.run({
          id,
          event,
          endpoint,
          webhook,
          now,
          operation,
          ...turn,
        });
        if (changes > 0) this.#deliveries.notBare.run({ event });
        return changes > 0;
      });
      const failures = made.flatMap(({ id, failed: reason }) =>
        reason === undefined ? [] : [{ id, endpointId: endpoint!, reason }],
      );
      this.#failures.end(failures, now);
      return this.#move(hold, { processed: deliveries.length, succeeded: made.length }, progress);
    });
  }

  async release({ id, token }: OperationHold, state: 'failed' | 'running' = 'running'): Promise<void> {
    const now = this.#clock.now();
    await this.#group.run(() => void this.#operations.release.run({ id, token, state, now }));
  }

  #redeliver(id: string): boolean {
    return this.#deliveries.redeliver.run({ id, now: this.#clock.now() }).changes > 0;
  }

  #cancel(id: string, reason: string): boolean {
    const now = this.#clock.now();
    const row = this.#deliveries.cancel.get({ id, now, reason });
    if (row === undefined) return false;
    const counts = new SettledCounts();
    counts.cancelled(row.endpoint_id);
    this.#statistics.add(counts, now);
    return true;
  }

  #changed(id: string, changed: boolean): boolean | null {
    return changed || this.#deliveries.exists.get({ id }) !== undefined ? changed : null;
  }

  #move(
    { id, token, leaseMs }: OperationHold,
    counts: { readonly processed: number; readonly succeeded: number },
    { reached }: Progress,
  ): Operation | null {
    const now = this.#clock.now();
    const position = reached === null ? null : JSON.stringify(reached);
    return optional(this.#operations.move.get({ id, token, now, until: now + leaseMs, position, ...counts }));
  }
}

/** Of a delivery without a key. */
const FREE = { seq: null, waits: false } as const;

const BEGINNING = {
  state: 'running',
  processed: 0,
  succeeded: 0,
  failed: 0,
  finishedAt: null,
  position: null,
} as const;

function optional(row: OperationRow | undefined): Operation | null {
  return row === undefined ? null : operationOf(row);
}
