import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import { randomUUIDv7 } from 'node:crypto';
import type { Clock } from '../../model/clock.js';
import type { Disabled } from '../../model/endpoint.js';
import { EndpointStore, type EndpointIdentity, type StoredEndpoint } from '../endpoint-store.js';
import { storedEndpoint } from '../read-rows.js';
import type { Connections } from './connections.js';
import type { GroupCommit } from './group-commit.js';
import type { EndpointRow } from './schema.js';
import { arg, argsFor, builderFor, prepare } from './statement.js';
import { reading } from './store-error.js';

const ENVIRONMENT = 'environment';
const COLUMNS = [
  'id',
  'source',
  'fingerprint',
  'webhook_id',
  'adapter',
  'masked_url',
  'disabled_at',
  'disabled_reason',
  'paused_at',
  'removed_at',
  'created_at',
] as const;

function listStatement(connection: Database) {
  return prepare<object, EndpointRow>(
    connection,
    builderFor(connection).selectFrom('endpoints').select(COLUMNS).orderBy('created_at').orderBy('id'),
  );
}

function writeStatements(writer: Database) {
  const build = builderFor(writer);
  return {
    list: listStatement(writer),
    removeAll: prepare<{ now: number }>(
      writer,
      build
        .updateTable('endpoints')
        .set({ removed_at: arg<number>('now') })
        .where('source', '=', sql.lit(ENVIRONMENT))
        .where('removed_at', 'is', null),
    ),
    upsert: prepare<EndpointRow>(
      writer,
      build
        .insertInto('endpoints')
        .values(argsFor<EndpointRow>(COLUMNS))
        .onConflict((conflict) =>
          conflict.column('fingerprint').doUpdateSet((eb) => ({
            webhook_id: eb.ref('excluded.webhook_id'),
            adapter: eb.ref('excluded.adapter'),
            masked_url: eb.ref('excluded.masked_url'),
            removed_at: sql.lit(null),
          })),
        ),
    ),
    disable: prepare<{ id: string; at: number | null; reason: string | null }>(
      writer,
      build
        .updateTable('endpoints')
        .set({
          disabled_at: sql<number | null>`iif(@at is null, null, coalesce(disabled_at, @at))`,
          disabled_reason: sql<string | null>`iif(@at is null, null, coalesce(disabled_reason, @reason))`,
        })
        .where('id', '=', arg<string>('id')),
    ),
    pause: prepare<{ id: string; at: number | null }>(
      writer,
      build
        .updateTable('endpoints')
        .set({ paused_at: arg<number | null>('at') })
        .where('id', '=', arg<string>('id')),
    ),
  };
}

function newRow(id: string, endpoint: EndpointIdentity, now: number): EndpointRow {
  return {
    id,
    source: ENVIRONMENT,
    fingerprint: endpoint.fingerprint,
    webhook_id: endpoint.webhookId,
    adapter: endpoint.adapter,
    masked_url: endpoint.maskedUrl,
    disabled_at: null,
    disabled_reason: null,
    paused_at: null,
    removed_at: null,
    created_at: now,
  };
}

export class SqliteEndpointStore extends EndpointStore {
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #write: ReturnType<typeof writeStatements>;
  readonly #list: ReturnType<typeof listStatement>;

  constructor(connections: Connections, group: GroupCommit, clock: Clock) {
    super();
    this.#group = group;
    this.#clock = clock;
    this.#write = writeStatements(connections.writer);
    this.#list = listStatement(connections.reader);
  }

  sync(endpoints: readonly EndpointIdentity[]): Promise<StoredEndpoint[]> {
    return this.#group.run(() => {
      const now = this.#clock.now();
      this.#write.removeAll.run({ now });
      // Those of one moment are not made in order, and endpoints are listed by id.
      const ids = endpoints.map(() => randomUUIDv7()).sort();
      const seen = new Set<string>();
      endpoints.forEach((endpoint, at) => {
        if (!seen.has(endpoint.fingerprint)) this.#write.upsert.run(newRow(ids[at]!, endpoint, now));
        seen.add(endpoint.fingerprint);
      });
      return this.#write.list.all({}).map(storedEndpoint);
    });
  }

  list(): Promise<StoredEndpoint[]> {
    return reading(() => this.#list.all({}).map(storedEndpoint));
  }

  setDisabled(id: string, disabled: Disabled | null): Promise<boolean> {
    const { at, reason } = disabled ?? { at: null, reason: null };
    return this.#group.run(() => this.#write.disable.run({ id, at, reason }).changes > 0);
  }

  setPaused(id: string, at: number | null): Promise<boolean> {
    return this.#group.run(() => this.#write.pause.run({ id, at }).changes > 0);
  }
}
