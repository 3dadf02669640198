import type { Database } from 'better-sqlite3';
import type { DeliveryState } from '../../model/delivery.js';
import type { Clock } from '../../model/clock.js';
import { singleScan } from '../scan-plan.js';
import { DeliveryQueries } from '../history-queries.js';
import {
  filterOf,
  newOperationRow,
  OPERATION_COLUMNS,
  operationOf,
  positionText,
  type OperationRow,
} from '../operation-rows.js';
import {
  CANCELLED_BY_OPERATOR,
  countedByName,
  HASTEN_MAX,
  OUTCOME_CAP,
  RepairStore,
  type Advanced,
  type NewOperation,
  type Operation,
  type OperationHold,
  type OutcomeCount,
  type Progress,
  type ReplayedDelivery,
  type RetryNow,
} from '../repair-store.js';
import { SettledCounts } from '../statistics.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../order-keys.js';
import { SCAN_ROWS_MAX } from '../scan-pages.js';
import type { Connections } from './connections.js';
import type { GroupCommit } from './group-commit.js';
import { SqliteTexts } from './sql-text.js';
import { StatisticsWriter } from './statistics-writer.js';
import { UnsentFailures } from './unsent-failures.js';
import { reading } from './store-error.js';
import { OrderKeySequencer } from './order-keys.js';

const ROW = `select ${OPERATION_COLUMNS} from operations`;

interface WaitingRow {
  state: DeliveryState;
  endpoint_id: string;
  order_key: string | null;
  tried: 0 | 1;
  next_attempt_at: number | null;
}

/** Of an endpoint's pending deliveries that were tried, or never were, the one that is due first; not `except`. */
function firstOf(writer: Database, tried: 0 | 1) {
  return writer.prepare<[{ endpoint: string; except: string }], { id: string; next_attempt_at: number }>(
    `select id, next_attempt_at from deliveries
     where endpoint_id = @endpoint and state = 'pending' and (attempts > 0) = ${tried}
       and next_attempt_at < ${BLOCKED_UNTIL_PREDECESSOR} and id <> @except
     order by next_attempt_at limit 1`,
  );
}

/** Makes those due that fall due until then. */
function hastenedOf(writer: Database, tried: 0 | 1) {
  return writer.prepare<[{ endpoint: string; now: number; until: number }]>(
    `update deliveries set next_attempt_at = @now where state = 'pending' and id in (
       select id from deliveries
       where endpoint_id = @endpoint and state = 'pending' and (attempts > 0) = ${tried}
         and next_attempt_at > @now and next_attempt_at <= @until
       order by next_attempt_at limit ${HASTEN_MAX})`,
  );
}

function deliveryStatements(writer: Database) {
  return {
    redeliver: writer.prepare<[{ id: string; now: number; operation: string | null }]>(
      `update deliveries set state = 'pending', next_attempt_at = @now, lease_token = null, settled_at = null,
         reason = null, retry_base = attempts, revived_at = @now, repair_id = @operation,
         failed_at = case state when 'failed' then settled_at when 'cancelled' then failed_at end
       where id = @id and settled_at is not null`,
    ),
    retry: writer.prepare<[{ id: string; due: number; operation: string | null }]>(
      `update deliveries set next_attempt_at = min(next_attempt_at, @due), repair_id = ifnull(@operation, repair_id)
       where id = @id and state = 'pending' and next_attempt_at < ${BLOCKED_UNTIL_PREDECESSOR}`,
    ),
    waiting: writer.prepare<[{ id: string }], WaitingRow>(
      `select state, endpoint_id, order_key, attempts > 0 as tried, next_attempt_at from deliveries where id = @id`,
    ),
    behind: writer.prepare<[{ endpoint: string; key: string }], { id: string }>(
      `select id from deliveries where endpoint_id = @endpoint and order_key = @key and settled_at is null
       order by order_seq limit 1`,
    ),
    hasten: [hastenedOf(writer, 0), hastenedOf(writer, 1)],
    heads: [firstOf(writer, 0), firstOf(writer, 1)] as const,
    cancel: writer.prepare<[{ id: string; now: number; reason: string }], { endpoint_id: string }>(
      `update deliveries set state = 'cancelled', next_attempt_at = null, settled_at = @now, reason = @reason
       where id = @id and state = 'pending' returning endpoint_id`,
    ),
    exists: writer.prepare<[{ id: string }], object>('select id from deliveries where id = @id'),
    replay: writer.prepare<[object]>(
      `insert into deliveries (id, event_id, endpoint_id, webhook_id, position, state, attempts, next_attempt_at,
         created_at, operation_id, repair_id, order_key, order_seq)
       select @id, e.id, @endpoint, @webhook,
         (select ifnull(max(position), -1) + 1 from deliveries where event_id = e.id),
         'pending', 0, @due, @now, @operation, @operation, @key, @seq
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
    outcomes: reader.prepare<[{ id: string }], OutcomeCount>(
      `select @id as operationId, endpoint_id as endpointId, state, count(*) as count
       from (select endpoint_id, state from deliveries where repair_id = @id limit ${OUTCOME_CAP}) as capped
       group by endpoint_id, state`,
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
  readonly #turns: OrderKeySequencer;

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
    this.#turns = new OrderKeySequencer(connections.writer);
  }

  redeliver(id: string): Promise<boolean | null> {
    return this.#group.run(() => this.#changed(id, this.#redeliver(id, null)));
  }

  cancel(id: string, reason: string): Promise<boolean | null> {
    return this.#group.run(() => this.#changed(id, this.#cancel(id, reason)));
  }

  retryNow(id: string): Promise<RetryNow> {
    return this.#group.run(() => {
      const row = this.#deliveries.waiting.get({ id });
      if (row === undefined) return { kind: 'unknown' };
      if (row.state !== 'pending') return { kind: row.state === 'sending' ? 'sending' : 'settled' };
      const { endpoint_id: endpoint, order_key: key } = row;
      if (row.next_attempt_at! >= BLOCKED_UNTIL_PREDECESSOR)
        return { kind: 'ordered', behind: this.#deliveries.behind.get({ endpoint, key: key! })!.id };
      const now = this.#clock.now();
      const first = this.#deliveries.heads[row.tried].get({ endpoint, except: id });
      const due = Math.min(now, (first?.next_attempt_at ?? now) - 1);
      this.#deliveries.retry.run({ id, due, operation: null });
      return { kind: 'due' };
    });
  }

  retryFirst(endpointId: string): Promise<string | null> {
    return this.#group.run(() => {
      const heads = this.#deliveries.heads.map((head) => head.get({ endpoint: endpointId, except: '' }));
      const [first] = heads
        .filter((row) => row !== undefined)
        .sort((one, other) => one.next_attempt_at - other.next_attempt_at);
      if (!first) return null;
      this.#deliveries.retry.run({ id: first.id, due: this.#clock.now(), operation: null });
      return first.id;
    });
  }

  hasten(endpoint: string, withinMs: number): Promise<void> {
    return this.#group.run(() => {
      const now = this.#clock.now();
      for (const statement of this.#deliveries.hasten)
        statement.run({ endpoint, now, until: Math.min(now + withinMs, BLOCKED_UNTIL_PREDECESSOR - 1) });
    });
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

  outcomes(operationIds: readonly string[]): Promise<OutcomeCount[]> {
    return reading(() => operationIds.flatMap((id) => this.#operations.outcomes.all({ id })));
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
    const oldestFirst = operation.kind !== 'cancel';
    const { rows, reached } = await reading(async () => {
      const walk = singleScan(filter, await this.#queries.fewOfJob(filter.jobId));
      return this.#queries.step(walk, filter, {
        limit,
        after: operation.position,
        scan: SCAN_ROWS_MAX,
        oldestFirst,
      });
    });
    return this.#group.run(() => {
      if (this.#operations.held.get(hold) === undefined) return null;
      const changed = rows.filter(({ id }) => this.#act(operation, id));
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
        const { seq, blocked } = this.#turns.next(endpoint!, key);
        const turn = { key, seq, due: blocked ? BLOCKED_UNTIL_PREDECESSOR : now };
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
      this.#failures.end(
        made.map((one) => ({ ...one, endpointId: endpoint! })),
        now,
      );
      return this.#move(hold, { processed: deliveries.length, succeeded: made.length }, progress);
    });
  }

  async release({ id, token }: OperationHold, state: 'failed' | 'running' = 'running'): Promise<void> {
    const now = this.#clock.now();
    await this.#group.run(() => void this.#operations.release.run({ id, token, state, now }));
  }

  #act({ kind, id: operation }: Operation, id: string): boolean {
    if (kind === 'cancel') return this.#cancel(id, CANCELLED_BY_OPERATOR);
    if (kind === 'redeliver') return this.#redeliver(id, operation);
    return this.#deliveries.retry.run({ id, due: this.#clock.now(), operation }).changes > 0;
  }

  #redeliver(id: string, operation: string | null): boolean {
    return this.#deliveries.redeliver.run({ id, now: this.#clock.now(), operation }).changes > 0;
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
    const position = positionText(reached);
    return optional(this.#operations.move.get({ id, token, now, until: now + leaseMs, position, ...counts }));
  }
}

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
