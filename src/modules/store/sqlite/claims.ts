import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import { RETRY_EVERY, type LeasedDelivery } from '../../model/delivery.js';
import type { ClaimRequest } from '../delivery-queue.js';
import { ClaimFairness } from '../claim-fairness.js';
import { leasedDelivery, type DueRow } from '../read-rows.js';
import { arg, builderFor, prepare, type Prepared } from './statement.js';

type Head = Prepared<{ endpoint: string; now: number }, DueRow>;

/** The next due delivery of an endpoint, among those that were tried before or among the others. */
function headOf(writer: Database, tried: 0 | 1): Head {
  return prepare(
    writer,
    builderFor(writer)
      .selectFrom('deliveries')
      .innerJoin('events', 'events.id', 'deliveries.event_id')
      .select([
        'deliveries.id',
        'event_id',
        'endpoint_id',
        'webhook_id',
        'attempts',
        'retry_base',
        'order_key',
      ])
      .select((eb) => eb.fn.coalesce('revived_at', 'created_at').as('created_at'))
      .select(['type', 'size', 'timestamp', 'accepted_at', 'data', 'traceparent', 'tracestate'])
      .where('endpoint_id', '=', arg<string>('endpoint'))
      .where('state', '=', sql.lit('pending'))
      .where(sql<number>`(attempts > 0)`, '=', sql.lit(tried))
      .where('next_attempt_at', '<=', arg<number>('now'))
      .orderBy('next_attempt_at')
      .orderBy('deliveries.id')
      .limit(sql.lit(1)),
  );
}

function leaseStatement(writer: Database) {
  return prepare<{ id: string; token: string; until: number }>(
    writer,
    builderFor(writer)
      .updateTable('deliveries')
      .set({
        state: sql.lit('sending'),
        next_attempt_at: sql.lit(null),
        lease_token: arg<string>('token'),
        lease_until: arg<number>('until'),
      })
      .where('id', '=', arg<string>('id')),
  );
}

interface OpenLane {
  readonly endpointId: string;
  room: number;
}

/** Round after round over the lanes that still have room. */
function* rounds(lanes: readonly OpenLane[]): Generator<OpenLane> {
  for (let open = lanes; open.length > 0; open = open.filter(({ room }) => room > 0)) yield* open;
}

/** Takes due deliveries one endpoint after the other, one each, so that they share whatever limit is met first. */
export class Claims {
  readonly #untried: Head;
  readonly #tried: Head;
  readonly #lease: ReturnType<typeof leaseStatement>;
  readonly #turns = new ClaimFairness();

  constructor(writer: Database) {
    this.#untried = headOf(writer, 0);
    this.#tried = headOf(writer, 1);
    this.#lease = leaseStatement(writer);
  }

  /** To be called inside a transaction. */
  take({ rooms, limit, maxBytes, leaseToken, leaseMs }: ClaimRequest, now: number): LeasedDelivery[] {
    const taken: LeasedDelivery[] = [];
    let bytes = 0;
    for (const lane of rounds(this.#turns.lanes(rooms).map((lane) => ({ ...lane })))) {
      // Who meets a limit comes first next time.
      this.#turns.startWith(lane.endpointId);
      if (taken.length >= limit) break;
      const row = this.#head(lane.endpointId, now);
      lane.room = row === undefined ? 0 : lane.room - 1;
      if (row === undefined) continue;
      if (taken.length > 0 && bytes + row.size > maxBytes) break;
      this.#lease.run({ id: row.id, token: leaseToken, until: now + leaseMs });
      this.#turns.claimed(lane.endpointId, row.attempts);
      taken.push(leasedDelivery(row, leaseToken));
      bytes += row.size;
    }
    return taken;
  }

  #head(endpoint: string, now: number): DueRow | undefined {
    const heads = [this.#untried, this.#tried];
    if (this.#turns.firstAttemptsSinceRetry(endpoint) === RETRY_EVERY - 1) heads.reverse();
    return heads[0]!.get({ endpoint, now }) ?? heads[1]!.get({ endpoint, now });
  }
}
