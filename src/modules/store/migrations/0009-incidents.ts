import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/** A delivery that failed permanently, or one that did so before it was redelivered. */
const CONCERNED = `new.state = 'failed' or old.state = 'failed' or new.failed_at is not null`;
const JOIN = (select: string): string => `
    insert into incident_deliveries (delivery_id, endpoint_id, state, filed) ${select}
    on conflict (delivery_id) do update set state = 'failed', filed = excluded.filed`;

const SQLITE_TRIGGER: readonly string[] = [
  `create trigger deliveries_incident after update of state on deliveries when ${CONCERNED}
  begin
    ${JOIN(`select new.id, new.endpoint_id, 'failed', 0 where new.state = 'failed'`)};
    update incident_deliveries set state = new.state where delivery_id = new.id and new.state <> 'failed';
  end`,
];

const POSTGRES_TRIGGER: readonly string[] = [
  `create function deliveries_incident() returns trigger language plpgsql volatile as $$
  begin
    if new.state = 'failed' then
      ${JOIN(`values (new.id, new.endpoint_id, 'failed', false)`)};
    else
      update incident_deliveries set state = new.state where delivery_id = new.id;
    end if;
    return null;
  end $$`,
  `create trigger deliveries_incident after update of state on deliveries
   for each row when (${CONCERNED}) execute function deliveries_incident()`,
];

interface Types {
  /** Type of an id. */
  readonly id: 'text' | 'uuid';
  /** Type of a text that is compared by its bytes. */
  readonly key: 'text' | 'text collate "C"';
  /** Type of a time in Unix ms. */
  readonly whole: 'integer' | 'bigint';
  readonly flag: 'integer' | 'boolean';
}

const tables = ({ id, key, whole, flag }: Types): readonly string[] => [
  `create table incidents (
    id ${id} not null primary key, -- UUIDv7
    endpoint_id ${id} not null,
    error_class ${key} not null, -- code and message without what varies
    phase text not null,
    error_code text not null, -- of the latest error
    error_message text not null,
    status integer, -- HTTP status of the latest error
    quiet ${flag} not null, -- only system events have failed: nothing is reported
    circuit_at ${whole}, -- the open circuit opened at
    disabled_at ${whole}, -- the gateway disabled the endpoint at
    failed integer not null, -- deliveries that failed permanently
    first_attempt text, -- JSON: the first attempt that shows the cause
    last_attempt text, -- JSON: the last one
    told text not null, -- JSON: what the last system event told
    active ${flag} not null, -- open, or its end is not reported yet
    acknowledged_at ${whole},
    acknowledged_by text,
    note text,
    timeline text not null, -- JSON
    opened_at ${whole} not null,
    closed_at ${whole},
    closed_by text,
    version integer not null, -- grows by one with each change
    constraint incidents_phase check (phase in ('failing', 'disabled', 'exhausted', 'closed')),
    constraint incidents_closed check ((phase = 'closed') = (closed_at is not null))
  )`,
  'create unique index incidents_open on incidents (endpoint_id, error_class) where closed_at is null',
  'create index incidents_active on incidents (id) where active',
  'create index incidents_closed_at on incidents (closed_at) where closed_at is not null',
  // Deliveries that failed permanently, also those that were redelivered since: written where the delivery is, in the same transaction.
  `create table incident_deliveries (
    delivery_id ${id} not null primary key references deliveries (id) on delete cascade,
    endpoint_id ${id} not null,
    incident_id ${id}, -- null: none yet, or its endpoint was removed
    state text not null, -- of the delivery
    filed ${flag} not null -- false: its last failure belongs to no incident yet
  )`,
  'create index incident_deliveries_of on incident_deliveries (incident_id, state)',
  'create index incident_deliveries_unfiled on incident_deliveries (delivery_id) where not filed',
  // Why the gateway disabled the endpoint by itself; null: an operator did.
  'alter table endpoints add column disabled_code text',
  // Whether only system events had failed then.
  `alter table endpoints add column disabled_quiet ${flag}`,
];

/** Makes the tables of incidents, and the trigger by which each failed delivery enters them. */
export const sqliteIncidents = (): Migration =>
  migrationOf([...tables({ id: 'text', key: 'text', whole: 'integer', flag: 'integer' }), ...SQLITE_TRIGGER]);

export const postgresIncidents = (): Migration =>
  migrationOf([
    ...tables({ id: 'uuid', key: 'text collate "C"', whole: 'bigint', flag: 'boolean' }),
    ...POSTGRES_TRIGGER,
  ]);
