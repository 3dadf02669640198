import { AccessStore, type AuditEntry, type AuditResult, type NewAuditEntry } from '../access-store.js';
import { auditEntry, type ReadAuditRow } from '../read-audit.js';
import type { Database, Statement } from './database.js';
import { optionalText, text } from './text.js';

const RECORD: Statement = {
  name: 'audit-record',
  text: `
    insert into audit_entries (at, actor, action, target, detail, address, outcome)
    values (gateway_now(), $1, $2, $3, $4, $5, $6) returning id`,
};

const COMPLETE: Statement = {
  name: 'audit-complete',
  text: 'update audit_entries set target = $2, detail = $3, outcome = $4 where id = $1',
};

const ENTRIES: Statement = {
  name: 'audit-entries',
  text: `
    select id, at, actor, action, target, detail, address, outcome from audit_entries
    where id < coalesce($2::bigint, 9223372036854775807) order by id desc limit $1`,
};

const END: Statement = {
  name: 'session-end',
  text: 'insert into ended_sessions (id, until) values ($1, $2) on conflict (id) do nothing',
};

const ENDED: Statement = { name: 'session-ended', text: 'select id from ended_sessions where id = $1' };

const FORGET: Statement = {
  name: 'sessions-forget',
  text: 'delete from ended_sessions where until < gateway_now()',
};

const PURGE: Statement = {
  name: 'audit-purge',
  text: `
    with old as materialized (
      select id from audit_entries where at < $1::bigint order by at limit $2 for update skip locked)
    delete from audit_entries e using old where e.id = old.id returning e.id`,
};

export class PostgresAccessStore extends AccessStore {
  readonly #database: Database;

  constructor(database: Database) {
    super();
    this.#database = database;
  }

  record({ actor, action, target, detail, address, outcome }: NewAuditEntry): Promise<number> {
    const values = [
      text(actor),
      text(action),
      optionalText(target),
      JSON.stringify(detail),
      text(address),
      outcome,
    ];
    return this.#database.call(async () => {
      const [row] = await this.#database.run<{ id: number }>(RECORD, values);
      return row!.id;
    });
  }

  complete(id: number, { target, detail, outcome }: AuditResult): Promise<void> {
    const values = [id, optionalText(target), JSON.stringify(detail), outcome];
    return this.#database.call(async () => void (await this.#database.run(COMPLETE, values)));
  }

  entries(limit: number, before: number | null): Promise<AuditEntry[]> {
    return this.#database.call(async () =>
      (await this.#database.run<ReadAuditRow>(ENTRIES, [limit, before])).map(auditEntry),
    );
  }

  endSession(id: string, until: number): Promise<void> {
    return this.#database.call(async () => void (await this.#database.run(END, [id, until])));
  }

  isEnded(sessionId: string): Promise<boolean> {
    return this.#database.call(async () => (await this.#database.run(ENDED, [sessionId])).length > 0);
  }

  purge(before: number, limit: number): Promise<number> {
    return this.#database.call(async () => {
      await this.#database.run(FORGET);
      return (await this.#database.run(PURGE, [before, limit])).length;
    });
  }
}
