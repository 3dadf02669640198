import { EventTypeStore, type EventTypeChange, type StoredEventType } from '../event-type-store.js';
import { query, type SqlRunner, type SqlScript, type WriteSql } from './sql-runner.js';

const ENTRIES = 'select type, source, fields, revision, updated_at as "updatedAt" from event_types';
const NEXT_REVISION = '(select coalesce(max(revision), 0) + 1 from event_types)';

const changesAfter =
  (after: number): WriteSql =>
  (sql) =>
    `${ENTRIES} where revision > ${sql.value(after, 'bigint')} order by revision`;

const find =
  ({ type, source }: EventTypeChange): WriteSql =>
  (sql) =>
    `${ENTRIES} where type = ${sql.value(type, 'text')} and source = ${sql.value(source, 'text')}`;

const put =
  ({ type, source, fields }: EventTypeChange): WriteSql =>
  (sql) => `
    insert into event_types (type, source, fields, revision, updated_at)
    values (${sql.value(type, 'text')}, ${sql.value(source, 'text')}, ${sql.value(fields, 'text')}, ${NEXT_REVISION},
      ${sql.now()})
    on conflict (type, source) do update set fields = excluded.fields, revision = excluded.revision,
      updated_at = excluded.updated_at`;

/** The port `EventTypeStore` over either driver. */
export class SqlEventTypeStore extends EventTypeStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  changes(after: number): Promise<StoredEventType[]> {
    return this.#sql.read<StoredEventType>(changesAfter(after));
  }

  write(changes: readonly EventTypeChange[]): Promise<StoredEventType[] | null> {
    const sql = this.#sql;
    return sql.transaction(function* (): SqlScript<StoredEventType[] | null> {
      // One writer at a time: revisions become visible in their order, so that no reader of one misses an earlier one.
      yield* sql.lockTable('event_types');
      for (const change of changes) {
        const [stored] = yield* query<StoredEventType>(find(change));
        if ((stored?.revision ?? null) !== change.derivedFrom) return null;
      }
      const written: StoredEventType[] = [];
      for (const change of changes) {
        yield* query(put(change));
        written.push(...(yield* query<StoredEventType>(find(change))));
      }
      return written;
    });
  }
}
