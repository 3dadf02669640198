import { VIEWS_MAX, ViewStore, type SavedView, type StoredView, type ViewDraft } from '../view-store.js';
import { query, type SqlRunner, type SqlScript, type WriteSql } from './sql-runner.js';

const COLUMNS = `id, page, name, query, actor, created_at as "createdAt", updated_at as "updatedAt"`;

const insert =
  (id: string, { page, name, query: text }: ViewDraft, actor: string): WriteSql =>
  (sql) => `
    insert into views (id, page, name, query, actor, created_at, updated_at)
    values (${sql.value(id, 'uuid')}, ${sql.value(page, 'text')}, ${sql.value(name, 'text')}, ${sql.value(text, 'text')},
      ${sql.value(actor, 'text')}, ${sql.now()}, ${sql.now()})
    returning ${COLUMNS}`;

const byId =
  (id: string): WriteSql =>
  (sql) =>
    `select ${COLUMNS} from views where id = ${sql.value(id, 'uuid')}`;

const update =
  (id: string, { page, name, query: text }: ViewDraft, actor: string): WriteSql =>
  (sql) => `
    update views set page = ${sql.value(page, 'text')}, name = ${sql.value(name, 'text')},
      query = ${sql.value(text, 'text')}, actor = ${sql.value(actor, 'text')}, updated_at = ${sql.now()}
    where id = ${sql.value(id, 'uuid')} returning ${COLUMNS}`;

/** Finds another view of the page that has the name. */
const holder =
  (id: string, { page, name }: ViewDraft): WriteSql =>
  (sql) =>
    `select id from views where page = ${sql.value(page, 'text')} and lower(name) = lower(${sql.value(name, 'text')})
      and id <> ${sql.value(id, 'uuid')}`;

const sameAs =
  ({ page, name, query: text }: ViewDraft): WriteSql =>
  (sql) =>
    `select ${COLUMNS} from views where page = ${sql.value(page, 'text')} and name = ${sql.value(name, 'text')}
      and query = ${sql.value(text, 'text')}`;

const isSame = (one: ViewDraft, other: ViewDraft): boolean =>
  one.page === other.page && one.name === other.name && one.query === other.query;

const count: WriteSql = () => 'select count(*) as count from views';

/** The port `ViewStore` over either driver. */
export class SqlViewStore extends ViewStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  list(): Promise<StoredView[]> {
    return this.#sql.read<StoredView>(
      () => `select ${COLUMNS} from views order by page, lower(name), id limit ${VIEWS_MAX}`,
    );
  }

  add(id: string, draft: ViewDraft, actor: string): Promise<SavedView> {
    return this.#locked(function* (): SqlScript<SavedView> {
      const [same] = yield* query<StoredView>(sameAs(draft));
      if (same) return { kind: 'saved', view: same };
      if ((yield* query(holder(id, draft))).length > 0) return { kind: 'taken' };
      const [stored] = yield* query<{ count: number }>(count);
      if (stored!.count >= VIEWS_MAX) return { kind: 'full' };
      const [view] = yield* query<StoredView>(insert(id, draft, actor));
      return { kind: 'saved', view: view! };
    });
  }

  replace(before: StoredView, draft: ViewDraft, actor: string): Promise<SavedView> {
    const { id } = before;
    return this.#locked(function* (): SqlScript<SavedView> {
      const [found] = yield* query<StoredView>(byId(id));
      if (found === undefined) return { kind: 'missing' };
      if (!isSame(found, before)) return { kind: 'changed' };
      if ((yield* query(holder(id, draft))).length > 0) return { kind: 'taken' };
      const [view] = yield* query<StoredView>(update(id, draft, actor));
      return { kind: 'saved', view: view! };
    });
  }

  async remove(id: string): Promise<StoredView | null> {
    const [view] = await this.#sql.write<StoredView>(
      (sql) => `delete from views where id = ${sql.value(id, 'uuid')} returning ${COLUMNS}`,
    );
    return view ?? null;
  }

  /** Writes under the lock of the table, so that of two that save one name the second is told. */
  #locked(write: () => SqlScript<SavedView>): Promise<SavedView> {
    const sql = this.#sql;
    return sql.transaction(function* (): SqlScript<SavedView> {
      yield* sql.lockTable('views');
      return yield* write();
    });
  }
}
