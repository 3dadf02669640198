import type { Clock } from '../../model/clock.js';
import type { LeasedDelivery, Settlement } from '../../model/delivery.js';
import {
  DeliveryQueue,
  type ClaimRequest,
  type ExpiredDelivery,
  type LeaseRef,
  type RecentSend,
  type Settled,
  type SlowedEndpoint,
} from '../delivery-queue.js';
import { Claims } from './claims.js';
import type { Connections } from './connections.js';
import { Expiry } from './expiry.js';
import type { GroupCommit } from './group-commit.js';
import { Sends } from './sends.js';
import { SettledCounts } from '../statistics.js';
import { SqliteTexts } from './sql-text.js';
import { Settlements } from './settlements.js';
import { Prepared } from './statement.js';
import type { ClockRollback } from './clock-rollback.js';
import { inBatches } from '../in-batches.js';
import { dueTime, msUntil } from '../order-keys.js';
import { StatisticsWriter } from './statistics-writer.js';
import { reading } from './store-error.js';

/** Rows of one short write: between two of them other calls are written. */
const BATCH = 500;

/** First attempts (0) and retries (1) stand apart in the index of what is pending. */
const KINDS = [0, 1] as const;
const pending = (tried: 0 | 1) =>
  `endpoint_id = @endpoint and state = 'pending' and (attempts > 0) = ${tried}`;

function statements({ writer, reader }: Connections) {
  return {
    renew: new Prepared<{ id: string; token: string; until: number }>(
      writer,
      `update deliveries set lease_until = @until where id = @id and state = 'sending' and lease_token = @token`,
    ),
    rescue: new Prepared<{ now: number }>(
      writer,
      `update deliveries
       set state = 'pending', next_attempt_at = @now, lease_token = null, lease_until = null, rescues = rescues + 1
       where id in (
         select id from deliveries where state = 'sending' and lease_until <= @now limit ${BATCH})`,
    ),
    cancel: KINDS.map(
      (tried) =>
        new Prepared<{ endpoint: string; now: number; reason: string }>(
          writer,
          `update deliveries
           set state = 'cancelled', next_attempt_at = null, settled_at = @now, reason = @reason
           where id in (select id from deliveries where ${pending(tried)} limit ${BATCH})`,
        ),
    ),
    nextDue: KINDS.map(
      (tried) =>
        new Prepared<{ endpoint: string }, { due: number | null }>(
          reader,
          `select min(next_attempt_at) as due from deliveries where ${pending(tried)}`,
        ),
    ),
    held: new Prepared<object, { endpointId: string }>(
      reader,
      `select distinct endpoint_id as endpointId from deliveries where state = 'pending' and ready_at is not null`,
    ),
    slowed: new Prepared<{ endpoint: string; now: number }, { until: number | null }>(
      reader,
      `select min(next_attempt_at) as until from deliveries
       where ${pending(1)} and next_attempt_at > @now and retry_base = attempts and reason is null`,
    ),
  };
}

/** The port `DeliveryQueue` on SQLite. */
export class SqliteDeliveryQueue extends DeliveryQueue {
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #claims: Claims;
  readonly #rollback: ClockRollback;
  readonly #settlements: Settlements;
  readonly #sends: Sends;
  readonly #expiry: Expiry;
  readonly #statistics: StatisticsWriter;
  readonly #do: ReturnType<typeof statements>;

  constructor(connections: Connections, group: GroupCommit, clock: Clock, rollback: ClockRollback) {
    super();
    const { writer, reader } = connections;
    this.#group = group;
    this.#clock = clock;
    this.#claims = new Claims(writer);
    this.#rollback = rollback;
    this.#settlements = new Settlements(writer, new SqliteTexts(writer, clock));
    this.#sends = new Sends(reader);
    this.#expiry = new Expiry(connections);
    this.#statistics = new StatisticsWriter(writer);
    this.#do = statements(connections);
  }

  claim(request: ClaimRequest): Promise<LeasedDelivery[]> {
    return this.#write((now) => this.#claims.take(request, now));
  }

  settle(settlements: readonly Settlement[]): Promise<Settled[]> {
    return this.#settling((now, counts) =>
      settlements.map((settlement) => this.#settlements.write(settlement, now, counts)),
    );
  }

  renew(leases: readonly LeaseRef[], leaseMs: number): Promise<string[]> {
    return this.#group.run(() => {
      const until = this.#clock.now() + leaseMs;
      const lost = leases.filter(
        ({ deliveryId: id, leaseToken: token }) => this.#do.renew.run({ id, token, until }).changes === 0,
      );
      return lost.map(({ deliveryId }) => deliveryId);
    });
  }

  rescue(): Promise<number> {
    return inBatches(() => this.#group.run(() => this.#do.rescue.run({ now: this.#clock.now() }).changes));
  }

  async nextDueAt(endpointIds: readonly string[]): Promise<number | null> {
    return reading(() => {
      const dues = endpointIds
        .flatMap((endpoint) => this.#do.nextDue.map((statement) => dueTime(statement.get({ endpoint })?.due)))
        .filter((due) => due !== null);
      return dues.length === 0 ? null : Math.min(...dues);
    });
  }

  async nextDueInMs(endpointIds: readonly string[]): Promise<number | null> {
    return msUntil(await this.nextDueAt(endpointIds), this.#clock.now());
  }

  async cancelPending(endpoint: string, reason: string): Promise<number> {
    let cancelled = 0;
    for (const statement of this.#do.cancel) {
      cancelled += await inBatches(() =>
        this.#group.run(() => statement.run({ endpoint, reason, now: this.#clock.now() }).changes),
      );
    }
    return cancelled;
  }

  /** Looks through the reader first: where nothing is too old, which is nearly always, nothing is written. */
  async expire(before: ReadonlyMap<string, number>, limit: number): Promise<ExpiredDelivery[]> {
    const found = await reading(() => this.#expiry.find(before, limit));
    if (found.length === 0) return [];
    return this.#settling((now, counts) => this.#expiry.end(found, before, now, counts));
  }

  recentSends(since: number): Promise<RecentSend[]> {
    const { beforeOpening } = this.#rollback;
    return reading(() => this.#sends.since(since, this.#clock.now(), beforeOpening));
  }

  async slowed(endpointIds: readonly string[]): Promise<SlowedEndpoint[]> {
    const now = this.#clock.now();
    return reading(() =>
      endpointIds.flatMap((endpointId) => {
        const until = dueTime(this.#do.slowed.get({ endpoint: endpointId, now })?.until);
        return until === null ? [] : [{ endpointId, until }];
      }),
    );
  }

  held(): Promise<string[]> {
    return reading(() => this.#do.held.all({}).map(({ endpointId }) => endpointId));
  }

  /** The file belongs to this process: no other node makes deliveries due. */
  watch(): () => void {
    return () => undefined;
  }

  #write<T>(work: (now: number) => T): Promise<T> {
    return this.#group.run(() => {
      const now = this.#clock.now();
      this.#rollback.compensate(now);
      return work(now);
    });
  }

  /** Counts what `work` settles in the same transaction. */
  #settling<T>(work: (now: number, counts: SettledCounts) => T): Promise<T> {
    return this.#write((now) => {
      const counts = new SettledCounts();
      const settled = work(now, counts);
      this.#statistics.add(counts, now);
      return settled;
    });
  }
}
