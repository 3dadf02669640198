import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../../model/gateway-error.js';
import type { Acceptance, AcceptResult } from '../event-store.js';
import type { Database, Run, Statement } from './database.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../order-keys.js';
import { ConnectionLost } from './store-error.js';
import { optionalText, text } from './text.js';
import { lockOrderKeys, type OrderKey } from './order-keys.js';
import type { OrphanedLeases } from './orphaned-leases.js';
import { CounterShards } from './statistics-writer.js';
import { endUnsent } from './unsent-failures.js';

export interface AcceptItem {
  readonly acceptance: Acceptance;
  readonly leaseMs: number;
}

/**
 * Stores a whole batch. Events are written in the order of their ids, so that two batches never wait for each other in a
 * circle; where an id is being written elsewhere, the statement waits for the outcome. Deliveries are written in the order
 * given, which is that of their order keys.
 */
const STORE: Statement = {
  name: 'accept',
  text: `
    with moment as materialized (select gateway_now() as now),
    stored as (
      insert into events (id, type, size, timestamp, accepted_at, content_hash, bare, data, job_id,
        traceparent, tracestate, cloud_event, place, mismatch)
      select * from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::bigint[], $6::text[], $7::boolean[],
        $8::text[], $9::text[], $19::text[], $20::text[], $21::text[], $22::int[], $23::text[])
        as g (id, type, size, timestamp, accepted_at, content_hash, bare, data, job_id, traceparent, tracestate,
          cloud_event, place, mismatch)
      order by g.id collate "C"
      on conflict (id) do nothing
      returning id),
    made as (
      insert into deliveries (id, event_id, endpoint_id, webhook_id, position, state, attempts, next_attempt_at,
        lease_token, lease_until, created_at, order_key)
      select g.id, g.event_id, g.endpoint_id, g.webhook_id, g.position,
        case when g.token is null then 'pending' else 'sending' end, 0,
        case when g.token is null then moment.now end,
        g.token,
        case when g.token is not null then moment.now + g.lease_ms end,
        g.created_at, g.order_key
      from moment, stored
        join unnest($10::uuid[], $11::text[], $12::uuid[], $13::text[], $14::int[], $15::text[], $16::bigint[],
          $17::bigint[], $18::text[]) with ordinality
          as g (id, event_id, endpoint_id, webhook_id, position, token, lease_ms, created_at, order_key, nth)
        on g.event_id = stored.id
      order by g.nth
      returning id, order_key is not null and next_attempt_at = ${BLOCKED_UNTIL_PREDECESSOR} as waits)
    select id, null as waiting from stored union all select null, id::text from made where waits`,
};

const LOOK_UP: Statement = {
  name: 'accepted-before',
  text: `
    select e.id, e.content_hash as hash,
      array(select d.id::text from deliveries d where d.event_id = e.id order by d.position) as ids,
      array(select d.webhook_id from deliveries d where d.event_id = e.id order by d.position) as names,
      array(select coalesce(d.lease_token, '') from deliveries d where d.event_id = e.id order by d.position) as tokens
    from events e where e.id = any ($1::text[])`,
};

interface StoredEvent {
  readonly hash: string | null;
  readonly deliveries: readonly { id: string; webhookId: string }[];
  /** Lease tokens of the deliveries, in the same order; empty text for none. */
  readonly tokens: readonly string[];
}

function eventColumns(items: readonly AcceptItem[]): unknown[][] {
  const all = items.map(({ acceptance }) => acceptance);
  return [
    all.map(({ event }) => text(event.id)),
    all.map(({ event }) => text(event.type)),
    all.map(({ event }) => Buffer.byteLength(event.data)),
    all.map(({ event }) => text(event.timestamp)),
    all.map(({ event }) => event.acceptedAt),
    all.map(({ contentHash }) => contentHash),
    all.map(({ deliveries }) => deliveries.length === 0),
    all.map(({ event }) => text(event.data)),
    all.map(({ jobId }) => optionalText(jobId ?? null)),
  ];
}

function deliveryColumns(items: readonly AcceptItem[]): unknown[][] {
  const all = items.flatMap(({ acceptance: { event, deliveries }, leaseMs }) =>
    deliveries.map((delivery, position) => ({ ...delivery, event, position, leaseMs })),
  );
  return [
    all.map(({ id }) => id),
    all.map(({ event }) => text(event.id)),
    all.map(({ endpointId }) => endpointId),
    all.map(({ webhookId }) => text(webhookId)),
    all.map(({ position }) => position),
    all.map(({ leaseToken }) => optionalText(leaseToken)),
    all.map(({ leaseMs }) => leaseMs),
    all.map(({ event }) => event.acceptedAt),
    all.map(({ orderKey }) => optionalText(orderKey ?? null)),
  ];
}

/** Columns that are empty for most events: the trace, the CloudEvent's attributes, the index in the batch, the mismatch. */
function rareColumns(items: readonly AcceptItem[]): unknown[][] {
  const all = items.map(({ acceptance }) => acceptance.event);
  return [
    all.map(({ trace }) => trace?.traceparent ?? null),
    all.map(({ trace }) => trace?.tracestate ?? null),
    all.map(({ cloudEvent }) => cloudEvent ?? null),
    items.map(({ acceptance: { batchIndex } }) => batchIndex ?? 0),
    items.map(({ acceptance: { mismatch } }) => optionalText(mismatch ?? null)),
  ];
}

function orderKeysOf(items: readonly AcceptItem[]): OrderKey[] {
  return items.flatMap(({ acceptance: { deliveries } }) =>
    deliveries.flatMap(({ endpointId, orderKey = null }) =>
      orderKey === null ? [] : [{ endpointId, orderKey }],
    ),
  );
}

function unsentOf(items: readonly AcceptItem[]): AcceptItem[] {
  return items.filter(({ acceptance }) => acceptance.deliveries.some(({ failed }) => failed !== undefined));
}

function asStored({ contentHash, deliveries }: Acceptance): StoredEvent {
  const ids = deliveries.map(({ id, webhookId }) => ({ id, webhookId }));
  return { hash: contentHash, deliveries: ids, tokens: [] };
}

/** Our deliveries that are stored without the lease they brought: blocked by a predecessor, or sent elsewhere already. */
function unleased({ deliveries }: Acceptance, { tokens }: StoredEvent): string[] {
  return deliveries
    .filter(({ leaseToken }, at) => leaseToken !== null && leaseToken !== tokens[at])
    .map(({ id }) => id);
}

function accepted(waiting: readonly string[]): AcceptResult {
  return waiting.length === 0 ? { kind: 'accepted' } : { kind: 'accepted', waiting };
}

function repeated({ contentHash }: Acceptance, before: StoredEvent): AcceptResult {
  if (contentHash === null || contentHash !== before.hash) return { kind: 'conflict' };
  return { kind: 'duplicate', deliveries: before.deliveries };
}

/** True where this node wrote the stored event: delivery ids are made for each call. */
function isOurs({ contentHash, deliveries }: Acceptance, before: StoredEvent): boolean {
  const same = before.deliveries.map(({ id }) => id).join() === deliveries.map(({ id }) => id).join();
  return same && before.hash === contentHash;
}

/** Part of the batch was written, but the events stored before it could not be read, or were being purged. */
class PartlyKnown extends GatewayError {
  constructor(message: string, cause?: unknown) {
    super('store_unavailable', message, { cause });
  }
}

function leavesDoubt(error: unknown): boolean {
  return error instanceof ConnectionLost || error instanceof PartlyKnown;
}

function tokensOf(items: readonly AcceptItem[]): string[] {
  return items.flatMap(({ acceptance }) =>
    acceptance.deliveries.flatMap(({ leaseToken }) => leaseToken ?? []),
  );
}

/** Repeats of a write that was not answered, and the pause after the first repeat that fails, ms. */
const REPEATS = 3;
const REPEAT_PAUSE_MS = 50;

/** Writes a batch of acceptances in one statement and returns the result of each. */
export class Acceptances {
  readonly #database: Database;
  readonly #orphans: OrphanedLeases;
  readonly #shards = new CounterShards();

  constructor(database: Database, orphans: OrphanedLeases) {
    this.#database = database;
    this.#orphans = orphans;
  }

  /**
   * Writes a batch. Where the connection is lost midway, the write is repeated: what was committed is recognised, what was not is written
   * now. Where the repeats fail too, the outcome is unknown: a sender that repeats under its id is safe, without an id the
   * event may come twice. Deliveries that turn out to be stored are sent.
   */
  async write(items: readonly AcceptItem[]): Promise<AcceptResult[]> {
    try {
      return await this.#write(items, false);
    } catch (error) {
      if (leavesDoubt(error)) return this.#writeAgain(items);
      throw error;
    }
  }

  /** Repeats the write a few times: a new connection may fail as the old one did while the network or the server recovers. */
  async #writeAgain(items: readonly AcceptItem[]): Promise<AcceptResult[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#write(items, true);
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        if (tries === REPEATS) {
          this.#orphans.add(tokensOf(items));
          throw error;
        }
        await sleep(REPEAT_PAUSE_MS * tries);
      }
    }
  }

  async #write(items: readonly AcceptItem[], secondTime: boolean): Promise<AcceptResult[]> {
    const firsts = new Map<string, AcceptItem>();
    for (const item of items) {
      const { id } = item.acceptance.event;
      if (!firsts.has(id)) firsts.set(id, item);
    }
    const given = [...firsts.values()];
    const { stored, waiting } = await this.#store(given);
    const before = await this.#storedBefore([...firsts.keys()].filter((id) => !stored.has(id)));
    return items.map((item) => {
      const { acceptance } = item;
      const { id } = acceptance.event;
      const first = firsts.get(id)!;
      const known = before.get(id);
      const ours = known === undefined || (secondTime && isOurs(first.acceptance, known));
      if (!ours || first !== item) return repeated(acceptance, ours ? asStored(first.acceptance) : known);
      if (known !== undefined) return accepted(unleased(acceptance, known));
      return accepted(acceptance.deliveries.map(({ id }) => id).filter((id) => waiting.has(id)));
    });
  }

  /** Returns the ids of the events that were new, and of the deliveries that wait for a predecessor. */
  async #store(items: readonly AcceptItem[]): Promise<{ stored: Set<string>; waiting: Set<string> }> {
    const values = [...eventColumns(items), ...deliveryColumns(items), ...rareColumns(items)];
    const write = (run: Run) => run<{ id: string | null; waiting: string | null }>(STORE, values);
    const keys = orderKeysOf(items);
    const unsent = unsentOf(items);
    const rows =
      keys.length + unsent.length === 0
        ? await write(this.#database.run)
        : await this.#database.transaction(async (run) => {
            await lockOrderKeys(run, keys);
            const written = await write(run);
            const stored = new Set(written.map(({ id }) => id));
            const fresh = unsent.filter(({ acceptance: { event } }) => stored.has(event.id));
            await endUnsent(
              run,
              fresh.flatMap(({ acceptance }) => acceptance.deliveries),
              this.#shards,
            );
            return written;
          });
    return {
      stored: new Set(rows.flatMap(({ id }) => id ?? [])),
      waiting: new Set(rows.flatMap(({ waiting }) => waiting ?? [])),
    };
  }

  async #storedBefore(ids: readonly string[]): Promise<Map<string, StoredEvent>> {
    try {
      return await this.#lookUp(ids);
    } catch (error) {
      if (!(error instanceof GatewayError) || leavesDoubt(error)) throw error;
      throw new PartlyKnown(error.message, error);
    }
  }

  async #lookUp(ids: readonly string[]): Promise<Map<string, StoredEvent>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#database.run<{
      id: string;
      hash: string | null;
      ids: string[];
      names: string[];
      tokens: string[];
    }>(LOOK_UP, [ids]);
    if (rows.length < ids.length) {
      throw new PartlyKnown('An event of that id was being deleted at the same time.');
    }
    return new Map(
      rows.map(({ id, hash, ids, names, tokens }) => [
        id,
        { hash, tokens, deliveries: ids.map((id, at) => ({ id, webhookId: names[at]! })) },
      ]),
    );
  }
}
