import type { Database } from 'better-sqlite3';
import { RETRY_EVERY, type LeasedDelivery } from '../../model/delivery.js';
import { ClaimFairness } from '../claim-fairness.js';
import type { ClaimRequest } from '../delivery-queue.js';
import { leasedDelivery, type DueRow } from '../read-rows.js';
import { Prepared } from './statement.js';

/** The next due delivery of an endpoint among its first attempts (0) or its retries (1), in the order of the index. */
function next(writer: Database, tried: 0 | 1) {
  return new Prepared<{ endpoint: string; now: number }, DueRow>(
    writer,
    `select d.id, d.event_id as eventId, d.endpoint_id as endpointId, d.webhook_id as webhookId, d.attempts,
       d.retry_base as retryBase, d.order_key as orderKey, d.reason, d.unreached, coalesce(d.revived_at, d.created_at) as createdAt,
       e.type, e.size, e.data, e.timestamp, e.accepted_at as acceptedAt, e.traceparent, e.tracestate,
       e.cloud_event as cloudEvent
     from deliveries d join events e on e.id = d.event_id
     where d.endpoint_id = @endpoint and d.state = 'pending' and (d.attempts > 0) = ${tried}
       and d.next_attempt_at <= @now
     order by d.next_attempt_at, d.id limit 1`,
  );
}

function statements(writer: Database) {
  return {
    next: [next(writer, 0), next(writer, 1)] as const,
    lease: new Prepared<{ id: string; token: string; until: number }>(
      writer,
      `update deliveries
       set state = 'sending', next_attempt_at = null, lease_token = @token, lease_until = @until
       where id = @id`,
    ),
  };
}

interface OpenLane {
  readonly endpointId: string;
  room: number;
}

/** Yields the lanes one after another, round after round, as long as they have room. */
function* rounds(lanes: readonly OpenLane[]): Generator<OpenLane> {
  for (let open = lanes; open.length > 0; open = open.filter(({ room }) => room > 0)) yield* open;
}

/** Claims due deliveries, one of each endpoint per round, so that the endpoints share whatever limit is reached first. */
export class Claims {
  readonly #do: ReturnType<typeof statements>;
  readonly #fairness = new ClaimFairness();

  constructor(writer: Database) {
    this.#do = statements(writer);
  }

  /** To be called inside a transaction. */
  take({ rooms, limit, maxBytes, leaseToken, leaseMs }: ClaimRequest, now: number): LeasedDelivery[] {
    const taken: LeasedDelivery[] = [];
    let bytes = 0;
    for (const lane of rounds(this.#fairness.lanes(rooms).map((lane) => ({ ...lane })))) {
      // The endpoint at which the limit was reached starts the next claim.
      this.#fairness.startWith(lane.endpointId);
      if (taken.length >= limit) break;
      const row = this.#next(lane.endpointId, now);
      lane.room = row === undefined ? 0 : lane.room - 1;
      if (row === undefined) continue;
      if (taken.length > 0 && bytes + row.size > maxBytes) break;
      this.#do.lease.run({ id: row.id, token: leaseToken, until: now + leaseMs });
      this.#fairness.claimed(lane.endpointId, row.attempts);
      taken.push(leasedDelivery(row, leaseToken));
      bytes += row.size;
    }
    return taken;
  }

  #next(endpoint: string, now: number): DueRow | undefined {
    const [first, retry] = this.#do.next;
    const isRetryDue = this.#fairness.firstAttemptsSinceRetry(endpoint) === RETRY_EVERY - 1;
    const order = isRetryDue ? [retry, first] : [first, retry];
    return order[0]!.get({ endpoint, now }) ?? order[1]!.get({ endpoint, now });
  }
}
