import { DIGEST_EVENT, GATHERING, type DigestJoin } from '../../model/digest.js';
import type { Settlement } from '../../model/delivery.js';
import { BLOCKED_UNTIL_PREDECESSOR as BLOCKED } from '../order-keys.js';
import { query, type SqlScript, type WriteSql } from './sql-runner.js';

/** A settlement that joins its delivery to a digest. */
type Joining = Pick<Settlement, 'deliveryId' | 'orderKey'> & { readonly join: DigestJoin };

interface Carrier {
  readonly id: string;
  readonly members: number;
}

const gathering =
  (endpointId: string): WriteSql =>
  (sql) => `
    select id, members from deliveries
    where endpoint_id = ${sql.value(endpointId, 'uuid')} and carries = 'open' and settled_at is null ${sql.forUpdate}`;

const storeEvent =
  ({ opening: { eventId, data, timestamp } }: DigestJoin): WriteSql =>
  (sql) => `
    insert into events (id, type, size, timestamp, accepted_at, bare, data)
    values (${sql.value(eventId, 'text')}, '${DIGEST_EVENT}', ${Buffer.byteLength(data)}, ${sql.value(timestamp, 'text')},
      ${sql.now()}, ${sql.isFalse}, ${sql.value(data, 'text')})
    on conflict (id) do nothing`;

const storeCarrier =
  ({ endpointId, webhookId, opening: { carrierId, eventId, inMs } }: DigestJoin): WriteSql =>
  (sql) => `
    insert into deliveries (id, event_id, endpoint_id, webhook_id, position, state, attempts, next_attempt_at, created_at,
      reason, carries, members)
    values (${sql.value(carrierId, 'uuid')}, ${sql.value(eventId, 'text')}, ${sql.value(endpointId, 'uuid')},
      ${sql.value(webhookId, 'text')}, 0, 'pending', 0, ${sql.now()} + ${sql.value(Math.ceil(inMs), 'bigint')}, ${sql.now()},
      '${GATHERING}', 'open', 0)
    on conflict (endpoint_id) where carries = 'open' and settled_at is null do nothing
    returning id, members`;

const dropEvent =
  ({ opening: { eventId } }: DigestJoin): WriteSql =>
  (sql) =>
    `delete from events where id = ${sql.value(eventId, 'text')}`;

const add =
  (carrierId: string, ids: readonly string[]): WriteSql =>
  (sql) => `
    update deliveries set grouped_in = ${sql.value(carrierId, 'uuid')}, grouped_key = order_key, order_key = null,
      ready_at = null
    where ${sql.among('id', ids, 'uuid')}`;

const nameErrors =
  (errorClass: string, ids: readonly string[]): WriteSql =>
  (sql) =>
    `update deliveries set grouped_as = ${sql.value(errorClass, 'text')} where ${sql.among('id', ids, 'uuid')}`;

/** A full digest gathers no more, and is due; another is due when the most urgent of its members said. */
const count =
  (carrierId: string, more: number, { max, opening: { inMs } }: DigestJoin): WriteSql =>
  (sql) => {
    const members = `members + ${sql.value(more, 'int')}`;
    const isFull = `${members} >= ${sql.value(max, 'int')}`;
    return `
    update deliveries set members = ${members}, carries = case when ${isFull} then 'full' else carries end,
      next_attempt_at = case when state <> 'pending' then next_attempt_at
        when ${isFull} then ${sql.least}(next_attempt_at, ${sql.now()})
        else ${sql.least}(next_attempt_at, ${sql.now()} + ${sql.value(Math.ceil(inMs), 'bigint')}) end
    where id = ${sql.value(carrierId, 'uuid')}`;
  };

/** The first open delivery of each order key that members have left is due. */
const passOn =
  (endpointId: string, keys: readonly string[]): WriteSql =>
  (sql) => `
    update deliveries set next_attempt_at = ${sql.now()}
    where endpoint_id = ${sql.value(endpointId, 'uuid')} and ${sql.among('order_key', keys, 'text')} and settled_at is null
      and next_attempt_at = ${BLOCKED} and not exists (
        select 1 from deliveries o where o.endpoint_id = deliveries.endpoint_id and o.order_key = deliveries.order_key
          and o.settled_at is null and o.order_seq < deliveries.order_seq)`;

/**
 * Joins deliveries to the digests of their endpoints, in the transaction that has settled them as pending without a due time. Their order
 * keys are locked.
 */
export function* joinDigests(joining: readonly Joining[]): SqlScript<void> {
  const byEndpoint = Map.groupBy(joining, ({ join }) => join.endpointId);
  // In one order, so that two transactions never wait for each other in a circle.
  for (const endpointId of [...byEndpoint.keys()].toSorted())
    yield* joinOf(endpointId, byEndpoint.get(endpointId)!);
}

function* joinOf(endpointId: string, joining: readonly Joining[]): SqlScript<void> {
  for (let rest = joining; rest.length > 0;) {
    const { join } = rest[0]!;
    const { id, members } = yield* carrierOf(join);
    const some = rest.slice(0, Math.max(1, join.max - members));
    rest = rest.slice(some.length);
    yield* query(
      add(
        id,
        some.map(({ deliveryId }) => deliveryId),
      ),
    );
    for (const [errorClass, named] of Map.groupBy(some, ({ join }) => join.errorClass))
      if (errorClass !== null)
        yield* query(
          nameErrors(
            errorClass,
            named.map(({ deliveryId }) => deliveryId),
          ),
        );
    yield* query(count(id, some.length, soonest(some)));
  }
  const keys = [...new Set(joining.map(({ orderKey }) => orderKey ?? null))].filter((key) => key !== null);
  if (keys.length > 0) yield* query(passOn(endpointId, keys));
}

function soonest(joining: readonly Joining[]): DigestJoin {
  const joins = joining.map(({ join }) => join);
  return joins.reduce((one, other) => (other.opening.inMs < one.opening.inMs ? other : one));
}

/** Finds the digest of the endpoint that gathers, and locks it, or opens one: the first writer of all nodes wins. */
function* carrierOf(join: DigestJoin): SqlScript<Carrier> {
  for (;;) {
    const [open] = yield* query<Carrier>(gathering(join.endpointId));
    if (open) return open;
    yield* query(storeEvent(join));
    const [made] = yield* query<Carrier>(storeCarrier(join));
    if (made) return made;
    yield* query(dropEvent(join));
  }
}
