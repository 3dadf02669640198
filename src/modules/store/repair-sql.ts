import { SEND_NOW } from '../model/delivery.js';
import { BLOCKED_UNTIL_PREDECESSOR } from './order-keys.js';
import { GROUPED } from '../model/digest.js';
import { MUTED } from '../model/mute.js';
import { QUIET_HOURS } from '../model/quiet.js';
import { filterText, OPERATION_COLUMNS, positionText } from './operation-rows.js';
import {
  HASTEN_MAX,
  OUTCOME_CAP,
  type NewOperation,
  type OperationHold,
  type Progress,
} from './repair-store.js';
import type { SqlText } from './sql-text.js';

/** All rows of one statement get the same time. */
const moment = (sql: SqlText) => `moment as materialized (select ${sql.now()} as now)`;

/** Opens settled deliveries again. Rows are locked in the order of their ids, as everywhere. */
export function redeliver(sql: SqlText, ids: readonly string[], operationId: string | null): string {
  return `with ${moment(sql)},
    settled as materialized (
      select id as settled_id from deliveries
      where ${sql.among('id', ids, 'uuid')} and settled_at is not null order by id ${sql.forUpdate})
    update deliveries as d set state = 'pending', next_attempt_at = moment.now, lease_token = null, settled_at = null,
      reason = '${SEND_NOW}', order_key = coalesce(d.order_key, d.grouped_key), retry_base = d.attempts, revived_at = moment.now,
      repair_id = ${sql.value(operationId, 'uuid')}, carries = case when d.carries is not null then 'sealed' end,
      failed_at = case d.state when 'failed' then d.settled_at when 'cancelled' then d.failed_at end
    from settled, moment where d.id = settled_id returning id`;
}

interface RetryTarget {
  readonly ids: readonly string[];
  readonly operationId: string | null;
  /** Unix ms; used where it is earlier than now. */
  readonly dueAt?: number;
}

/** Makes pending deliveries due now. Rows are locked in the order of their ids, as everywhere. */
export function retry(
  sql: SqlText,
  { ids, operationId, dueAt = BLOCKED_UNTIL_PREDECESSOR }: RetryTarget,
): string {
  return `with ${moment(sql)},
    waiting as materialized (
      select id as waiting_id from deliveries
      where ${sql.among('id', ids, 'uuid')} and state = 'pending' and next_attempt_at < ${BLOCKED_UNTIL_PREDECESSOR}
      order by id ${sql.forUpdate})
    update deliveries as d set
      next_attempt_at = ${sql.least}(d.next_attempt_at, moment.now, ${sql.value(dueAt, 'bigint')}), reason = '${SEND_NOW}',
      repair_id = coalesce(${sql.value(operationId, 'uuid')}, d.repair_id)
    from waiting, moment where d.id = waiting_id and d.state = 'pending' returning id`;
}

/** Takes a pending delivery out of the digest that it waits in, to be sent on its own, in its turn. */
export function ungroup(sql: SqlText, id: string): string {
  return `update deliveries set next_attempt_at = ${sql.now()}, reason = '${SEND_NOW}', grouped_in = null, order_key = grouped_key
    where id = ${sql.value(id, 'uuid')} and state = 'pending' and reason = '${GROUPED}' returning id`;
}

/** Finds the pending delivery of an endpoint that is due first, among its first attempts (0) or its retries (1). */
export function firstDue(sql: SqlText, endpointId: string, tried: 0 | 1, except?: string): string {
  return `select id, next_attempt_at as "dueAt" from deliveries
    where state = 'pending' and endpoint_id = ${sql.value(endpointId, 'uuid')} and ${sql.tried} = ${tried}
      and next_attempt_at < ${BLOCKED_UNTIL_PREDECESSOR}
      ${except === undefined ? '' : `and id <> ${sql.value(except, 'uuid')}`}
    order by next_attempt_at, id limit 1`;
}

/** Makes deliveries that a pause or a rate limit delays due in `waitMs` ms, where they are due later. */
export function hasten(sql: SqlText, endpointId: string, waitMs: number): string {
  const due = `${sql.greatest}(ready_at, (select now from moment) + ${sql.value(waitMs, 'bigint')})`;
  return `with ${moment(sql)},
    held as materialized (
      select id as held_id, ${due} as due from deliveries
      where state = 'pending' and ready_at is not null and endpoint_id = ${sql.value(endpointId, 'uuid')}
        and next_attempt_at > (select now from moment) and next_attempt_at < ${BLOCKED_UNTIL_PREDECESSOR}
        and next_attempt_at > ${due}
      order by next_attempt_at limit ${HASTEN_MAX} ${sql.forUpdateSkipLocked})
    update deliveries as d set next_attempt_at = held.due
    from held where d.id = held_id and d.state = 'pending' returning id`;
}

/** Makes deliveries that quiet hours or mutes hold due now. */
export function releaseQuiet(sql: SqlText, endpointId: string): string {
  return `with ${moment(sql)},
    held as materialized (
      select id as held_id from deliveries
      where state = 'pending' and endpoint_id = ${sql.value(endpointId, 'uuid')} and reason in ('${QUIET_HOURS}', '${MUTED}')
        and next_attempt_at > (select now from moment) and next_attempt_at < ${BLOCKED_UNTIL_PREDECESSOR}
      order by next_attempt_at limit ${HASTEN_MAX} ${sql.forUpdateSkipLocked})
    update deliveries as d set next_attempt_at = moment.now, reason = null
    from held, moment where d.id = held_id and d.state = 'pending' returning id`;
}

/** Counts the deliveries that an operation changed last, up to {@link OUTCOME_CAP}. */
export function outcomesOf(sql: SqlText, operationId: string): string {
  const id = sql.value(operationId, 'uuid');
  return `select ${id} as "operationId", endpoint_id as "endpointId", state, count(*) as count
    from (select endpoint_id, state from deliveries where repair_id = ${id} limit ${OUTCOME_CAP}) as capped
    group by endpoint_id, state`;
}

/** Writes the statement that stores a new operation. */
export function startOperation(sql: SqlText, operation: NewOperation): string {
  const { id, kind, filter, endpointId, rate, total, createdAt } = operation;
  return `insert into operations (id, kind, state, filter, endpoint_id, rate, total, processed, succeeded, failed,
      created_at, lease_until)
    values (${sql.value(id, 'uuid')}, ${sql.value(kind, 'text')}, 'running',
      ${sql.value(filterText(filter), 'text')}, ${sql.value(endpointId, 'uuid')}, ${sql.value(rate, 'int')},
      ${sql.value(total, 'int')}, 0, 0, 0, ${sql.value(createdAt, 'bigint')}, 0)
    returning ${OPERATION_COLUMNS}`;
}

/** Writes the statement that cancels a running operation; it returns no row where none runs. */
export function stopOperation(sql: SqlText, id: string): string {
  return `update operations set state = 'cancelled', finished_at = ${sql.now()}
    where id = ${sql.value(id, 'uuid')} and state = 'running' returning id`;
}

const isFree = (now: string) => `state = 'running' and lease_until <= ${now}`;

/** Finds a running operation that no node holds. */
export function freeOperation(sql: SqlText): string {
  return `select id from operations where ${isFree(sql.now())} limit 1`;
}

/** Leases the oldest running operation that no node holds. */
export function takeOperation(sql: SqlText, token: string, leaseMs: number): string {
  return `with ${moment(sql)},
    free as materialized (
      select id as free_id from operations where ${isFree('(select now from moment)')}
      order by lease_until, id limit 1 ${sql.forUpdateSkipLocked})
    update operations set lease_token = ${sql.value(token, 'text')},
      lease_until = moment.now + ${sql.value(leaseMs, 'bigint')}
    from free, moment where id = free_id returning ${OPERATION_COLUMNS}`;
}

const isHeld = (sql: SqlText, { id, token }: OperationHold) =>
  `id = ${sql.value(id, 'uuid')} and lease_token = ${sql.value(token, 'text')} and state = 'running'`;

/** Reads an operation, and locks it, where the node still holds it. */
export function heldOperation(sql: SqlText, hold: OperationHold): string {
  return `select ${OPERATION_COLUMNS} from operations where ${isHeld(sql, hold)} ${sql.forUpdate}`;
}

export interface StepResult extends Progress {
  readonly processed: number;
  readonly succeeded: number;
}

/** Moves a held operation on; it is done where the step reached the end. */
export function moveOperation(
  sql: SqlText,
  { id, leaseMs }: OperationHold,
  { processed, succeeded, reached }: StepResult,
): string {
  const [all, done] = [sql.value(processed, 'int'), sql.value(succeeded, 'int')];
  const end = `, state = 'done', finished_at = ${sql.now()}, total = coalesce(total, processed + ${all})`;
  return `update operations set processed = processed + ${all}, succeeded = succeeded + ${done},
      failed = failed + ${all} - ${done}, position = ${sql.value(positionText(reached), 'text')},
      lease_until = ${sql.now()} + ${sql.value(leaseMs, 'bigint')} ${reached === null ? end : ''}
    where id = ${sql.value(id, 'uuid')} returning ${OPERATION_COLUMNS}`;
}

/** Writes the statement that gives the lease of a held operation back, and ends a failed one. */
export function releaseOperation(sql: SqlText, hold: OperationHold, state: 'failed' | 'running'): string {
  return `update operations set lease_until = 0, state = '${state}',
      finished_at = ${state === 'running' ? 'null' : sql.now()}
    where ${isHeld(sql, hold)}`;
}
