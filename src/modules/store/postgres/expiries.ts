import type { ExpiredClaim, ExpiryRequest } from '../delivery-queue.js';
import { EXPIRY_SCAN } from '../delivery-queue.js';
import { leasedDelivery, type DueRow } from '../read-rows.js';
import type { Database, Statement } from './database.js';
import { text } from './text.js';

/** Before every id there is. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/** How far a look went, and what of it has become too old: the first that do not exceed the bounds. */
const LOOK: Statement = {
  name: 'expired-look',
  text: `
    with moment as materialized (select gateway_now() as now),
    looked as materialized (
      select id, endpoint_id, created_at, coalesce(revived_at, created_at) as since
      from deliveries
      where state = 'pending' and created_at < (select now from moment) - $3::bigint
        and created_at >= $4::bigint and (created_at, id) > ($4::bigint, $5::uuid)
      order by created_at, id limit ${EXPIRY_SCAN})
    select l.id, l.created_at as "at", coalesce((select now from moment) - l.since > t.ttl, false) as expired
    from looked l left join unnest($1::uuid[], $2::bigint[]) as t (endpoint_id, ttl) using (endpoint_id)
    order by l.created_at, l.id`,
};

/** Takes them, passing over what others have taken or settled since. */
const TAKE: Statement = {
  name: 'expired-take',
  text: `
    with moment as materialized (select gateway_now() as now),
    locked as materialized (
      select d.* from deliveries d where d.id = any ($1::uuid[]) and d.state = 'pending'
      order by d.id for update of d skip locked),
    fitting as materialized (
      select * from (
        select l.*, e.size, row_number() over (order by l.created_at, l.id) as place,
          sum(e.size) over (order by l.created_at, l.id) as bytes
        from locked l join events e on e.id = l.event_id) as sized
      where place = 1 or bytes <= $2),
    taken as (
      update deliveries d
      set state = 'sending', next_attempt_at = null, lease_token = $3, lease_until = moment.now + $4::bigint
      from fitting f, moment where d.id = f.id
      returning d.id)
    select f.id, f.event_id, f.endpoint_id, f.webhook_id, f.attempts, f.retry_base, f.order_key,
      coalesce(f.revived_at, f.created_at) as created_at,
      e.type, e.size, e.timestamp, e.accepted_at, e.data, e.traceparent, e.tracestate
    from fitting f join taken on taken.id = f.id join events e on e.id = f.event_id
    order by f.place`,
};

interface Looked {
  readonly id: string;
  readonly at: number;
  readonly expired: boolean;
}

/** As {@link LOOK} and {@link TAKE}; what did not fit into the bytes is met by the next walk. */
export async function takeExpired(
  database: Database,
  { ttls, after, limit, maxBytes, leaseToken, leaseMs }: ExpiryRequest,
): Promise<ExpiredClaim> {
  const [ids, spans] = [[...ttls.keys()], [...ttls.values()]];
  const shortest = Math.min(...spans);
  const looked = await database.run<Looked>(LOOK, [ids, spans, shortest, after?.at ?? 0, after?.id ?? FIRST]);
  const expired = looked.filter((one) => one.expired).slice(0, limit);
  const last = expired.length === limit ? expired.at(-1) : looked.at(-1);
  const more = expired.length === limit || looked.length === EXPIRY_SCAN;
  const next = more && last !== undefined ? { at: last.at, id: last.id } : null;
  if (expired.length === 0) return { deliveries: [], next };
  const wanted = expired.map(({ id }) => id);
  const rows = await database.run<DueRow>(TAKE, [wanted, maxBytes, text(leaseToken), leaseMs]);
  return { deliveries: rows.map((row) => leasedDelivery(row, leaseToken)), next };
}
