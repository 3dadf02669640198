import { RETRY_EVERY, type LeasedDelivery } from '../../model/delivery.js';
import { SerialQueue } from '../../model/serial-queue.js';
import type { ClaimRequest } from '../delivery-queue.js';
import { ClaimFairness, type Lane } from '../claim-fairness.js';
import { leasedDelivery, type DueRow } from '../read-rows.js';
import type { Database, Statement } from './database.js';
import { ConnectionLost } from './store-error.js';
import type { OrphanedLeases } from './orphaned-leases.js';

/** The due deliveries of an endpoint among its first attempts (0) or its retries (1), in the order of the index. */
const due = (endpoint: string, tried: string) => `
  from deliveries
  where state = 'pending' and endpoint_id = ${endpoint} and least(attempts, 1) = ${tried}
    and next_attempt_at <= (select now from moment)
  order by next_attempt_at, id`;

/** The rank of the n-th first attempt, or the n-th retry, of a lane: every `RETRY_EVERY`-th rank is a retry's. */
const slot = `case tried
  when 0 then nth + (nth - 1 + since_retry) / ${RETRY_EVERY - 1}
  else nth * ${RETRY_EVERY} - since_retry end`;

/**
 * Claims in three steps: counts, without locking, how many of each kind every endpoint may give so that the limit is
 * shared; locks as many, skipping rows that another transaction has locked; keeps those that fit into the bytes.
 */
const CLAIM: Statement = {
  name: 'claim',
  text: `
    with moment as materialized (select gateway_now() as now),
    lane as materialized (
      select * from unnest($1::uuid[], $2::int[], $3::int[]) with ordinality
      as l (endpoint_id, room, since_retry, lane_nth)),
    waiting as (
      select lane.*, kind.tried, w.nth
      from lane, (values (0), (1)) as kind (tried), lateral (
        select row_number() over () as nth
        from (select 1 ${due('lane.endpoint_id', 'kind.tried')} limit least(lane.room, $4)) as one) as w),
    ranked as (
      select lane_nth, tried, room, row_number() over (partition by lane_nth order by ${slot}) as rank from waiting),
    quota as materialized (
      select lane_nth, tried, count(*) as count
      from (select lane_nth, tried from ranked where rank <= room order by rank, lane_nth limit $4) as chosen
      group by lane_nth, tried),
    locked as materialized (
      select lane.lane_nth, lane.since_retry, quota.tried, d.*
      from quota join lane on lane.lane_nth = quota.lane_nth, lateral (
        select id, event_id, endpoint_id, webhook_id, attempts, retry_base, order_key, reason, unreached, next_attempt_at,
          coalesce(revived_at, created_at) as created_at
        ${due('lane.endpoint_id', 'quota.tried')} limit quota.count for update skip locked) as d),
    numbered as (
      select *, row_number() over (partition by lane_nth, tried order by next_attempt_at, id) as nth from locked),
    ordered as (
      select *, row_number() over (partition by lane_nth order by ${slot}) as rank from numbered),
    fitting as materialized (
      select * from (
        select o.*, e.size, row_number() over (order by rank, lane_nth) as nth_of_all,
          sum(e.size) over (order by rank, lane_nth) as bytes
        from ordered o join events e on e.id = o.event_id) as sized
      where nth_of_all = 1 or bytes <= $5),
    taken as (
      update deliveries d
      set state = 'sending', next_attempt_at = null, lease_token = $6, lease_until = moment.now + $7::bigint
      from fitting f, moment
      where d.id = f.id
      returning d.id)
    select f.id, f.event_id as "eventId", f.endpoint_id as "endpointId", f.webhook_id as "webhookId", f.attempts,
      f.retry_base as "retryBase", f.order_key as "orderKey", f.reason, f.unreached, f.created_at as "createdAt",
      e.type, e.size, e.data, e.timestamp, e.accepted_at as "acceptedAt", e.traceparent, e.tracestate,
      e.cloud_event as "cloudEvent"
    from fitting f join taken on taken.id = f.id join events e on e.id = f.event_id
    order by f.nth_of_all`,
};

/** Claims due deliveries for this node, one claim at a time: two at once would only skip each other's rows. */
export class Claims {
  readonly #database: Database;
  readonly #orphans: OrphanedLeases;
  readonly #fairness = new ClaimFairness();
  readonly #claims = new SerialQueue();

  constructor(database: Database, orphans: OrphanedLeases) {
    this.#database = database;
    this.#orphans = orphans;
  }

  take(request: ClaimRequest): Promise<LeasedDelivery[]> {
    return this.#claims.run(() =>
      this.#take(request).catch((error: unknown) => {
        if (error instanceof ConnectionLost) this.#orphans.add([request.leaseToken]);
        throw error;
      }),
    );
  }

  async #take({ rooms, limit, maxBytes, leaseToken, leaseMs }: ClaimRequest): Promise<LeasedDelivery[]> {
    const lanes = this.#fairness.lanes(rooms);
    if (lanes.length === 0 || limit <= 0) return [];
    const rows = await this.#database.run<DueRow>(CLAIM, [
      lanes.map(({ endpointId }) => endpointId),
      lanes.map(({ room }) => room),
      lanes.map(({ endpointId }) => this.#fairness.firstAttemptsSinceRetry(endpointId)),
      limit,
      maxBytes,
      leaseToken,
      leaseMs,
    ]);
    for (const row of rows) this.#fairness.claimed(row.endpointId, row.attempts);
    this.#startAfter(lanes, rows.at(-1));
    return rows.map((row) => leasedDelivery(row, leaseToken));
  }

  #startAfter(lanes: readonly Lane[], last: DueRow | undefined): void {
    if (last === undefined) return;
    const at = lanes.findIndex(({ endpointId }) => endpointId === last.endpointId);
    this.#fairness.startWith(lanes[(at + 1) % lanes.length]!.endpointId);
  }
}
