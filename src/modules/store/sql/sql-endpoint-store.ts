import type { Disabled } from '../../model/endpoint.js';
import { EndpointStore, type EndpointIdentity, type StoredEndpoint } from '../endpoint-store.js';
import { query, type SqlRunner, type SqlScript, type WriteSql } from './sql-runner.js';
import { uuidV7 } from '../../model/uuid-v7.js';

const removeAll: WriteSql = (sql) =>
  `update endpoints set removed_at = ${sql.now()} where source = 'environment' and removed_at is null`;

/** One statement: all new endpoints get the same time, so that they are listed by their ids. */
const keep =
  (endpoints: readonly NewEndpoint[]): WriteSql =>
  (sql) => {
    const now = sql.now();
    const rows = endpoints.map(
      ({ id, fingerprint, webhookId, adapter, maskedUrl }) => `
      (${sql.value(id, 'uuid')}, 'environment', ${sql.value(fingerprint, 'text')}, ${sql.value(webhookId, 'text')},
        ${sql.value(adapter, 'text')}, ${sql.value(maskedUrl, 'text')}, ${now})`,
    );
    return `
    insert into endpoints (id, source, fingerprint, webhook_id, adapter, masked_url, created_at)
    values ${rows.join(', ')}
    on conflict (fingerprint) do update set webhook_id = excluded.webhook_id, adapter = excluded.adapter,
      masked_url = excluded.masked_url, removed_at = null`;
  };

const addListener =
  ({ id, fingerprint, webhookId, adapter, maskedUrl }: NewEndpoint): WriteSql =>
  (sql) => `
    insert into endpoints (id, source, fingerprint, webhook_id, adapter, masked_url, created_at)
    values (${sql.value(id, 'uuid')}, 'listener', ${sql.value(fingerprint, 'text')}, ${sql.value(webhookId, 'text')},
      ${sql.value(adapter, 'text')}, ${sql.value(maskedUrl, 'text')}, ${sql.now()}) returning id`;

const markRemoved =
  (id: string): WriteSql =>
  (sql) => `
    update endpoints set removed_at = ${sql.now()} where id = ${sql.value(id, 'uuid')} and removed_at is null
    returning id`;

const list: WriteSql = () => `
    select id, fingerprint, webhook_id as "webhookId", adapter, masked_url as "maskedUrl", disabled_at as "disabledAt",
      disabled_reason as "disabledReason", paused_at as "pausedAt", removed_at as "removedAt", created_at as "createdAt"
    from endpoints order by created_at, id`;

const disable =
  (id: string, { at, reason, cause }: Disabled): WriteSql =>
  (sql) => `
    update endpoints set disabled_at = coalesce(disabled_at, ${sql.value(at, 'bigint')}),
      disabled_reason = coalesce(disabled_reason, ${sql.value(reason, 'text')}),
      disabled_code = case when disabled_at is null then ${sql.value(cause?.code ?? null, 'text')} else disabled_code end,
      disabled_quiet = case when disabled_at is null then ${sql.value(cause?.quiet ? 1 : 0, 'boolean')} else disabled_quiet end
    where id = ${sql.value(id, 'uuid')} returning id`;

const enable =
  (id: string): WriteSql =>
  (sql) => `
    update endpoints set disabled_at = null, disabled_reason = null, disabled_code = null where id = ${sql.value(id, 'uuid')} returning id`;

const pause =
  (id: string, at: number | null): WriteSql =>
  (sql) =>
    `update endpoints set paused_at = ${sql.value(at, 'bigint')} where id = ${sql.value(id, 'uuid')} returning id`;

interface NewEndpoint extends EndpointIdentity {
  readonly id: string;
}

interface EndpointRow extends Omit<StoredEndpoint, 'disabled'> {
  readonly disabledAt: number | null;
  readonly disabledReason: Disabled['reason'] | null;
}

/** The port `EndpointStore` over either driver. */
export class SqlEndpointStore extends EndpointStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  sync(endpoints: readonly EndpointIdentity[]): Promise<StoredEndpoint[]> {
    const kept = newEndpoints(endpoints);
    return this.#sql.transaction(function* (): SqlScript<StoredEndpoint[]> {
      yield* query(removeAll);
      if (kept.length > 0) yield* query(keep(kept));
      return (yield* query<EndpointRow>(list)).map(storedEndpoint);
    });
  }

  async addListener(endpoint: EndpointIdentity): Promise<string> {
    const id = uuidV7();
    await this.#sql.write(addListener({ ...endpoint, id }));
    return id;
  }

  async markRemoved(id: string): Promise<void> {
    await this.#sql.write(markRemoved(id));
  }

  async list(): Promise<StoredEndpoint[]> {
    return (await this.#sql.read<EndpointRow>(list)).map(storedEndpoint);
  }

  async setDisabled(id: string, disabled: Disabled | null): Promise<boolean> {
    return (await this.#sql.write(disabled ? disable(id, disabled) : enable(id))).length > 0;
  }

  async setPaused(id: string, pausedAt: number | null): Promise<boolean> {
    return (await this.#sql.write(pause(id, pausedAt))).length > 0;
  }
}

/**
 * Endpoints with the ids they get where they are new. Ids rise in the order given, as endpoints are listed by id; UUIDs of
 * one moment do not. Rows are written by fingerprint: nodes that start together lock them in one order.
 */
function newEndpoints(endpoints: readonly EndpointIdentity[]): NewEndpoint[] {
  const ids = endpoints.map(() => uuidV7()).sort();
  const byFingerprint = new Map<string, NewEndpoint>();
  endpoints.forEach((endpoint, at) => {
    if (!byFingerprint.has(endpoint.fingerprint))
      byFingerprint.set(endpoint.fingerprint, { ...endpoint, id: ids[at]! });
  });
  return [...byFingerprint.values()].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
}

function storedEndpoint({ disabledAt: at, disabledReason: reason, ...row }: EndpointRow): StoredEndpoint {
  return { ...row, disabled: at === null || reason === null ? null : { at, reason } };
}
