import {
  ActionStore,
  PRESS_LEASE_MS,
  USE_KEPT_MS,
  type ActionUse,
  type Presser,
  type StoredUse,
} from '../action-store.js';
import type { SqlText } from '../sql-text.js';
import { query, type SqlRunner, type SqlScript, type WriteSql } from './sql-runner.js';

const USE = 'actor, via, state, pressed_at as "pressedAt"';

const isOf = (sql: SqlText, { deliveryId, action }: ActionUse): string =>
  `delivery_id = ${sql.value(deliveryId, 'uuid')} and action = ${sql.value(action, 'text')}`;

/** Inserts the press, or takes over one whose lease has run out; returns a row where it did. */
const begin =
  (use: ActionUse, { actor, via }: Presser): WriteSql =>
  (sql) => `
    insert into action_uses (delivery_id, action, actor, via, state, pressed_at, lease_until)
    values (${sql.value(use.deliveryId, 'uuid')}, ${sql.value(use.action, 'text')}, ${sql.value(actor, 'text')},
      ${sql.value(via, 'text')}, 'begun', ${sql.now()}, ${sql.now()} + ${PRESS_LEASE_MS})
    on conflict (delivery_id, action) do update
      set actor = excluded.actor, via = excluded.via, pressed_at = excluded.pressed_at, lease_until = excluded.lease_until
      where action_uses.state = 'begun' and action_uses.lease_until <= ${sql.now()}
    returning action`;

const find =
  (use: ActionUse): WriteSql =>
  (sql) =>
    `select ${USE} from action_uses where ${isOf(sql, use)}`;

const complete =
  (use: ActionUse): WriteSql =>
  (sql) =>
    `update action_uses set state = 'done' where ${isOf(sql, use)} returning action`;

const release =
  (use: ActionUse): WriteSql =>
  (sql) =>
    `delete from action_uses where ${isOf(sql, use)} and state = 'begun' returning action`;

const purge: WriteSql = (sql) =>
  `delete from action_uses where pressed_at < ${sql.now()} - ${USE_KEPT_MS} returning action`;

/** The port `ActionStore` over either driver. */
export class SqlActionStore extends ActionStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  begin(use: ActionUse, by: Presser): Promise<StoredUse | null> {
    return this.#sql.transaction(function* (): SqlScript<StoredUse | null> {
      yield* query(purge);
      const begun = yield* query(begin(use, by));
      if (begun.length > 0) return null;
      const [stored] = yield* query<StoredUse>(find(use));
      // Released between the two statements: whoever presses again may begin.
      return stored ?? { ...by, state: 'begun', pressedAt: 0 };
    });
  }

  async complete(use: ActionUse): Promise<void> {
    await this.#sql.write(complete(use));
  }

  async release(use: ActionUse): Promise<void> {
    await this.#sql.write(release(use));
  }

  async find(use: ActionUse): Promise<StoredUse | null> {
    const [stored] = await this.#sql.read<StoredUse>(find(use));
    return stored ?? null;
  }
}
