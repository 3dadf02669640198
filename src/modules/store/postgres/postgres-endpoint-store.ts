import { randomUUIDv7 } from 'node:crypto';
import type { Disabled } from '../../model/endpoint.js';
import { EndpointStore, type EndpointIdentity, type StoredEndpoint } from '../endpoint-store.js';
import { storedEndpoint, type ReadEndpointRow } from '../read-rows.js';
import type { Database, Statement } from './database.js';
import { optionalText, text } from './text.js';

/**
 * Two gateways that start together: the rows are touched in one order, and each takes what the other has just added.
 */
const KEEP: Statement = {
  name: 'endpoints-keep',
  text: `
    insert into endpoints (id, source, fingerprint, webhook_id, adapter, masked_url, created_at)
    select id, 'environment', fingerprint, webhook_id, adapter, masked_url, gateway_now()
    from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
      as g (id, fingerprint, webhook_id, adapter, masked_url)
    order by fingerprint collate "C"
    on conflict (fingerprint) do update set webhook_id = excluded.webhook_id, adapter = excluded.adapter,
      masked_url = excluded.masked_url, removed_at = null`,
};

const REMOVE: Statement = {
  name: 'endpoints-remove',
  text: `
    update endpoints set removed_at = gateway_now()
    where source = 'environment' and removed_at is null and fingerprint <> all ($1::text[])`,
};

const LIST: Statement = {
  name: 'endpoints-list',
  text: `
    select id, fingerprint, webhook_id, adapter, masked_url, disabled_at, disabled_reason, paused_at,
      removed_at, created_at
    from endpoints order by created_at, id`,
};

const DISABLE: Statement = {
  name: 'endpoints-disable',
  text: `
    update endpoints set
      disabled_at = case when $2::bigint is not null then coalesce(disabled_at, $2::bigint) end,
      disabled_reason = case when $2::bigint is not null then coalesce(disabled_reason, $3::text) end
    where id = $1::uuid returning id`,
};

const PAUSE: Statement = {
  name: 'endpoints-pause',
  text: 'update endpoints set paused_at = $2::bigint where id = $1::uuid returning id',
};

/** Where a fingerprint is given twice, the first stands. */
function firsts(endpoints: readonly EndpointIdentity[]): EndpointIdentity[] {
  const byFingerprint = new Map<string, EndpointIdentity>();
  for (const endpoint of endpoints) {
    if (!byFingerprint.has(endpoint.fingerprint)) byFingerprint.set(endpoint.fingerprint, endpoint);
  }
  return [...byFingerprint.values()];
}

export class PostgresEndpointStore extends EndpointStore {
  readonly #database: Database;

  constructor(database: Database) {
    super();
    this.#database = database;
  }

  sync(endpoints: readonly EndpointIdentity[]): Promise<StoredEndpoint[]> {
    const given = firsts(endpoints);
    const fingerprints = given.map(({ fingerprint }) => text(fingerprint));
    const columns = [
      // Those of one moment are not made in order, and endpoints are listed by id.
      given.map(() => randomUUIDv7()).sort(),
      fingerprints,
      given.map(({ webhookId }) => text(webhookId)),
      given.map(({ adapter }) => text(adapter)),
      given.map(({ maskedUrl }) => text(maskedUrl)),
    ];
    return this.#database.call(() =>
      this.#database.transaction(async (run) => {
        await run(REMOVE, [fingerprints]);
        await run(KEEP, columns);
        return (await run<ReadEndpointRow>(LIST)).map(storedEndpoint);
      }),
    );
  }

  list(): Promise<StoredEndpoint[]> {
    return this.#database.call(async () =>
      (await this.#database.run<ReadEndpointRow>(LIST)).map(storedEndpoint),
    );
  }

  setDisabled(id: string, disabled: Disabled | null): Promise<boolean> {
    const values = [id, disabled?.at ?? null, optionalText(disabled?.reason ?? null)];
    return this.#database.call(async () => (await this.#database.run(DISABLE, values)).length > 0);
  }

  setPaused(id: string, pausedAt: number | null): Promise<boolean> {
    return this.#database.call(async () => (await this.#database.run(PAUSE, [id, pausedAt])).length > 0);
  }
}
