import type { Database } from 'better-sqlite3';
import type { Clock } from '../../model/clock.js';
import { DefinitionStore, type DefinitionChange, type StoredDefinition } from '../definition-store.js';
import { DEFINITION_COLUMNS, storedDefinition, type DefinitionRow } from '../read-definitions.js';
import type { Connections } from './connections.js';
import type { GroupCommit } from './group-commit.js';
import { reading } from './store-error.js';

type Put = Omit<DefinitionChange, 'derivedFrom'> & { webhookId: string; now: number };

function changesStatement(connection: Database) {
  return connection.prepare<{ after: number }, DefinitionRow>(
    `select ${DEFINITION_COLUMNS} from definitions d join endpoints e on e.id = d.endpoint_id
     where d.revision > @after order by d.revision`,
  );
}

const NEXT_REVISION = '(select coalesce(max(revision), 0) + 1 from definitions)';

/** Rare and small: written out plainly rather than built. */
function writeStatements(writer: Database) {
  return {
    find: writer.prepare<{ id: string }, DefinitionRow>(
      `select ${DEFINITION_COLUMNS} from definitions d join endpoints e on e.id = d.endpoint_id where e.id = @id`,
    ),
    holder: writer.prepare<{ webhookId: string }, { id: string }>(
      'select id from endpoints where webhook_id = @webhookId and removed_at is null',
    ),
    nextNumber: writer.prepare<object, { next: number }>(
      `select coalesce(max(cast(substr(webhook_id, 9) as integer)), 0) + 1 as next from endpoints
       where webhook_id glob 'webhook_[0-9]*'`,
    ),
    putEndpoint: writer.prepare<Put>(
      `insert into endpoints (id, source, fingerprint, webhook_id, adapter, masked_url, created_at)
       values (@id, @source, @fingerprint, @webhookId, @adapter, @maskedUrl, @now)
       on conflict (id) do update set fingerprint = excluded.fingerprint, webhook_id = excluded.webhook_id,
         adapter = excluded.adapter, masked_url = excluded.masked_url, removed_at = null`,
    ),
    putDefinition: writer.prepare<Put>(
      `insert into definitions (endpoint_id, revision, updated_at, settings, sealed)
       values (@id, ${NEXT_REVISION}, @now, @settings, @sealed)
       on conflict (endpoint_id) do update set revision = excluded.revision, updated_at = excluded.updated_at,
         settings = excluded.settings, sealed = excluded.sealed`,
    ),
    removeEndpoint: writer.prepare<{ id: string; now: number }>(
      `update endpoints set removed_at = @now
       where id = @id and removed_at is null and id in (select endpoint_id from definitions)`,
    ),
    clear: writer.prepare<{ id: string; now: number }>(
      `update definitions set settings = '{}', sealed = '', updated_at = @now, revision = ${NEXT_REVISION}
       where endpoint_id = @id`,
    ),
  };
}

export class SqliteDefinitionStore extends DefinitionStore {
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #changes: ReturnType<typeof changesStatement>;
  readonly #write: ReturnType<typeof writeStatements>;

  constructor({ reader, writer }: Connections, group: GroupCommit, clock: Clock) {
    super();
    this.#group = group;
    this.#clock = clock;
    this.#changes = changesStatement(reader);
    this.#write = writeStatements(writer);
  }

  changes(after: number): Promise<StoredDefinition[]> {
    return reading(() => this.#changes.all({ after }).map(storedDefinition));
  }

  write(puts: readonly DefinitionChange[], removals: readonly string[]): Promise<StoredDefinition[] | null> {
    return this.#group.run(() => {
      const fresh = puts.every(({ id, derivedFrom }) => this.#revision(id) === derivedFrom);
      if (!fresh) return null;
      const now = this.#clock.now();
      const removed = removals.filter((id) => this.#remove(id, now));
      const written = puts.map((put) => this.#put(put, now));
      return [...written, ...removed.map((id) => storedDefinition(this.#write.find.get({ id })!))];
    });
  }

  #remove(id: string, now: number): boolean {
    if (this.#write.removeEndpoint.run({ id, now }).changes === 0) return false;
    this.#write.clear.run({ id, now });
    return true;
  }

  #revision(id: string): number | null {
    return this.#write.find.get({ id })?.revision ?? null;
  }

  #put(change: DefinitionChange, now: number): StoredDefinition {
    const { id, source, fingerprint, adapter, maskedUrl, settings, sealed } = change;
    const put = {
      id,
      source,
      fingerprint,
      adapter,
      maskedUrl,
      settings,
      sealed,
      webhookId: this.#name(id),
      now,
    };
    this.#write.putEndpoint.run(put);
    this.#write.putDefinition.run(put);
    return storedDefinition(this.#write.find.get({ id })!);
  }

  #name(id: string): string {
    const own = this.#write.find.get({ id })?.webhook_id;
    if (own !== undefined && this.#write.holder.all({ webhookId: own }).every((row) => row.id === id))
      return own;
    return `webhook_${this.#write.nextNumber.get({})!.next}`;
  }
}
