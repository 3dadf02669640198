import type { Migration } from 'kysely/migration';
import { GROUPED } from '../../model/digest.js';
import { BLOCKED_UNTIL_PREDECESSOR as BLOCKED } from '../order-keys.js';
import { migrationOf } from './migration-of.js';

/**
 * Makes what digests need: deliveries that wait in one point to its own delivery, the carrier, by `grouped_in`.
 *
 * A member has left the order of its job: `grouped_key` keeps its order key, and tells for good that it has given up its turn.
 *
 * @param id type of an id
 * @param key type of an order key
 * @param dialect statements of the triggers
 */
const digests = (id: 'text' | 'uuid', key: string, dialect: readonly string[]): Migration =>
  migrationOf([
    `alter table deliveries add column grouped_in ${id}`, // carrier of the digest that the delivery was told by, or waits in
    `alter table deliveries add column grouped_key ${key}`, // order key before it joined a digest
    'alter table deliveries add column grouped_as text', // class of its error
    'alter table deliveries add column carries text', // of a carrier: open (gathers), full, sealed (its content is fixed)
    'alter table deliveries add column members integer', // of a carrier
    `create index deliveries_grouped on deliveries (grouped_in, id) where grouped_in is not null`,
    // One digest of an endpoint gathers at a time, over all nodes.
    `create unique index deliveries_gathering on deliveries (endpoint_id) where carries = 'open' and settled_at is null`,
    `create index deliveries_carriers on deliveries (endpoint_id, created_at) where carries is not null`,
    ...dialect,
  ]);

const WAITING = `grouped_in = new.id and state = 'pending' and reason = '${GROUPED}'`;

/** Members share the end of their carrier. Those of a cancelled one are freed: they are due, each with a turn of its own. */
const ENDED = `
    update deliveries set state = new.state, settled_at = new.settled_at, next_attempt_at = null,
      reason = case new.state when 'delivered' then '${GROUPED}' else new.reason end
    where ${WAITING} and new.state <> 'cancelled';
    update deliveries set next_attempt_at = new.settled_at, reason = null, grouped_in = null, order_key = grouped_key
    where ${WAITING};`;

/** A carrier that is redelivered takes those of its members back that have failed with it and were not touched since. */
const REOPENED = `
    update deliveries set state = 'pending', settled_at = null, next_attempt_at = ${BLOCKED}, lease_token = null,
      reason = '${GROUPED}', retry_base = attempts, revived_at = new.revived_at, failed_at = settled_at
    where grouped_in = new.id and state = 'failed' and settled_at = old.settled_at;`;

const IS_ENDED = 'new.carries is not null and old.settled_at is null and new.settled_at is not null';
const IS_REOPENED = 'new.carries is not null and old.settled_at is not null and new.settled_at is null';
const IS_FREED =
  'old.order_key is null and new.order_key is not null and old.settled_at is null and new.settled_at is null';

/** Other open deliveries of the endpoint and the order key of a delivery. */
const OTHERS =
  'endpoint_id = new.endpoint_id and order_key = new.order_key and settled_at is null and id <> new.id';

export const sqliteDigests = digests('text', 'text', [
  `create trigger deliveries_digest_ended after update of settled_at on deliveries when ${IS_ENDED}
  begin ${ENDED} end`,
  `create trigger deliveries_digest_reopened after update of settled_at on deliveries when ${IS_REOPENED}
  begin ${REOPENED} end`,
  // One that leaves it unsent queues behind the open ones of its order key.
  `create trigger deliveries_digest_freed after update of order_key on deliveries when ${IS_FREED}
  begin
    update deliveries set
      order_seq = (select coalesce(max(order_seq), 0) + 1 from deliveries where ${OTHERS}),
      next_attempt_at = case when exists (select 1 from deliveries where ${OTHERS})
        then ${BLOCKED} else next_attempt_at end
    where id = new.id;
  end`,
]);

const pgTrigger = (name: string, when: string, body: string): readonly string[] => [
  `create function ${name}() returns trigger language plpgsql volatile as $$ begin ${body} return null; end $$`,
  `create trigger ${name} after update of settled_at on deliveries for each row when (${when}) execute function ${name}()`,
];

export const postgresDigests = digests('uuid', 'text collate "C"', [
  ...pgTrigger('deliveries_digest_ended', IS_ENDED, ENDED),
  ...pgTrigger('deliveries_digest_reopened', IS_REOPENED, REOPENED),
  `create trigger deliveries_digest_freed before update of order_key on deliveries
   for each row when (${IS_FREED}) execute function deliveries_join()`,
]);
