import type { Database } from 'better-sqlite3';
import type { ExpiredClaim, ExpiryRequest } from '../delivery-queue.js';
import { EXPIRY_SCAN } from '../delivery-queue.js';
import { leasedDelivery, type DueRow } from '../read-rows.js';

interface Looked {
  id: string;
  endpointId: string;
  createdAt: number;
  /** Acceptance, or the last redelivery. */
  since: number;
}

function statements(writer: Database) {
  return {
    look: writer.prepare<[{ before: number; at: number; id: string }], Looked>(
      `select id, endpoint_id as endpointId, created_at as createdAt, coalesce(revived_at, created_at) as since
       from deliveries
       where state = 'pending' and created_at < @before and created_at >= @at and (created_at, id) > (@at, @id)
       order by created_at, id limit ${EXPIRY_SCAN}`,
    ),
    row: writer.prepare<[{ id: string }], DueRow>(
      `select d.id, d.event_id, d.endpoint_id, d.webhook_id, d.attempts, d.retry_base, d.order_key,
         coalesce(d.revived_at, d.created_at) as created_at,
         e.type, e.size, e.timestamp, e.accepted_at, e.data, e.traceparent, e.tracestate
       from deliveries d join events e on e.id = d.event_id where d.id = @id`,
    ),
    lease: writer.prepare<[{ id: string; token: string; until: number }]>(
      `update deliveries set state = 'sending', next_attempt_at = null, lease_token = @token, lease_until = @until
       where id = @id`,
    ),
  };
}

/** Takes what has become too old, along the index of what waits by its age. */
export class Expiries {
  readonly #do: ReturnType<typeof statements>;

  constructor(writer: Database) {
    this.#do = statements(writer);
  }

  /** To be called inside a transaction. */
  take({ ttls, after, limit, maxBytes, leaseToken, leaseMs }: ExpiryRequest, now: number): ExpiredClaim {
    const before = now - Math.min(...ttls.values());
    const looked = this.#do.look.all({ before, at: after?.at ?? 0, id: after?.id ?? '' });
    const deliveries: ExpiredClaim['deliveries'][number][] = [];
    let bytes = 0;
    let reached = after;
    for (const { id, endpointId, createdAt, since } of looked) {
      const ttlMs = ttls.get(endpointId);
      if (ttlMs !== undefined && now - since > ttlMs) {
        const row = this.#do.row.get({ id })!;
        bytes += row.size;
        const full = deliveries.length === limit || (deliveries.length > 0 && bytes > maxBytes);
        if (full) return { deliveries, next: reached };
        this.#do.lease.run({ id, token: leaseToken, until: now + leaseMs });
        deliveries.push(leasedDelivery(row, leaseToken));
      }
      reached = { at: createdAt, id };
    }
    return { deliveries, next: looked.length < EXPIRY_SCAN ? null : reached };
  }
}
