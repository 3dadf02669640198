import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import type { Clock } from '../../model/clock.js';
import type { LeasedDelivery, Settlement } from '../../model/delivery.js';
import {
  DeliveryQueue,
  type ClaimRequest,
  type ExpiredDelivery,
  type LeaseRef,
  type RecentSend,
  type SlowedEndpoint,
} from '../delivery-queue.js';
import { Claims } from './claims.js';
import type { Connections } from './connections.js';
import { Expiry } from './expiry.js';
import type { GroupCommit } from './group-commit.js';
import { Sends } from './sends.js';
import { SettledCounts } from '../statistics.js';
import { Settlements } from './settlements.js';
import { arg, builderFor, prepare } from './statement.js';
import type { StepsBack } from './steps-back.js';
import { inBatches } from '../in-batches.js';
import { dueTime, msUntil } from '../order-keys.js';
import { StatisticsWriter } from './statistics-writer.js';
import { reading } from './store-error.js';

/** Rows of one short write: between two of them others get their turn. */
const BATCH = 500;

function writeStatements(writer: Database) {
  const build = builderFor(writer);
  const waiting = (tried: 0 | 1) =>
    build
      .selectFrom('deliveries')
      .select('id')
      .where('endpoint_id', '=', arg<string>('endpoint'))
      .where('state', '=', sql.lit('pending'))
      .where(sql<number>`(attempts > 0)`, '=', sql.lit(tried))
      .limit(sql.lit(BATCH));
  const cancel = (tried: 0 | 1) =>
    prepare<{ endpoint: string; now: number; reason: string }>(
      writer,
      build
        .updateTable('deliveries')
        .set({
          state: sql.lit('cancelled'),
          next_attempt_at: sql.lit(null),
          settled_at: arg<number>('now'),
          reason: arg<string>('reason'),
        })
        .where('id', 'in', waiting(tried)),
    );
  return { renew: renewStatement(writer), rescue: rescueStatement(writer), cancel: [cancel(0), cancel(1)] };
}

function renewStatement(writer: Database) {
  return prepare<{ id: string; token: string; until: number }>(
    writer,
    builderFor(writer)
      .updateTable('deliveries')
      .set({ lease_until: arg<number>('until') })
      .where('id', '=', arg<string>('id'))
      .where('state', '=', sql.lit('sending'))
      .where('lease_token', '=', arg<string>('token')),
  );
}

function rescueStatement(writer: Database) {
  const build = builderFor(writer);
  const expired = build
    .selectFrom('deliveries')
    .select('id')
    .where('state', '=', sql.lit('sending'))
    .where('lease_until', '<=', arg<number>('now'))
    .limit(sql.lit(BATCH));
  return prepare<{ now: number }>(
    writer,
    build
      .updateTable('deliveries')
      .set({
        state: sql.lit('pending'),
        next_attempt_at: arg<number>('now'),
        lease_token: sql.lit(null),
        lease_until: sql.lit(null),
      })
      .where('id', 'in', expired),
  );
}

function earliestDue(reader: Database, tried: 0 | 1) {
  return prepare<{ endpoint: string }, { due: number | null }>(
    reader,
    builderFor(reader)
      .selectFrom('deliveries')
      .select((eb) => eb.fn.min('next_attempt_at').as('due'))
      .where('endpoint_id', '=', arg<string>('endpoint'))
      .where('state', '=', sql.lit('pending'))
      .where(sql<number>`(attempts > 0)`, '=', sql.lit(tried)),
  );
}

function earliestSpared(reader: Database) {
  return prepare<{ endpoint: string; now: number }, { due: number | null }>(
    reader,
    builderFor(reader)
      .selectFrom('deliveries')
      .select((eb) => eb.fn.min('next_attempt_at').as('due'))
      .where('endpoint_id', '=', arg<string>('endpoint'))
      .where('state', '=', sql.lit('pending'))
      .where(sql<number>`(attempts > 0)`, '=', sql.lit(1))
      .where('next_attempt_at', '>', arg<number>('now'))
      .whereRef('retry_base', '=', 'attempts'),
  );
}

export class SqliteDeliveryQueue extends DeliveryQueue {
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #claims: Claims;
  readonly #stepsBack: StepsBack;
  readonly #settlements: Settlements;
  readonly #sends: Sends;
  readonly #expiry: Expiry;
  readonly #statistics: StatisticsWriter;
  readonly #write: ReturnType<typeof writeStatements>;
  readonly #earliest: readonly ReturnType<typeof earliestDue>[];
  readonly #slowed: ReturnType<typeof earliestSpared>;

  constructor(connections: Connections, group: GroupCommit, clock: Clock, stepsBack: StepsBack) {
    super();
    const { writer, reader } = connections;
    this.#group = group;
    this.#clock = clock;
    this.#claims = new Claims(writer);
    this.#stepsBack = stepsBack;
    this.#settlements = new Settlements(writer);
    this.#sends = new Sends(reader);
    this.#expiry = new Expiry(connections);
    this.#statistics = new StatisticsWriter(writer);
    this.#write = writeStatements(writer);
    this.#earliest = [earliestDue(reader, 0), earliestDue(reader, 1)];
    this.#slowed = earliestSpared(reader);
  }

  claim(request: ClaimRequest): Promise<LeasedDelivery[]> {
    return this.#group.run(() => {
      const now = this.#clock.now();
      this.#stepsBack.follow(now);
      return this.#claims.take(request, now);
    });
  }

  settle(settlements: readonly Settlement[]): Promise<boolean[]> {
    return this.#group.run(() => {
      const now = this.#clock.now();
      this.#stepsBack.follow(now);
      const counts = new SettledCounts();
      const settled = settlements.map((settlement) => this.#settlements.write(settlement, now, counts));
      this.#statistics.add(counts, now);
      return settled;
    });
  }

  renew(leases: readonly LeaseRef[], leaseMs: number): Promise<string[]> {
    return this.#group.run(() => {
      const until = this.#clock.now() + leaseMs;
      const lost = leases.filter(
        ({ deliveryId: id, leaseToken: token }) => this.#write.renew.run({ id, token, until }).changes === 0,
      );
      return lost.map(({ deliveryId }) => deliveryId);
    });
  }

  rescue(): Promise<number> {
    return inBatches(() => this.#group.run(() => this.#write.rescue.run({ now: this.#clock.now() }).changes));
  }

  async nextDueAt(endpointIds: readonly string[]): Promise<number | null> {
    return reading(() => {
      const dues = endpointIds
        .flatMap((endpoint) => this.#earliest.map((statement) => dueTime(statement.get({ endpoint })?.due)))
        .filter((due) => due !== null);
      return dues.length === 0 ? null : Math.min(...dues);
    });
  }

  async nextDueInMs(endpointIds: readonly string[]): Promise<number | null> {
    return msUntil(await this.nextDueAt(endpointIds), this.#clock.now());
  }

  async cancelPending(endpoint: string, reason: string): Promise<number> {
    let cancelled = 0;
    for (const statement of this.#write.cancel) {
      cancelled += await inBatches(() =>
        this.#group.run(() => statement.run({ endpoint, reason, now: this.#clock.now() }).changes),
      );
    }
    return cancelled;
  }

  /** Looked for along the reader: where nothing is too old, which is nearly always, nothing is written. */
  async expire(before: ReadonlyMap<string, number>, limit: number): Promise<ExpiredDelivery[]> {
    const found = await reading(() => this.#expiry.find(before, limit));
    if (found.length === 0) return [];
    return this.#group.run(() => {
      const now = this.#clock.now();
      this.#stepsBack.follow(now);
      const counts = new SettledCounts();
      const expired = this.#expiry.end(found, before, now, counts);
      this.#statistics.add(counts, now);
      return expired;
    });
  }

  recentSends(since: number): Promise<RecentSend[]> {
    const { beforeOpening } = this.#stepsBack;
    return reading(() => this.#sends.since(since, this.#clock.now(), beforeOpening));
  }

  async slowed(endpointIds: readonly string[]): Promise<SlowedEndpoint[]> {
    const now = this.#clock.now();
    return reading(() =>
      endpointIds.flatMap((endpointId) => {
        const until = dueTime(this.#slowed.get({ endpoint: endpointId, now })?.due);
        return until === null ? [] : [{ endpointId, until }];
      }),
    );
  }

  /** There is no other node: the file belongs to this process. */
  watch(): () => void {
    return () => undefined;
  }
}
