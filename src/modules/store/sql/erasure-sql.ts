import { jobKey } from '../../model/order-key.js';
import { ERASED } from '../../model/hide-job.js';
import type { SqlText } from '../sql-text.js';
import { countHidden } from './hidden-rows-sql.js';
import type { WriteSql } from './sql-runner.js';

/** An erasure as it is returned. */
export const ERASURE_COLUMNS = `id, job_id as "jobId", job_digest as "jobDigest", reason, actor, state, events, deliveries,
  attempts, messages, mentions, created_at as "createdAt", finished_at as "finishedAt"`;

const ofJob = (sql: SqlText, jobId: string): string =>
  `(select id from events where job_id = ${sql.value(jobId, 'text')})`;

/** Conversations of a job, found by endpoint along the key of the table. */
const conversationsOf = (sql: SqlText, jobId: string): string =>
  `conversations where endpoint_id in (select id from endpoints) and order_key = ${sql.value(jobKey(jobId), 'text')}`;

/** Operations whose filter names the job. */
const operationsOf = (sql: SqlText, jobId: string): string =>
  `operations where ${sql.contains('filter', `"jobId":${JSON.stringify(jobId)}`)}`;

export const countJob =
  (jobId: string): WriteSql =>
  (sql) => `
    select (select count(*) from events where job_id = ${sql.value(jobId, 'text')}) as events,
      (select count(*) from deliveries where event_id in ${ofJob(sql, jobId)}) as deliveries,
      (select count(*) from attempts where delivery_id in (
        select id from deliveries where event_id in ${ofJob(sql, jobId)})) as attempts,
      (select count(*) from ${conversationsOf(sql, jobId)}) as messages,
      (select count(*) from mutes where job_id = ${sql.value(jobId, 'text')})
        + (select count(*) from ${operationsOf(sql, jobId)})
        + (select count(*) from audit_entries where target = ${sql.value(jobId, 'text')}
          or target in ${ofJob(sql, jobId)})
        + ${countHidden(sql, jobId)} as mentions`;

export const someEvents =
  (jobId: string, limit: number): WriteSql =>
  (sql) =>
    `select id from events where job_id = ${sql.value(jobId, 'text')}
     order by accepted_at limit ${sql.value(limit, 'int')} ${sql.forUpdate}`;

export const settledDeliveries =
  (eventIds: readonly string[], limit: number): WriteSql =>
  (sql) =>
    `select id from deliveries where ${sql.among('event_id', eventIds, 'text')} and settled_at is not null
     limit ${sql.value(limit, 'int')} ${sql.forUpdate}`;

export const deleteAttempts =
  (deliveryIds: readonly string[]): WriteSql =>
  (sql) =>
    `delete from attempts where ${sql.among('delivery_id', deliveryIds, 'uuid')} returning id`;

export const deleteDeliveries =
  (ids: readonly string[]): WriteSql =>
  (sql) =>
    `delete from deliveries where ${sql.among('id', ids, 'uuid')} and settled_at is not null returning id`;

export const deleteEvents =
  (ids: readonly string[]): WriteSql =>
  (sql) =>
    `delete from events where ${sql.among('id', ids, 'text')}
       and not exists (select 1 from deliveries d where d.event_id = events.id) returning id`;

export const hideTargets =
  (targets: readonly string[]): WriteSql =>
  (sql) =>
    `update audit_entries set target = '${ERASED}' where ${sql.among('target', targets, 'text')} returning id`;

export const deleteConversations =
  (jobId: string): WriteSql =>
  (sql) =>
    `delete from ${conversationsOf(sql, jobId)} returning order_key`;

/** Ends mutes of the job, and takes the job and the reason out of them. Other nodes read them by their revision. */
export const hideMutes =
  (jobId: string): WriteSql =>
  (sql) => `
    update mutes set ended_at = coalesce(ended_at, ${sql.least}(ends_at, ${sql.now()})), job_id = '${ERASED}', reason = null,
      revision = (select coalesce(max(revision), 0) from mutes) + 1
    where job_id = ${sql.value(jobId, 'text')} returning id`;

/** Failures of endpoints whose texts, which targets wrote, name the job. Other nodes read them by their version. */
export const hideErrors =
  (jobId: string): WriteSql =>
  (sql) =>
    `update endpoint_health set error_message = '${ERASED}', version = version + 1 where ${sql.contains('error_message', jobId)}
     returning endpoint_id`;

/** Operations that may name the job, or one of the events. */
export const operations: WriteSql = () => 'select id, state, filter, position from operations';

export const hideOperation =
  (id: string, position: string): WriteSql =>
  (sql) =>
    `update operations set position = ${sql.value(position, 'text')} where id = ${sql.value(id, 'uuid')} returning id`;

/** Ends a running operation on the job, and takes the job out of its filter. */
export const endOperation =
  (id: string, filter: string): WriteSql =>
  (sql) => `
    update operations set filter = ${sql.value(filter, 'text')}, position = null,
      finished_at = coalesce(finished_at, ${sql.now()}),
      state = case state when 'running' then 'cancelled' else state end
    where id = ${sql.value(id, 'uuid')} returning id`;
