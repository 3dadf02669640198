import type { Database } from 'better-sqlite3';
import type { Clock } from '../../model/clock.js';
import { operationOf, type OperationRow } from '../operation-rows.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../order-keys.js';
import type { Change, RepairDriver, StepWork } from '../queried-repair.js';
import { heldOperation, moveOperation, redeliver, retry } from '../repair-sql.js';
import type { OperationHold, Progress, ReplayedDelivery } from '../repair-store.js';
import type { Query } from '../sql-text.js';
import { SettledCounts } from '../statistics.js';
import type { Connections } from './connections.js';
import type { GroupCommit } from './group-commit.js';
import { OrderKeySequencer } from './order-keys.js';
import { SqliteTexts } from './sql-text.js';
import { Prepared } from './statement.js';
import { StatisticsWriter } from './statistics-writer.js';
import { reading } from './store-error.js';
import { UnsentFailures } from './unsent-failures.js';

interface ReplayArgs {
  readonly id: string;
  readonly event: string;
  readonly endpoint: string;
  readonly webhook: string;
  readonly operation: string;
  readonly now: number;
  readonly due: number;
  readonly key: string | null;
  readonly seq: number | null;
}

function statements(writer: Database) {
  return {
    cancel: new Prepared<{ id: string; now: number; reason: string }, { endpoint_id: string }>(
      writer,
      `update deliveries set state = 'cancelled', next_attempt_at = null, settled_at = @now, reason = @reason
       where id = @id and state = 'pending' returning endpoint_id`,
    ),
    keepEvent: new Prepared<{ event: string }>(
      writer,
      'update events set bare = 0 where id = @event and bare = 1',
    ),
    replay: new Prepared<ReplayArgs>(
      writer,
      `insert into deliveries (id, event_id, endpoint_id, webhook_id, position, state, attempts, next_attempt_at,
         created_at, operation_id, repair_id, order_key, order_seq)
       select @id, e.id, @endpoint, @webhook,
         (select ifnull(max(position), -1) + 1 from deliveries where event_id = e.id),
         'pending', 0, @due, @now, @operation, @operation, @key, @seq
       from events e where e.id = @event
         and not exists (select 1 from deliveries where event_id = e.id and endpoint_id = @endpoint)`,
    ),
  };
}

/** Changes deliveries inside transactions of the one writer. */
export class SqliteRepairDriver implements RepairDriver {
  readonly call = reading;
  readonly query: Query;
  readonly write: Query;
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #texts: SqliteTexts;
  readonly #do: ReturnType<typeof statements>;
  readonly #statistics: StatisticsWriter;
  readonly #failures: UnsentFailures;
  readonly #sequencer: OrderKeySequencer;

  constructor({ writer, reader }: Connections, group: GroupCommit, clock: Clock) {
    const readTexts = new SqliteTexts(reader, clock);
    this.#texts = new SqliteTexts(writer, clock);
    this.query = async (write) => readTexts.query(write);
    this.write = (write) => group.run(() => this.#texts.query(write));
    this.#group = group;
    this.#clock = clock;
    this.#do = statements(writer);
    this.#statistics = new StatisticsWriter(writer);
    this.#failures = new UnsentFailures(writer);
    this.#sequencer = new OrderKeySequencer(writer);
  }

  change(change: Change): Promise<readonly string[]> {
    return this.#group.run(() => this.#change(change));
  }

  step(hold: OperationHold, work: StepWork, { reached }: Progress) {
    return this.#group.run(() => {
      const [held] = this.#texts.query<OperationRow>((sql) => heldOperation(sql, hold));
      if (held === undefined) return null;
      const isReplay = work.kind === 'replay';
      const changed = isReplay ? this.#replay(work.deliveries, held) : this.#change(work);
      const processed = isReplay ? work.deliveries.length : work.ids.length;
      const result = { processed, succeeded: changed.length, reached };
      const [moved] = this.#texts.query<OperationRow>((sql) => moveOperation(sql, hold, result));
      return { operation: operationOf(moved!), changed };
    });
  }

  /** The file belongs to this process: there is no other node. */
  notify(): void {}

  #change(change: Change): string[] {
    if (change.kind === 'cancel') return this.#cancel(change.ids, change.reason);
    if (change.kind === 'retry') return this.#ids((sql) => retry(sql, change));
    // One by one: those of one order key queue in this order.
    return change.ids.flatMap((id) => this.#ids((sql) => redeliver(sql, [id], change.operationId)));
  }

  #cancel(ids: readonly string[], reason: string): string[] {
    const now = this.#clock.now();
    const counts = new SettledCounts();
    const cancelled = ids.filter((id) => {
      const row = this.#do.cancel.get({ id, now, reason });
      if (row) counts.cancelled(row.endpoint_id);
      return row !== undefined;
    });
    this.#statistics.add(counts, now);
    return cancelled;
  }

  #replay(deliveries: readonly ReplayedDelivery[], held: OperationRow): string[] {
    const [now, endpoint, operation] = [this.#clock.now(), held.endpointId!, held.id];
    const made = deliveries.filter(({ id, eventId: event, webhookId: webhook, orderKey: key = null }) => {
      const { seq, blocked } = this.#sequencer.next(endpoint, key);
      const due = blocked ? BLOCKED_UNTIL_PREDECESSOR : now;
      const { changes } = this.#do.replay.run({
        id,
        event,
        endpoint,
        webhook,
        operation,
        now,
        due,
        key,
        seq,
      });
      if (changes > 0) this.#do.keepEvent.run({ event });
      return changes > 0;
    });
    this.#failures.end(
      made.map(({ id, failed }) => ({ id, endpointId: endpoint, ...(failed !== undefined && { failed }) })),
      now,
    );
    return made.map(({ id }) => id);
  }

  #ids(write: Parameters<Query>[0]): string[] {
    return this.#texts.query<{ id: string }>(write).map(({ id }) => id);
  }
}
