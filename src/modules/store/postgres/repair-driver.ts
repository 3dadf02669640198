import { operationOf, type OperationRow } from '../operation-rows.js';
import type { Change, RepairDriver, StepWork } from '../queried-repair.js';
import { heldOperation, moveOperation, redeliver, retry } from '../repair-sql.js';
import type { OperationHold, Progress, ReplayedDelivery } from '../repair-store.js';
import type { Query } from '../sql-text.js';
import type { Database, Run, Statement } from './database.js';
import type { PostgresNotifier } from './postgres-notifier.js';
import { lockOrderKeys, lockOrderKeysOf, type OrderKey } from './order-keys.js';
import { queryOn } from './sql-text.js';
import { addCounts, CounterShards, unattempted } from './statistics-writer.js';
import { optionalText, text } from './text.js';
import { endUnsent } from './unsent-failures.js';

const MOMENT = 'moment as materialized (select gateway_now() as now)';

/** Settled deliveries that have an order key, in the order of their ids. */
const KEYED: Statement = {
  name: 'repair-keyed',
  text: `
    select id, endpoint_id as "endpointId", order_key as "orderKey" from deliveries
    where id = any ($1::uuid[]) and settled_at is not null and order_key is not null order by id`,
};

const CANCEL: Statement = {
  name: 'repair-cancel',
  text: `
    with ${MOMENT},
    waiting as materialized (
      select id from deliveries where id = any ($1::uuid[]) and state = 'pending' order by id for update),
    gone as (
      update deliveries d set state = 'cancelled', next_attempt_at = null, settled_at = moment.now, reason = $2
      from waiting, moment where d.id = waiting.id returning d.id, d.endpoint_id),
    ${addCounts(unattempted('cancelled'), '$3')}
    select id from gone`,
};

/** Locks the events first: one that is being purged is no longer there to be replayed. */
const REPLAY: Statement = {
  name: 'repair-replay',
  text: `
    with ${MOMENT},
    given as (select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
      as g (id, event_id, webhook_id, order_key)),
    kept as materialized (
      update events e set bare = false from given where e.id = given.event_id
        and not exists (select from deliveries d where d.event_id = e.id and d.endpoint_id = $5::uuid)
      returning e.id as event_id)
    insert into deliveries (id, event_id, endpoint_id, webhook_id, position, state, attempts, next_attempt_at,
      created_at, operation_id, repair_id, order_key)
    select given.id, given.event_id, $5::uuid, given.webhook_id,
      (select coalesce(max(position), -1) + 1 from deliveries d where d.event_id = given.event_id),
      'pending', 0, moment.now, moment.now, $6::uuid, $6::uuid, given.order_key
    from given join kept using (event_id), moment
    order by given.id
    returning id`,
};

interface Changed {
  readonly id: string;
}

/** Changes deliveries in transactions that lock order keys first, then rows in the order of their ids. */
export class PostgresRepairDriver implements RepairDriver {
  readonly query: Query;
  readonly write: Query;
  readonly #database: Database;
  readonly #notifier: PostgresNotifier;
  readonly #shards = new CounterShards();

  constructor(database: Database, notifier: PostgresNotifier) {
    this.#database = database;
    this.#notifier = notifier;
    this.query = queryOn(database.run);
    this.write = this.query;
  }

  call<T>(work: () => Promise<T>): Promise<T> {
    return this.#database.call(work);
  }

  change(change: Change): Promise<readonly string[]> {
    return this.#database.transaction((run) => this.#change(run, change));
  }

  step(hold: OperationHold, work: StepWork, { reached }: Progress) {
    return this.#database.transaction(async (run) => {
      const query = queryOn(run);
      const [held] = await query<OperationRow>((sql) => heldOperation(sql, hold));
      if (held === undefined) return null;
      const isReplay = work.kind === 'replay';
      const changed = await (isReplay ? this.#replay(run, work.deliveries, held) : this.#change(run, work));
      const processed = isReplay ? work.deliveries.length : work.ids.length;
      const result = { processed, succeeded: changed.length, reached };
      const [moved] = await query<OperationRow>((sql) => moveOperation(sql, hold, result));
      return { operation: operationOf(moved!), changed };
    });
  }

  notify(): void {
    this.#notifier.notify();
  }

  async #change(run: Run, change: Change): Promise<string[]> {
    if (change.kind === 'cancel') return this.#cancel(run, change.ids, text(change.reason));
    if (change.kind === 'redeliver') return redeliverInOrder(run, change.ids, change.operationId);
    return idsOf(await queryOn(run)<Changed>((sql) => retry(sql, change)));
  }

  /** Locks the order keys before the rows, as every settlement does: otherwise the two could deadlock. */
  #cancel(run: Run, ids: readonly string[], reason: string): Promise<string[]> {
    return this.#shards.with(async (shard) => {
      await lockOrderKeysOf(run, ids);
      return idsOf(await run<Changed>(CANCEL, [ids, reason, shard]));
    });
  }

  async #replay(
    run: Run,
    deliveries: readonly ReplayedDelivery[],
    { id: operationId, endpointId }: OperationRow,
  ): Promise<string[]> {
    const keys = deliveries.map(({ orderKey }) => optionalText(orderKey ?? null));
    await lockOrderKeys(
      run,
      keys.flatMap((orderKey) => (orderKey === null ? [] : [{ endpointId: endpointId!, orderKey }])),
    );
    const columns = [
      deliveries.map(({ id }) => id),
      deliveries.map(({ eventId }) => text(eventId)),
      deliveries.map(({ webhookId }) => text(webhookId)),
      keys,
    ];
    const rows = await run<Changed>(REPLAY, [...columns, endpointId, operationId]);
    const made = new Set(idsOf(rows));
    await endUnsent(
      run,
      deliveries.filter(({ id }) => made.has(id)),
      this.#shards,
    );
    return [...made];
  }
}

/** Redelivers in the order of the ids; deliveries with an order key one by one, so that they queue in that order. */
async function redeliverInOrder(
  run: Run,
  ids: readonly string[],
  operationId: string | null,
): Promise<string[]> {
  const query = queryOn(run);
  const keyed = await run<OrderKey & Changed>(KEYED, [ids]);
  await lockOrderKeys(run, keyed);
  const inOrder = new Set(idsOf(keyed));
  const others = ids.filter((id) => !inOrder.has(id));
  const changed = await query<Changed>((sql) => redeliver(sql, others, operationId));
  for (const id of inOrder)
    changed.push(...(await query<Changed>((sql) => redeliver(sql, [id], operationId))));
  return idsOf(changed);
}

const idsOf = (rows: readonly Changed[]): string[] => rows.map(({ id }) => id);
