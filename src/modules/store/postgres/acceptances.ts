import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../../model/gateway-error.js';
import type { Acceptance, AcceptResult } from '../event-store.js';
import { LOOK_UP, STORE, valuesOf, type AcceptItem } from './accept-statements.js';
import type { Database, Run } from './database.js';
import { ConnectionLost } from './store-error.js';
import { lockOrderKeys, type OrderKey } from './order-keys.js';
import type { OrphanedLeases } from './orphaned-leases.js';
import { CounterShards } from './statistics-writer.js';
import { endUnsent } from './unsent-failures.js';

interface StoredEvent {
  readonly hash: string | null;
  readonly deliveries: readonly { id: string; webhookId: string }[];
  /** Lease tokens of the deliveries, in the same order; empty text for none. */
  readonly tokens: readonly string[];
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
    const values = valuesOf(items);
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
