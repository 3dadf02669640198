import { HealthStore, type EndpointHealth, type HealthAnswer, type HealthChange } from '../health-store.js';
import { endpointHealth, type ReadHealthRow } from '../read-rows.js';
import type { Database, Statement } from './database.js';
import { optionalText } from './text.js';

const COLUMNS = `endpoint_id, version, stage, openings, opened_at, probe_at, failing_since, failures, error_code,
      error_message, quiet`;

const LIST: Statement = {
  name: 'health-list',
  text: `select ${COLUMNS}, gateway_now() as now from endpoint_health order by endpoint_id`,
};

const FIND: Statement = {
  name: 'health-find',
  text: `select ${COLUMNS}, gateway_now() as now from endpoint_health where endpoint_id = $1::uuid`,
};

/** Of those who have read the same version, the first writes; for the others no row is left that fits. */
const CHANGE: Statement = {
  name: 'health-change',
  text: `
    insert into endpoint_health as stored (${COLUMNS})
    select $1::uuid, 1, $3::text, $4::int, case when $3 <> 'closed' then moment.now end, moment.now + $5::bigint,
      moment.now - $6::bigint, $7::int, $8::text, $9::text, $10::boolean
    from (select gateway_now() as now) as moment
    on conflict (endpoint_id) do update set
      version = stored.version + 1,
      stage = excluded.stage,
      openings = excluded.openings,
      opened_at = case when excluded.stage <> 'closed' then coalesce(stored.opened_at, excluded.opened_at) end,
      probe_at = excluded.probe_at,
      failing_since = case when excluded.failing_since is not null
        then least(stored.failing_since, excluded.failing_since) end,
      failures = excluded.failures,
      error_code = excluded.error_code,
      error_message = excluded.error_message,
      quiet = excluded.quiet
    where stored.version = $2::bigint and (excluded.stage <> 'probing' or stored.probe_at <= gateway_now())
    returning ${COLUMNS}, gateway_now() as now`,
};

type Row = ReadHealthRow & { now: number };

export class PostgresHealthStore extends HealthStore {
  readonly #database: Database;

  constructor(database: Database) {
    super();
    this.#database = database;
  }

  list(): Promise<EndpointHealth[]> {
    return this.#database.call(async () => (await this.#database.run<Row>(LIST)).map(read));
  }

  change(endpointId: string, version: number, change: HealthChange): Promise<HealthAnswer> {
    return this.#database.call(async () => {
      const [made] = await this.#database.run<Row>(CHANGE, values(endpointId, version, change));
      if (made) return { made: true, health: read(made) };
      // Rows are never deleted: what was in the way is there.
      const [stored] = await this.#database.run<Row>(FIND, [endpointId]);
      return { made: false, health: read(stored!) };
    });
  }
}

function read(row: Row): EndpointHealth {
  return endpointHealth(row, row.now);
}

function values(endpointId: string, version: number, change: HealthChange): unknown[] {
  const { stage, openings, probeInMs, failingForMs, failures, error, quiet } = change;
  const fault = [optionalText(error?.code ?? null), optionalText(error?.message ?? null)];
  return [endpointId, version, stage, openings, probeInMs, failingForMs, failures, ...fault, quiet];
}
