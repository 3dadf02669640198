import type { SqlText } from '../sql-text.js';
import { HealthStore, type EndpointHealth, type HealthAnswer, type HealthChange } from '../health-store.js';
import type { BreakerStage } from '../../model/lane-states.js';
import { query, type SqlRunner, type SqlScript, type WriteSql } from './sql-runner.js';

/** The words for two stages in the column `stage`, whose check constraint has had them since the first schema. */
const STORED_STAGES = { half_open: 'probing', recovering: 'ramping' } as const;
type StoredStage = Exclude<BreakerStage, keyof typeof STORED_STAGES> | 'probing' | 'ramping';

const storedStage = (stage: BreakerStage): StoredStage =>
  stage === 'half_open' || stage === 'recovering' ? STORED_STAGES[stage] : stage;

function stageOf(stored: StoredStage): BreakerStage {
  if (stored === STORED_STAGES.half_open) return 'half_open';
  return stored === STORED_STAGES.recovering ? 'recovering' : stored;
}

const columns = (
  now: string,
): string => `endpoint_id as "endpointId", version, stage, openings, opened_at as "openedAt",
      probe_at as "probeAt", failing_since as "failingSince", failures, error_code as "errorCode",
      error_message as "errorMessage", quiet, ${now} as "readAt"`;

const list: WriteSql = (sql) => `select ${columns(sql.now())} from endpoint_health order by endpoint_id`;

const find =
  (endpointId: string): WriteSql =>
  (sql) =>
    `select ${columns(sql.now())} from endpoint_health where endpoint_id = ${sql.value(endpointId, 'uuid')}`;

/** Writes a change of the version that a node has read: the first of several nodes writes, for the others no row matches any more. */
const change =
  (endpointId: string, version: number, next: HealthChange): WriteSql =>
  (sql) => {
    const now = sql.now();
    return `
    insert into endpoint_health as stored (endpoint_id, version, stage, openings, opened_at, probe_at, failing_since,
      failures, error_code, error_message, quiet)
    values (${sql.value(endpointId, 'uuid')}, 1, ${valuesOf(sql, next, now).join(', ')})
    on conflict (endpoint_id) do update set
      version = stored.version + 1,
      stage = excluded.stage,
      openings = excluded.openings,
      opened_at = case when excluded.opened_at is not null then coalesce(stored.opened_at, excluded.opened_at) end,
      probe_at = excluded.probe_at,
      failing_since = case when stored.failing_since < excluded.failing_since
        then stored.failing_since else excluded.failing_since end,
      failures = excluded.failures,
      error_code = excluded.error_code,
      error_message = excluded.error_message,
      quiet = excluded.quiet
    where stored.version = ${sql.value(version, 'bigint')}
      and (excluded.stage <> '${STORED_STAGES.half_open}' or stored.probe_at <= ${now})
    returning ${columns(now)}`;
  };

function valuesOf(sql: SqlText, next: HealthChange, now: string): string[] {
  const { stage, openings, probeInMs, failingForMs, failures, error, quiet } = next;
  return [
    sql.value(storedStage(stage), 'text'),
    sql.value(openings, 'int'),
    stage === 'closed' ? 'null' : now,
    `${now} + ${sql.value(probeInMs, 'bigint')}`,
    `${now} - ${sql.value(failingForMs, 'bigint')}`,
    sql.value(failures, 'int'),
    sql.value(error?.code ?? null, 'text'),
    sql.value(error?.message ?? null, 'text'),
    sql.value(quiet ? 1 : 0, 'boolean'),
  ];
}

interface HealthRow extends Omit<EndpointHealth, 'stage' | 'error' | 'quiet'> {
  readonly stage: StoredStage;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** 0 or 1 in SQLite. */
  readonly quiet: boolean | number;
}

/** The port `HealthStore` over either driver. */
export class SqlHealthStore extends HealthStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  async list(): Promise<EndpointHealth[]> {
    return (await this.#sql.read<HealthRow>(list)).map(endpointHealth);
  }

  change(endpointId: string, version: number, next: HealthChange): Promise<HealthAnswer> {
    return this.#sql.transaction(function* (): SqlScript<HealthAnswer> {
      const [changed] = yield* query<HealthRow>(change(endpointId, version, next));
      if (changed) return { made: true, health: endpointHealth(changed) };
      // Rows are never deleted: the one that did not match is there.
      const [stored] = yield* query<HealthRow>(find(endpointId));
      return { made: false, health: endpointHealth(stored!) };
    });
  }
}

function endpointHealth({
  errorCode: code,
  errorMessage: message,
  quiet,
  stage,
  ...row
}: HealthRow): EndpointHealth {
  return {
    ...row,
    stage: stageOf(stage),
    error: code === null || message === null ? null : { code, message },
    quiet: Boolean(quiet),
  };
}
