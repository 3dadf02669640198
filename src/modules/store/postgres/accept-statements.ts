import type { Acceptance } from '../event-store.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../order-keys.js';
import type { Statement } from './database.js';
import { optionalText, text } from './text.js';

/** An acceptance of a batch, with the lease of its deliveries that are sent at once. */
export interface AcceptItem {
  readonly acceptance: Acceptance;
  readonly leaseMs: number;
}

/**
 * Stores a whole batch. Events are written in the order of their ids, so that two batches never wait for each other in a
 * circle; where an id is being written elsewhere, the statement waits for the outcome. Deliveries are written in the order
 * given, which is that of their order keys.
 */
export const STORE: Statement = {
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

/** Reads events that were accepted before, with their deliveries in order. */
export const LOOK_UP: Statement = {
  name: 'accepted-before',
  text: `
    select e.id, e.content_hash as hash,
      array(select d.id::text from deliveries d where d.event_id = e.id order by d.position) as ids,
      array(select d.webhook_id from deliveries d where d.event_id = e.id order by d.position) as names,
      array(select coalesce(d.lease_token, '') from deliveries d where d.event_id = e.id order by d.position) as tokens
    from events e where e.id = any ($1::text[])`,
};

/** Returns the values of {@link STORE}, one column of the batch each. */
export function valuesOf(items: readonly AcceptItem[]): unknown[][] {
  return [...eventColumns(items), ...deliveryColumns(items), ...rareColumns(items)];
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
