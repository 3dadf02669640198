import type { Database } from 'better-sqlite3';
import type { Clock } from '../../model/clock.js';
import { HealthStore, type EndpointHealth, type HealthAnswer, type HealthChange } from '../health-store.js';
import { endpointHealth } from '../read-rows.js';
import type { Connections } from './connections.js';
import type { GroupCommit } from './group-commit.js';
import type { HealthRow } from './schema.js';
import { arg, argsFor, builderFor, prepare } from './statement.js';
import type { ClockRollback } from './clock-rollback.js';
import { reading } from './store-error.js';

const COLUMNS = [
  'endpoint_id',
  'version',
  'stage',
  'openings',
  'opened_at',
  'probe_at',
  'failing_since',
  'failures',
  'error_code',
  'error_message',
  'quiet',
] as const;

function listStatement(reader: Database) {
  return prepare<object, HealthRow>(
    reader,
    builderFor(reader).selectFrom('endpoint_health').select(COLUMNS).orderBy('endpoint_id'),
  );
}

function writeStatements(writer: Database) {
  const build = builderFor(writer);
  return {
    find: prepare<{ id: string }, HealthRow>(
      writer,
      build.selectFrom('endpoint_health').select(COLUMNS).where('endpoint_id', '=', arg<string>('id')),
    ),
    remove: prepare<{ id: string }>(
      writer,
      build.deleteFrom('endpoint_health').where('endpoint_id', '=', arg<string>('id')),
    ),
    add: prepare<HealthRow>(writer, build.insertInto('endpoint_health').values(argsFor<HealthRow>(COLUMNS))),
  };
}

export class SqliteHealthStore extends HealthStore {
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #stepsBack: ClockRollback;
  readonly #write: ReturnType<typeof writeStatements>;
  readonly #list: ReturnType<typeof listStatement>;

  constructor(connections: Connections, group: GroupCommit, clock: Clock, stepsBack: ClockRollback) {
    super();
    this.#group = group;
    this.#clock = clock;
    this.#stepsBack = stepsBack;
    this.#write = writeStatements(connections.writer);
    this.#list = listStatement(connections.reader);
  }

  list(): Promise<EndpointHealth[]> {
    return reading(() => this.#list.all({}).map((row) => read(row, this.#clock.now())));
  }

  change(endpointId: string, version: number, change: HealthChange): Promise<HealthAnswer> {
    return this.#group.run(() => {
      const now = this.#clock.now();
      this.#stepsBack.compensate(now);
      const stored = this.#write.find.get({ id: endpointId });
      if (stored && !isOpenTo(stored, version, change, now))
        return { made: false, health: read(stored, now) };
      const row = nextRow(endpointId, stored, change, now);
      this.#write.remove.run({ id: endpointId });
      this.#write.add.run(row);
      return { made: true, health: read(row, now) };
    });
  }
}

function read(row: HealthRow, now: number): EndpointHealth {
  return endpointHealth({ ...row, quiet: row.quiet === 1 }, now);
}

function isOpenTo(stored: HealthRow, version: number, { stage }: HealthChange, now: number): boolean {
  if (stored.version !== version) return false;
  return stage !== 'probing' || (stored.probe_at !== null && stored.probe_at <= now);
}

function nextRow(id: string, stored: HealthRow | undefined, change: HealthChange, now: number): HealthRow {
  const { stage, probeInMs, failingForMs } = change;
  const since = failingForMs === null ? null : now - failingForMs;
  return {
    endpoint_id: id,
    version: (stored?.version ?? 0) + 1,
    stage,
    openings: change.openings,
    opened_at: stage === 'closed' ? null : (stored?.opened_at ?? now),
    probe_at: probeInMs === null ? null : now + probeInMs,
    failing_since: since === null ? null : Math.min(since, stored?.failing_since ?? since),
    failures: change.failures,
    error_code: change.error?.code ?? null,
    error_message: change.error?.message ?? null,
    quiet: change.quiet ? 1 : 0,
  };
}
