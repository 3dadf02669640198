import type { Incident, IncidentState, Told } from '../../model/incident.js';
import { NOTHING_TOLD } from '../../model/incident.js';
import type { PageRequest } from '../history-store.js';
import { INCIDENT_COUNT_CAP, UNFILED_MAX, type IncidentFilter, type NewIncident } from '../incident-store.js';
import { where, type SqlText } from '../sql-text.js';
import { INCIDENT_COLUMNS, stateValues } from './incident-rows.js';
import type { WriteSql } from './sql-runner.js';

const UNSETTLED = "('failed', 'pending', 'sending')";
/** Deliveries of one endpoint whose attempts {@link evidence} reads, and attempts that it returns. */
const EVIDENCE_DELIVERIES = 50;
const EVIDENCE_MAX = 500;

export const isBusy: WriteSql = (sql) => `
  select ${sql.now()} as now where exists (select 1 from incidents where active)
    or exists (select 1 from incident_deliveries where not filed)
    or exists (select 1 from endpoint_health where stage <> 'closed')
    or exists (select 1 from endpoints where disabled_at is not null and disabled_code is not null and removed_at is null)`;

export const active: WriteSql = () => `
  select ${INCIDENT_COLUMNS}, exists (
      select 1 from incident_deliveries m where m.incident_id = incidents.id and m.state in ${UNSETTLED}) as unsettled,
    not exists (select 1 from incident_deliveries m where m.incident_id = incidents.id) as emptied
  from incidents where active order by id`;

export const unfiled: WriteSql = (sql) => `
  select few.delivery_id as "deliveryId", d.endpoint_id as "endpointId", d.reason, d.settled_at as "failedAt",
    e.id as "eventId", e.type as event, e.job_id as "jobId", ${ATTEMPT}
  from (select delivery_id from incident_deliveries where not filed order by delivery_id
      limit ${sql.value(UNFILED_MAX, 'int')}) few
    join deliveries d on d.id = few.delivery_id
    join events e on e.id = d.event_id
    left join attempts a on a.id =
      (select x.id from attempts x where x.delivery_id = coalesce(${CARRIER}, d.id) order by x.number desc limit 1)
  order by few.delivery_id`;

/** The digest that a delivery failed with: its attempts tell why. */
const CARRIER =
  '(select c.id from deliveries c where c.id = d.grouped_in and c.state = d.state and c.settled_at = d.settled_at)';

const ATTEMPT = `a.number as attempt, a.started_at as at, a.status, a.error_code as "errorCode", a.error_message as "errorMessage"`;

/** @param ids endpoints that incidents or unfiled failures are about */
export const troubled =
  (ids: readonly string[]): WriteSql =>
  (sql) => `
  select endpoints.id as "endpointId", endpoints.removed_at as "removedAt", endpoints.disabled_at as "disabledAt", endpoints.disabled_reason as "disabledReason",
    endpoints.disabled_code as "disabledCode", endpoints.disabled_quiet as "disabledQuiet", h.opened_at as "openedAt", h.probe_at as "probeAt",
    h.failing_since as "failingSince", h.failures, h.error_code as "errorCode", h.error_message as "errorMessage", h.quiet
  from endpoints left join endpoint_health h on h.endpoint_id = endpoints.id
  where h.stage <> 'closed' or (endpoints.disabled_at is not null and endpoints.disabled_code is not null)
    or ${sql.among('endpoints.id', ids, 'uuid')}
  order by endpoints.id`;

export const insert =
  (incident: NewIncident): WriteSql =>
  (sql) => {
    const { id, endpointId, errorClass, openedAt } = incident;
    const state = stateValues(sql, incident);
    return `
    insert into incidents (id, endpoint_id, error_class, opened_at, told, failed, active, version,
      ${state.map(([column]) => column).join(', ')})
    values (${sql.value(id, 'uuid')}, ${sql.value(endpointId, 'uuid')}, ${sql.value(errorClass, 'text')},
      ${sql.value(openedAt, 'bigint')}, ${sql.value(JSON.stringify(NOTHING_TOLD), 'text')}, 0, ${sql.value(1, 'boolean')}, 1,
      ${state.map(([, value]) => value).join(', ')})
    on conflict (endpoint_id, error_class) where closed_at is null do nothing
    returning id`;
  };

/** Changes an incident of the version; to `closed` only while nothing of it is failed or being redelivered. */
export const update =
  ({ id, version }: Incident, state: IncidentState): WriteSql =>
  (sql) => {
    const columns = stateValues(sql, state).map(([column, value]) => `${column} = ${value}`);
    const key = sql.value(id, 'uuid');
    const settled = `not exists (select 1 from incident_deliveries where incident_id = ${key} and state in ${UNSETTLED})`;
    const isEnd = state.phase === 'closed' && state.closedBy !== 'removed';
    return `
    update incidents set ${columns.join(', ')}, version = version + 1
    where id = ${key} and version = ${sql.value(version, 'int')} and closed_at is null ${isEnd ? `and ${settled}` : ''}
    returning id`;
  };

/** Locks those that are still unfiled, in the order of their ids, and tells which are new to the incident. */
export const fresh =
  (incidentId: string, deliveryIds: readonly string[]): WriteSql =>
  (sql) => `
  select delivery_id as id from incident_deliveries
  where ${sql.among('delivery_id', deliveryIds, 'uuid')} and not filed
    and (incident_id is null or incident_id <> ${sql.value(incidentId, 'uuid')})
  order by delivery_id ${sql.forUpdate}`;

export const file =
  (incidentId: string | null, deliveryIds: readonly string[]): WriteSql =>
  (sql) => `
  update incident_deliveries set incident_id = ${sql.value(incidentId, 'uuid')}, filed = ${sql.value(1, 'boolean')}
  where ${sql.among('delivery_id', deliveryIds, 'uuid')} and not filed returning delivery_id`;

export const addFailed =
  (id: string, count: number): WriteSql =>
  (sql) =>
    `update incidents set failed = failed + ${sql.value(count, 'int')} where id = ${sql.value(id, 'uuid')} returning id`;

/** The end of an incident is the last that is told of it. */
export const tell =
  ({ id, version }: Incident, told: Told): WriteSql =>
  (sql) => `
  update incidents set told = ${sql.value(JSON.stringify(told), 'text')}, version = version + 1,
    active = (closed_at is null or ${sql.value(told.phase, 'text')} <> 'closed')
  where id = ${sql.value(id, 'uuid')} and version = ${sql.value(version, 'int')} returning id`;

export const findById =
  (id: string): WriteSql =>
  (sql) =>
    `select ${INCIDENT_COLUMNS} from incidents where id = ${sql.value(id, 'uuid')}`;

export const lockById =
  (id: string): WriteSql =>
  (sql) =>
    `${findById(id)(sql)} ${sql.forUpdate}`;

interface Remarked {
  readonly id: string;
  readonly timeline: string;
  readonly note: string | null;
  /** Null: it stays as it is. */
  readonly acknowledgedBy: string | null;
}

export const writeRemark =
  ({ id, timeline, note, acknowledgedBy }: Remarked): WriteSql =>
  (sql) => {
    const by = sql.value(acknowledgedBy, 'text');
    return `
    update incidents set timeline = ${sql.value(timeline, 'text')}, version = version + 1,
      note = coalesce(${sql.value(note, 'text')}, note),
      acknowledged_at = case when acknowledged_at is null and ${by} is not null then ${sql.now()} else acknowledged_at end,
      acknowledged_by = coalesce(acknowledged_by, ${by})
    where id = ${sql.value(id, 'uuid')} returning ${INCIDENT_COLUMNS}`;
  };

export const evidence =
  (endpointId: string, since: number): WriteSql =>
  (sql) => `
  select few.id as "deliveryId", e.id as "eventId", e.type as event, e.job_id as "jobId", ${ATTEMPT}
  from (select id, event_id from deliveries where endpoint_id = ${sql.value(endpointId, 'uuid')} and state = 'pending'
      and ${sql.tried} = 1 order by next_attempt_at limit ${sql.value(EVIDENCE_DELIVERIES, 'int')}) few
    join attempts a on a.delivery_id = few.id
    join events e on e.id = few.event_id
  where a.outcome <> 'delivered' and a.started_at >= ${sql.value(since, 'bigint')}
  order by a.started_at limit ${sql.value(EVIDENCE_MAX, 'int')}`;

export const list =
  (filter: IncidentFilter, { limit, after }: PageRequest): WriteSql =>
  (sql) => `
  select ${INCIDENT_COLUMNS} from incidents
  ${where([...conditions(filter, sql), ...(after ? [`id < ${sql.value(after.id, 'uuid')}`] : [])])}
  order by id desc limit ${sql.value(limit + 1, 'int')}`;

function conditions({ open, endpointIds, codes, from, to }: IncidentFilter, sql: SqlText): string[] {
  return [
    ...(open === null ? [] : [`closed_at is ${open ? '' : 'not '}null`]),
    ...(endpointIds === null ? [] : [sql.among('endpoint_id', endpointIds, 'uuid')]),
    ...(codes === null ? [] : [sql.among('error_code', codes, 'text')]),
    ...(from === null ? [] : [`opened_at >= ${sql.value(from, 'bigint')}`]),
    ...(to === null ? [] : [`opened_at < ${sql.value(to, 'bigint')}`]),
  ];
}

export const counts =
  (ids: readonly string[]): WriteSql =>
  (sql) => {
    const inState = (...states: readonly string[]): string => {
      const named = states.map((state) => `'${state}'`).join(', ');
      return `(select count(*) from (select 1 as one from incident_deliveries m where m.incident_id = incidents.id
        and m.state in (${named}) limit ${INCIDENT_COUNT_CAP}) as capped)`;
    };
    return `
    select id, ${inState('failed')} as failed, ${inState('pending', 'sending')} as redelivering,
      ${inState('delivered')} as delivered, ${inState('cancelled')} as cancelled
    from incidents where ${sql.among('id', ids, 'uuid')}`;
  };

export const versions: WriteSql = (sql) => `
  select id, version from incidents where closed_at is null
  union all select id, version from incidents where closed_at > ${sql.now()} - 60000`;

export const purge =
  (before: number): WriteSql =>
  (sql) =>
    `delete from incidents where closed_at < ${sql.value(before, 'bigint')} and closed_at is not null returning id`;
