import type { DeliveryState } from '../../model/delivery.js';
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
import { BLOCKED_UNTIL_PREDECESSOR } from '../order-keys.js';
import { SCAN_ROWS_MAX } from '../scan-pages.js';
import type { Database, Run, Statement } from './database.js';
import { textsOn } from './sql-text.js';
import type { Notices } from './notices.js';
import { addCounts, CounterShards, unattempted } from './statistics-writer.js';
import { optionalText, text } from './text.js';
import { lockOrderKeys, lockOrderKeysOf, type OrderKey } from './order-keys.js';
import { endUnsent, type UnsentFailure } from './unsent-failures.js';

const MOMENT = 'moment as materialized (select gateway_now() as now)';
const CANCELLED = unattempted('cancelled');
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** In the order of the ids, as everything that locks several deliveries. */
const REDELIVER: Statement = {
  name: 'repair-redeliver',
  text: `
    with ${MOMENT},
    settled as materialized (
      select id from deliveries where id = any ($1::uuid[]) and settled_at is not null order by id for update)
    update deliveries d set state = 'pending', next_attempt_at = moment.now, lease_token = null, settled_at = null,
      reason = null, retry_base = d.attempts, revived_at = moment.now, repair_id = $2::uuid,
      failed_at = case d.state when 'failed' then d.settled_at when 'cancelled' then d.failed_at end
    from settled, moment where d.id = settled.id returning d.id`,
};

/** In the order of the ids, as above; due now, or at the time given where that is earlier. */
const RETRY: Statement = {
  name: 'repair-retry',
  text: `
    with ${MOMENT},
    waiting as materialized (
      select id from deliveries where id = any ($1::uuid[]) and state = 'pending' and next_attempt_at < ${BLOCKED_UNTIL_PREDECESSOR}
      order by id for update)
    update deliveries d set next_attempt_at = least(d.next_attempt_at, moment.now, $3::bigint),
      repair_id = coalesce($2::uuid, d.repair_id)
    from waiting, moment where d.id = waiting.id and d.state = 'pending' returning d.id`,
};

const WAITING: Statement = {
  name: 'repair-waiting',
  text: `
    select state, endpoint_id as "endpointId", order_key as "orderKey", least(attempts, 1) as tried,
      next_attempt_at as "dueAt"
    from deliveries where id = $1::uuid for update`,
};

const BEHIND: Statement = {
  name: 'repair-behind',
  text: `
    select id from deliveries
    where endpoint_id = $1::uuid and order_key = $2 and settled_at is null order by order_seq limit 1`,
};

/** Of an endpoint's pending deliveries that were tried, or never were, the one that is due first; not the one given. */
const FIRST: Statement = {
  name: 'repair-first',
  text: `
    select id, next_attempt_at as "dueAt" from deliveries
    where state = 'pending' and endpoint_id = $1::uuid and least(attempts, 1) = $2::int
      and next_attempt_at < ${BLOCKED_UNTIL_PREDECESSOR} and ($3::uuid is null or id <> $3::uuid)
    order by next_attempt_at, id limit 1`,
};

const HASTEN: Statement = {
  name: 'repair-hasten',
  text: `
    with ${MOMENT},
    waiting as materialized (
      select d.id from deliveries d, moment
      where d.state = 'pending' and d.endpoint_id = $1::uuid and least(d.attempts, 1) = $2::int
        and d.next_attempt_at > moment.now and d.next_attempt_at <= moment.now + $3::bigint
        and d.next_attempt_at < ${BLOCKED_UNTIL_PREDECESSOR}
      order by d.next_attempt_at limit ${HASTEN_MAX} for update of d skip locked)
    update deliveries d set next_attempt_at = moment.now
    from waiting, moment where d.id = waiting.id and d.state = 'pending'`,
};

const OUTCOMES: Statement = {
  name: 'operation-outcomes',
  text: `
    select o.id as "operationId", d.* from unnest($1::uuid[]) as o (id), lateral (
      select endpoint_id as "endpointId", state, count(*) as count
      from (select endpoint_id, state from deliveries where repair_id = o.id limit ${OUTCOME_CAP}) as capped
      group by endpoint_id, state) as d`,
};

/** Those of them that are settled and have a key, which are opened again one by one: the order is that of their turns. */
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
    ${addCounts(CANCELLED, '$3')}
    select id from gone`,
};

/** The events are locked first: one that is being deleted for its age is no longer there for it. */
const REPLAY: Statement = {
  name: 'repair-replay',
  text: `
    with ${MOMENT},
    wanted as (select * from unnest($1::uuid[], $2::text[], $3::text[], $7::text[])
      as g (id, event_id, webhook_id, order_key)),
    kept as materialized (
      update events e set bare = false from wanted where e.id = wanted.event_id
        and not exists (select from deliveries d where d.event_id = e.id and d.endpoint_id = $4::uuid)
      returning e.id as event_id)
    insert into deliveries (id, event_id, endpoint_id, webhook_id, position, state, attempts, next_attempt_at,
      created_at, operation_id, repair_id, order_key)
    select wanted.id, wanted.event_id, $4::uuid, wanted.webhook_id,
      (select coalesce(max(position), -1) + 1 from deliveries d where d.event_id = wanted.event_id),
      'pending', 0, moment.now, $6::bigint, $5::uuid, $5::uuid, wanted.order_key
    from wanted join kept using (event_id), moment
    order by wanted.id
    returning id`,
};

const EXISTS: Statement = { name: 'repair-exists', text: 'select id from deliveries where id = $1::uuid' };

const START: Statement = {
  name: 'operation-start',
  text: `
    insert into operations (id, kind, state, filter, endpoint_id, rate, total, processed, succeeded, failed, created_at,
      lease_until)
    values ($1::uuid, $2, 'running', $3, $4::uuid, $5::int, $6::int, 0, 0, 0, $7::bigint, 0)
    returning ${OPERATION_COLUMNS}`,
};

const ONE: Statement = {
  name: 'operation',
  text: `select ${OPERATION_COLUMNS} from operations where id = $1::uuid`,
};

const ALL: Statement = {
  name: 'operations',
  text: `select ${OPERATION_COLUMNS} from operations where id < $1::uuid order by id desc limit $2::int`,
};

const RUNNING: Statement = {
  name: 'operations-running',
  text: `select count(*) as count from operations where state = 'running'`,
};

const STOP: Statement = {
  name: 'operation-stop',
  text: `
    update operations set state = 'cancelled', finished_at = gateway_now()
    where id = $1::uuid and state = 'running' returning id`,
};

const TAKE: Statement = {
  name: 'operation-take',
  text: `
    with ${MOMENT},
    free as materialized (
      select id from operations where state = 'running' and lease_until <= (select now from moment)
      order by lease_until, id limit 1 for update skip locked)
    update operations o set lease_token = $1, lease_until = moment.now + $2::bigint
    from free, moment where o.id = free.id
    returning ${OPERATION_COLUMNS.replaceAll(/\w+/g, 'o.$&')}`,
};

const HELD: Statement = {
  name: 'operation-held',
  text: `
    select ${OPERATION_COLUMNS} from operations
    where id = $1::uuid and lease_token = $2 and state = 'running' for update`,
};

const MOVE: Statement = {
  name: 'operation-move',
  text: `
    update operations set processed = processed + $2::int, succeeded = succeeded + $3::int,
      failed = failed + $2::int - $3::int, position = $4, lease_until = gateway_now() + $5::bigint,
      state = case when $4::text is null then 'done' else 'running' end,
      finished_at = case when $4::text is null then gateway_now() end,
      total = case when $4::text is null then coalesce(total, processed + $2::int) else total end
    where id = $1::uuid
    returning ${OPERATION_COLUMNS}`,
};

const RELEASE: Statement = {
  name: 'operation-release',
  text: `
    update operations set lease_until = 0, state = $3, finished_at = case when $3 <> 'running' then gateway_now() end
    where id = $1::uuid and lease_token = $2 and state = 'running'`,
};

interface Changed {
  readonly id: string;
}

interface WaitingRow {
  readonly state: DeliveryState;
  readonly endpointId: string;
  readonly orderKey: string | null;
  readonly tried: 0 | 1;
  readonly dueAt: number | null;
}

interface Head extends Changed {
  readonly dueAt: number;
}

interface Counts {
  readonly processed: number;
  readonly succeeded: number;
}

/** Reads what a step means, then changes it with the operation's row in one transaction. */
export class PostgresRepairStore extends RepairStore {
  readonly #database: Database;
  readonly #notices: Notices;
  readonly #queries: DeliveryQueries;
  readonly #parts = new CounterShards();

  constructor(database: Database, notices: Notices) {
    super();
    this.#database = database;
    this.#notices = notices;
    const { make, all } = textsOn(database.run);
    this.#queries = new DeliveryQueries(make, all);
  }

  async redeliver(id: string): Promise<boolean | null> {
    const redelivered = await this.#change(id, (run) => redeliverInOrder(run, [id], null));
    if (redelivered === true) this.#notices.post();
    return redelivered;
  }

  async retryNow(id: string): Promise<RetryNow> {
    const done = await this.#database.call(() =>
      this.#database.transaction(async (run): Promise<RetryNow> => {
        const [row] = await run<WaitingRow>(WAITING, [id]);
        if (row === undefined) return { kind: 'unknown' };
        if (row.state !== 'pending') return { kind: row.state === 'sending' ? 'sending' : 'settled' };
        if (row.dueAt! >= BLOCKED_UNTIL_PREDECESSOR) {
          const [first] = await run<Changed>(BEHIND, [row.endpointId, row.orderKey]);
          return { kind: 'ordered', behind: first!.id };
        }
        const [first] = await run<Head>(FIRST, [row.endpointId, row.tried, id]);
        await run(RETRY, [[id], null, (first?.dueAt ?? BLOCKED_UNTIL_PREDECESSOR) - 1]);
        return { kind: 'due' };
      }),
    );
    if (done.kind === 'due') this.#notices.post();
    return done;
  }

  async retryFirst(endpointId: string): Promise<string | null> {
    const first = await this.#database.call(() =>
      this.#database.transaction(async (run) => {
        const heads = [
          ...(await run<Head>(FIRST, [endpointId, 0, null])),
          ...(await run<Head>(FIRST, [endpointId, 1, null])),
        ];
        const [head] = heads.sort((one, other) => one.dueAt - other.dueAt);
        if (head) await run(RETRY, [[head.id], null, BLOCKED_UNTIL_PREDECESSOR]);
        return head?.id ?? null;
      }),
    );
    if (first !== null) this.#notices.post();
    return first;
  }

  async hasten(endpointId: string, withinMs: number): Promise<void> {
    await this.#database.call(async () => {
      for (const tried of [0, 1]) await this.#database.run(HASTEN, [endpointId, tried, Math.ceil(withinMs)]);
    });
    this.#notices.post();
  }

  cancel(id: string, reason: string): Promise<boolean | null> {
    return this.#change(id, (run) => this.#cancel(run, [id], text(reason)));
  }

  start(operation: NewOperation): Promise<Operation> {
    const row = newOperationRow(operation);
    const values = [row.id, row.kind, text(row.filter), row.endpoint_id, row.rate, row.total, row.created_at];
    return this.#database.call(async () => (await this.#rows(START, values))[0]!);
  }

  operation(id: string): Promise<Operation | null> {
    return this.#database.call(async () => (await this.#rows(ONE, [id]))[0] ?? null);
  }

  operations(limit: number, before: string | null): Promise<Operation[]> {
    return this.#database.call(() => this.#rows(ALL, [before ?? LAST_ID, limit]));
  }

  running(): Promise<number> {
    return this.#database.call(async () => (await this.#database.run<{ count: number }>(RUNNING))[0]!.count);
  }

  outcomes(operationIds: readonly string[]): Promise<OutcomeCount[]> {
    return this.#database.call(() => this.#database.run<OutcomeCount>(OUTCOMES, [operationIds]));
  }

  stop(id: string): Promise<boolean | null> {
    return this.#database.call(async () => {
      if ((await this.#database.run(STOP, [id])).length > 0) return true;
      return (await this.#database.run(ONE, [id])).length > 0 ? false : null;
    });
  }

  take(token: string, leaseMs: number): Promise<Operation | null> {
    return this.#database.call(async () => (await this.#rows(TAKE, [token, leaseMs]))[0] ?? null);
  }

  advance(hold: OperationHold, limit: number): Promise<Advanced | null> {
    return this.#database.call(async () => {
      const [operation] = await this.#rows(ONE, [hold.id]);
      if (operation === undefined) return null;
      const filter = filterOf(operation);
      const walk = singleScan(filter, await this.#queries.fewOfJob(filter.jobId));
      const oldestFirst = operation.kind !== 'cancel';
      const request = { limit, after: operation.position, scan: SCAN_ROWS_MAX, oldestFirst };
      const { rows, reached } = await this.#queries.step(walk, filter, request);
      const ids = rows.map(({ id }) => id);
      let changed = new Set<string>();
      const moved = await this.#held(hold, { reached }, async (run) => {
        changed = new Set((await this.#act(run, operation, ids)).map(({ id }) => id));
        return { processed: ids.length, succeeded: changed.size };
      });
      if (operation.kind !== 'cancel' && rows.length > 0) this.#notices.post();
      return moved && { ...moved, changed: countedByName(rows.filter(({ id }) => changed.has(id))) };
    });
  }

  replay(
    hold: OperationHold,
    deliveries: readonly ReplayedDelivery[],
    progress: Progress,
  ): Promise<Operation | null> {
    return this.#database.call(async () => {
      const columns = [
        deliveries.map(({ id }) => id),
        deliveries.map(({ eventId }) => text(eventId)),
        deliveries.map(({ webhookId }) => text(webhookId)),
      ];
      const keys = deliveries.map(({ orderKey }) => optionalText(orderKey ?? null));
      const moved = await this.#held(hold, progress, async (run, operation) => {
        const { endpoint_id: endpointId, id } = operation;
        await lockOrderKeys(
          run,
          keys.flatMap((orderKey) => (orderKey === null ? [] : [{ endpointId: endpointId!, orderKey }])),
        );
        const made = await run<{ id: string }>(REPLAY, [...columns, endpointId, id, Date.now(), keys]);
        await endUnsent(run, failuresAmong(deliveries, new Set(made.map(({ id }) => id))), this.#parts);
        return { processed: deliveries.length, succeeded: made.length };
      });
      if (deliveries.length > 0) this.#notices.post();
      return moved;
    });
  }

  async release({ id, token }: OperationHold, state: 'failed' | 'running' = 'running'): Promise<void> {
    await this.#database.call(() => this.#database.run(RELEASE, [id, token, state]));
  }

  #change(id: string, work: (run: Run) => Promise<readonly Changed[]>): Promise<boolean | null> {
    return this.#database.call(async () => {
      if ((await this.#database.transaction(work)).length > 0) return true;
      return (await this.#database.run(EXISTS, [id])).length > 0 ? false : null;
    });
  }

  #act(run: Run, { kind, id }: Operation, ids: readonly string[]): Promise<readonly Changed[]> {
    if (kind === 'cancel') return this.#cancel(run, ids, CANCELLED_BY_OPERATOR);
    return kind === 'redeliver'
      ? redeliverInOrder(run, ids, id)
      : run<Changed>(RETRY, [ids, id, BLOCKED_UNTIL_PREDECESSOR]);
  }

  /** The turns of their keys first, as whoever settles: the rows first, and the two would wait for each other. */
  #cancel(run: Run, ids: readonly string[], reason: string): Promise<readonly Changed[]> {
    return this.#parts.with(async (part) => {
      await lockOrderKeysOf(run, ids);
      return run<Changed>(CANCEL, [ids, reason, part]);
    });
  }

  /** Does the work and moves the operation on, provided it is still held; null, and nothing done, otherwise. */
  #held(
    { id, token, leaseMs }: OperationHold,
    { reached }: Progress,
    work: (run: Run, operation: OperationRow) => Promise<Counts>,
  ): Promise<Operation | null> {
    return this.#database.transaction(async (run) => {
      const [held] = await run<OperationRow>(HELD, [id, token]);
      if (held === undefined) return null;
      const { processed, succeeded } = await work(run, held);
      const position = positionText(reached);
      const [moved] = await run<OperationRow>(MOVE, [id, processed, succeeded, position, leaseMs]);
      return operationOf(moved!);
    });
  }

  async #rows(statement: Statement, values: unknown[]): Promise<Operation[]> {
    return (await this.#database.run<OperationRow>(statement, values)).map(operationOf);
  }
}

function failuresAmong(deliveries: readonly ReplayedDelivery[], made: ReadonlySet<string>): UnsentFailure[] {
  return deliveries.flatMap(({ id, failed: reason }) =>
    reason === undefined || !made.has(id) ? [] : [{ id, reason }],
  );
}

/** Ids in their order. */
async function redeliverInOrder(
  run: Run,
  ids: readonly string[],
  operation: string | null,
): Promise<readonly Changed[]> {
  const keyed = await run<OrderKey & { readonly id: string }>(KEYED, [ids]);
  await lockOrderKeys(run, keyed);
  const inOrder = new Set(keyed.map(({ id }) => id));
  const changed = await run<Changed>(REDELIVER, [ids.filter((id) => !inOrder.has(id)), operation]);
  for (const id of inOrder) changed.push(...(await run<Changed>(REDELIVER, [[id], operation])));
  return changed;
}
