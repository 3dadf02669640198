import type { Database } from 'better-sqlite3';
import type { Clock } from '../../model/clock.js';
import { AccessStore, type AuditEntry, type AuditResult, type NewAuditEntry } from '../access-store.js';
import { auditEntry } from '../read-audit.js';
import type { Connections } from './connections.js';
import type { GroupCommit } from './group-commit.js';
import type { AuditRow, NewAuditRow } from './schema.js';
import { arg, argsFor, builderFor, prepare } from './statement.js';
import { reading } from './store-error.js';

const COLUMNS = ['at', 'actor', 'action', 'target', 'detail', 'address', 'outcome'] as const;

function writeStatements(writer: Database) {
  const build = builderFor(writer);
  const old = build
    .selectFrom('audit_entries')
    .select('id')
    .where('at', '<', arg<number>('before'))
    .orderBy('at')
    .limit(arg<number>('limit'));
  return {
    entry: prepare<NewAuditRow>(
      writer,
      build.insertInto('audit_entries').values(argsFor<NewAuditRow>(COLUMNS)),
    ),
    complete: prepare<Pick<AuditRow, 'id' | 'target' | 'detail' | 'outcome'>>(
      writer,
      build
        .updateTable('audit_entries')
        .set({
          target: arg<string | null>('target'),
          detail: arg<string>('detail'),
          outcome: arg<AuditRow['outcome']>('outcome'),
        })
        .where('id', '=', arg<number>('id')),
    ),
    end: prepare<{ id: string; until: number }>(
      writer,
      build
        .insertInto('ended_sessions')
        .values({ id: arg<string>('id'), until: arg<number>('until') })
        .onConflict((conflict) => conflict.column('id').doNothing()),
    ),
    purge: prepare<{ before: number; limit: number }>(
      writer,
      build.deleteFrom('audit_entries').where('id', 'in', old),
    ),
    forget: prepare<{ now: number }>(
      writer,
      build.deleteFrom('ended_sessions').where('until', '<', arg<number>('now')),
    ),
  };
}

function readStatements(reader: Database) {
  const build = builderFor(reader);
  return {
    entries: prepare<{ before: number; limit: number }, AuditRow>(
      reader,
      build
        .selectFrom('audit_entries')
        .select(['id', ...COLUMNS])
        .where('id', '<', arg<number>('before'))
        .orderBy('id', 'desc')
        .limit(arg<number>('limit')),
    ),
    ended: prepare<{ id: string }, { id: string }>(
      reader,
      build.selectFrom('ended_sessions').select('id').where('id', '=', arg<string>('id')),
    ),
  };
}

export class SqliteAccessStore extends AccessStore {
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #write: ReturnType<typeof writeStatements>;
  readonly #read: ReturnType<typeof readStatements>;

  constructor(connections: Connections, group: GroupCommit, clock: Clock) {
    super();
    this.#group = group;
    this.#clock = clock;
    this.#write = writeStatements(connections.writer);
    this.#read = readStatements(connections.reader);
  }

  record({ detail, ...entry }: NewAuditEntry): Promise<number> {
    const row = { ...entry, detail: JSON.stringify(detail) };
    return this.#group.run(() =>
      Number(this.#write.entry.run({ ...row, at: this.#clock.now() }).lastInsertRowid),
    );
  }

  complete(id: number, { target, detail, outcome }: AuditResult): Promise<void> {
    const row = { id, target, detail: JSON.stringify(detail), outcome };
    return this.#group.run(() => void this.#write.complete.run(row));
  }

  entries(limit: number, before: number | null): Promise<AuditEntry[]> {
    const range = { limit, before: before ?? Number.MAX_SAFE_INTEGER };
    return reading(() => this.#read.entries.all(range).map(auditEntry));
  }

  endSession(id: string, until: number): Promise<void> {
    return this.#group.run(() => void this.#write.end.run({ id, until }));
  }

  isEnded(sessionId: string): Promise<boolean> {
    return reading(() => this.#read.ended.get({ id: sessionId }) !== undefined);
  }

  purge(before: number, limit: number): Promise<number> {
    return this.#group.run(() => {
      this.#write.forget.run({ now: this.#clock.now() });
      return this.#write.purge.run({ before, limit }).changes;
    });
  }
}
