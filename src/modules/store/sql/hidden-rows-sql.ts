import type { SqlText } from '../sql-text.js';
import { ERASED, ID_IN_TEXTS_MIN } from '../../model/hide-job.js';
import type { WriteSql } from './sql-runner.js';

/** Own events that are read at a time: their data is small, but there may be many. */
export const OWN_EVENTS_MAX = 200;

/** True for JSON that may name the job: a short id counts only as a whole text. */
const named = (sql: SqlText, column: string, jobId: string): string => {
  const spelled = JSON.stringify(jobId);
  return sql.contains(column, jobId.length < ID_IN_TEXTS_MIN ? spelled : spelled.slice(1, -1));
};

const IN_INCIDENTS = ['first_attempt', 'last_attempt', 'error_message', 'timeline', 'note', 'error_class'];

const ofIncidents = (sql: SqlText, jobId: string): string =>
  `incidents where ${named(sql, IN_INCIDENTS.map((column) => `coalesce(${column}, '')`).join(" || ' ' || "), jobId)}`;
/** The condition on the type is spelled as in the index `events_own`, so that the index is used. */
const ofOwnEvents = (sql: SqlText, jobId: string): string =>
  `events where substr(type, 1, 8) = 'webhook.' and ${named(sql, 'data', jobId)}`;
const ofDetails = (sql: SqlText, jobId: string): string =>
  `audit_entries where ${named(sql, 'detail', jobId)}`;
const ofViews = (sql: SqlText, jobId: string): string =>
  `views where ${sql.contains("name || ' ' || query", jobId)}`;

/** Counts rows that may name the job beside those that it is looked up by. */
export const countHidden = (sql: SqlText, jobId: string): string =>
  [ofIncidents, ofOwnEvents, ofDetails, ofViews]
    .map((of) => `(select count(*) from ${of(sql, jobId)})`)
    .join(' + ');

export interface IncidentTexts {
  readonly id: string;
  readonly first: string | null;
  readonly last: string | null;
  readonly message: string;
  readonly timeline: string;
  readonly note: string | null;
  readonly errorClass: string;
}

export const incidents =
  (jobId: string): WriteSql =>
  (sql) =>
    `select id, first_attempt as first, last_attempt as last, error_message as message, timeline, note,
      error_class as "errorClass" from ${ofIncidents(sql, jobId)} ${sql.forUpdate}`;

/** Writes an incident; who has read it before reads it again, because its version grows. */
export const hideIncident =
  ({ id, first, last, message, timeline, note, errorClass }: IncidentTexts): WriteSql =>
  (sql) => `
    update incidents set first_attempt = ${sql.value(first, 'text')}, last_attempt = ${sql.value(last, 'text')},
      error_message = ${sql.value(message, 'text')}, timeline = ${sql.value(timeline, 'text')},
      note = ${sql.value(note, 'text')}, error_class = ${sql.value(errorClass, 'text')}, version = version + 1
    where id = ${sql.value(id, 'uuid')} returning id`;

export const ownEvents =
  (jobId: string, after: string): WriteSql =>
  (sql) =>
    `select id, data from ${ofOwnEvents(sql, jobId)} and id > ${sql.value(after, 'text')}
     order by id limit ${OWN_EVENTS_MAX} ${sql.forUpdate}`;

export const hideData =
  (id: string, data: string): WriteSql =>
  (sql) =>
    `update events set data = ${sql.value(data, 'text')}, size = ${Buffer.byteLength(data)}
     where id = ${sql.value(id, 'text')} returning id`;

/** Answers of targets to the gateway's own events. */
export const hideAnswers =
  (eventId: string, jobId: string): WriteSql =>
  (sql) => {
    const of = `delivery_id in (select id from deliveries where event_id = ${sql.value(eventId, 'text')})`;
    const hidden = (column: string): string =>
      `${column} = case when ${sql.contains(column, jobId)} then '${ERASED}' else ${column} end`;
    return `update attempts set ${hidden('response_body')}, ${hidden('error_message')} where ${of} returning id`;
  };

export const details =
  (jobId: string): WriteSql =>
  (sql) =>
    `select id, detail from ${ofDetails(sql, jobId)}`;

export const hideDetail =
  (id: number, detail: string): WriteSql =>
  (sql) =>
    `update audit_entries set detail = ${sql.value(detail, 'text')} where id = ${sql.value(id, 'bigint')} returning id`;

export const views =
  (jobId: string): WriteSql =>
  (sql) =>
    `select id, name, query from ${ofViews(sql, jobId)}`;

export const deleteView =
  (id: string): WriteSql =>
  (sql) =>
    `delete from views where id = ${sql.value(id, 'uuid')} returning id`;

/** Reasons for which the gateway disabled endpoints: their rows stay for ever. */
export const hideDisabledReasons =
  (jobId: string): WriteSql =>
  (sql) =>
    `update endpoints set disabled_reason = '${ERASED}' where ${sql.contains('disabled_reason', jobId)} returning id`;

/** Presses in messages of these deliveries. */
export const deletePresses =
  (deliveryIds: readonly string[]): WriteSql =>
  (sql) =>
    `delete from action_uses where ${sql.among('delivery_id', deliveryIds, 'uuid')} returning action`;

export const hideFilter =
  (id: string, filter: string): WriteSql =>
  (sql) =>
    `update operations set filter = ${sql.value(filter, 'text')} where id = ${sql.value(id, 'uuid')} returning id`;
