import { isOrdered, type LeasedDelivery, type Settlement } from '../../model/delivery.js';
import type { Commits } from '../commits.js';
import {
  DeliveryQueue,
  type ClaimRequest,
  type ExpiredDelivery,
  type LeaseRef,
  type RecentSend,
  type Settled,
  type SlowedEndpoint,
} from '../delivery-queue.js';
import { Batcher } from './batcher.js';
import { Claims } from './claims.js';
import type { Database, Statement } from './database.js';
import { Expiry } from './expiry.js';
import type { Listener } from './listener.js';
import type { PostgresNotifier } from './postgres-notifier.js';
import { recentSends } from './sends.js';
import { Settlements } from './settlements.js';
import { inBatches } from '../in-batches.js';
import { dueTime, msUntil } from '../order-keys.js';
import { text } from './text.js';
import { lockOrderKeysOf } from './order-keys.js';
import type { OrphanedLeases } from './orphaned-leases.js';

/** Rows of one short write. */
const BATCH = 500;
const ROW_BYTES = 500;

const RENEW: Statement = {
  name: 'renew',
  text: `
    with moment as materialized (select gateway_now() as now),
    held as materialized (
      select d.id from unnest($1::uuid[], $2::text[]) as g (id, token) join deliveries d on d.id = g.id
      where d.lease_until is not null and d.lease_token = g.token
      order by d.id for update of d)
    update deliveries d set lease_until = moment.now + $3::bigint from held, moment where d.id = held.id
    returning d.id`,
};

const RESCUE: Statement = {
  name: 'rescue',
  text: `
    with moment as materialized (select gateway_now() as now),
    expired as materialized (
      select id from deliveries where state = 'sending' and lease_until <= (select now from moment)
      order by created_at limit ${BATCH} for update skip locked)
    update deliveries d
    set state = 'pending', next_attempt_at = moment.now, lease_token = null, lease_until = null,
      rescues = d.rescues + 1
    from expired, moment where d.id = expired.id
    returning d.id`,
};

const WAITING: Statement = {
  name: 'cancel-waiting',
  text: `
    select id from deliveries where state = 'pending' and endpoint_id = $1::uuid
    order by endpoint_id, least(attempts, 1), next_attempt_at, id limit ${BATCH}`,
};

const CANCEL: Statement = {
  name: 'cancel',
  text: `
    with moment as materialized (select gateway_now() as now),
    waiting as materialized (
      select id from deliveries where id = any ($1::uuid[]) and state = 'pending'
      order by id for update skip locked)
    update deliveries d
    set state = 'cancelled', next_attempt_at = null, settled_at = moment.now, reason = $2
    from waiting, moment where d.id = waiting.id
    returning d.id`,
};

const NEXT_DUE: Statement = {
  name: 'next-due',
  text: `
    select min(head.at) as at, gateway_now() as now
    from unnest($1::uuid[]) as g (endpoint_id), (values (0), (1)) as kind (tried), lateral (
      select next_attempt_at as at from deliveries
      where state = 'pending' and endpoint_id = g.endpoint_id and least(attempts, 1) = kind.tried
      order by next_attempt_at, id limit 1) as head`,
};

const HELD: Statement = {
  name: 'held',
  text: `
    select distinct endpoint_id as "endpointId" from deliveries where state = 'pending' and ready_at is not null`,
};

const SLOWED: Statement = {
  name: 'slowed',
  text: `
    select e.id as "endpointId", w.until
    from unnest($1::uuid[]) as e (id), lateral (
      select min(d.next_attempt_at) as until from deliveries d
      where d.endpoint_id = e.id and d.state = 'pending' and least(d.attempts, 1) = 1
        and d.next_attempt_at > gateway_now() and d.retry_base = d.attempts and d.reason is null) w
    where w.until is not null`,
};

/** The port `DeliveryQueue` on PostgreSQL. */
export class PostgresDeliveryQueue extends DeliveryQueue {
  readonly #database: Database;
  readonly #notifier: PostgresNotifier;
  readonly #listener: Listener;
  readonly #claims: Claims;
  readonly #expiry: Expiry;
  readonly #settlements: Batcher<Settlement, Settled>;

  constructor(
    database: Database,
    notifier: PostgresNotifier,
    listener: Listener,
    orphans: OrphanedLeases,
    commits: Commits,
  ) {
    super();
    this.#database = database;
    this.#notifier = notifier;
    this.#listener = listener;
    this.#claims = new Claims(database, orphans);
    this.#expiry = new Expiry(database);
    const writer = new Settlements(database);
    this.#settlements = new Batcher({
      write: (items) => writer.write(items),
      commits,
      bytes: ({ attempt }) => ROW_BYTES + (attempt?.responseBody?.length ?? 0),
    });
  }

  claim(request: ClaimRequest): Promise<LeasedDelivery[]> {
    return this.#database.call(() => this.#claims.take(request));
  }

  settle(settlements: readonly Settlement[]): Promise<Settled[]> {
    return this.#database.call(async () => {
      const settled = await this.#settlements.add(settlements);
      // The node that set a retry knows its due time; other nodes are told of deliveries handed back and of successors.
      const dueAnywhere = settlements.some(
        (one, at) => settled[at] && (one.next.state === 'pending' ? one.attempt === null : isOrdered(one)),
      );
      if (dueAnywhere) this.#notifier.notify();
      return settled;
    });
  }

  renew(leases: readonly LeaseRef[], leaseMs: number): Promise<string[]> {
    if (leases.length === 0) return this.#database.call(() => Promise.resolve([]));
    const refs = [leases.map(({ deliveryId }) => deliveryId), leases.map((lease) => text(lease.leaseToken))];
    return this.#database.call(async () => {
      const rows = await this.#database.run<{ id: string }>(RENEW, [...refs, leaseMs]);
      const kept = new Set(rows.map(({ id }) => id));
      return leases.map(({ deliveryId }) => deliveryId).filter((id) => !kept.has(id));
    });
  }

  rescue(): Promise<number> {
    return this.#database.call(async () => {
      const count = await inBatches(async () => (await this.#database.run(RESCUE)).length);
      if (count > 0) this.#notifier.notify();
      return count;
    });
  }

  async nextDueAt(endpointIds: readonly string[]): Promise<number | null> {
    return (await this.#nextDue(endpointIds)).at;
  }

  async nextDueInMs(endpointIds: readonly string[]): Promise<number | null> {
    const { at, now } = await this.#nextDue(endpointIds);
    return msUntil(at, now);
  }

  cancelPending(endpointId: string, reason: string): Promise<number> {
    return this.#database.call(() => inBatches(() => this.#cancelSome(endpointId, reason)));
  }

  expire(before: ReadonlyMap<string, number>, limit: number): Promise<ExpiredDelivery[]> {
    return this.#database.call(async () => {
      const expired = await this.#expiry.run(before, limit);
      if (expired.some(isOrdered)) this.#notifier.notify();
      return expired;
    });
  }

  recentSends(since: number): Promise<RecentSend[]> {
    return this.#database.call(() => recentSends(this.#database, since));
  }

  slowed(endpointIds: readonly string[]): Promise<SlowedEndpoint[]> {
    return this.#database.call(() => this.#database.run<SlowedEndpoint>(SLOWED, [endpointIds]));
  }

  held(): Promise<string[]> {
    return this.#database.call(async () => {
      const rows = await this.#database.run<{ endpointId: string }>(HELD);
      return rows.map(({ endpointId }) => endpointId);
    });
  }

  watch(listener: () => void): () => void {
    return this.#listener.watch(listener);
  }

  /** Locks the order keys before the rows, as every settlement does: otherwise the two could deadlock. */
  async #cancelSome(endpointId: string, reason: string): Promise<number> {
    const waiting = await this.#database.run<{ id: string }>(WAITING, [endpointId]);
    if (waiting.length === 0) return 0;
    const ids = waiting.map(({ id }) => id);
    return this.#database.transaction(async (run) => {
      await lockOrderKeysOf(run, ids);
      return (await run(CANCEL, [ids, text(reason)])).length;
    });
  }

  #nextDue(endpointIds: readonly string[]): Promise<{ at: number | null; now: number }> {
    return this.#database.call(async () => {
      const [next] = await this.#database.run<{ at: number | null; now: number }>(NEXT_DUE, [endpointIds]);
      return { at: dueTime(next!.at), now: next!.now };
    });
  }
}
