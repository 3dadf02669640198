import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { BLOCKED_UNTIL_PREDECESSOR } from '../order-keys.js';

/** The open deliveries of one endpoint and key, without the one at hand. */
const OTHERS = `
  endpoint_id = new.endpoint_id and order_key = new.order_key and settled_at is null and id <> new.id`;

/**
 * Who joins a key and who leaves it take turns under a lock that lasts until their commit, or each would miss what the
 * other has not committed yet. Keys share 64 locks, so that a large batch cannot use up the server's table of locks.
 * Whoever touches several keys takes their locks beforehand in one order; a lock held already costs nothing.
 */
const LOCK = `
  create function gateway_lock_turn(endpoint uuid, key text) returns void language sql volatile as
  $$ select pg_advisory_xact_lock(7351002, gateway_turn(endpoint, key)) $$`;
const LOCK_NUMBER = `
  create function gateway_turn(endpoint uuid, key text) returns integer language sql immutable parallel safe as
  $$ select hashtext(endpoint::text || ' ' || key) & 63 $$`;

/** Volatile: every statement in it sees what was committed until then, and the rows written before it. */
const JOIN = `
  create function deliveries_join() returns trigger language plpgsql volatile as $$
  declare last integer;
  begin
    perform gateway_lock_turn(new.endpoint_id, new.order_key);
    select max(order_seq) into last from deliveries where ${OTHERS};
    new.order_seq := coalesce(last, 0) + 1;
    if last is not null then
      new.state := 'pending';
      new.next_attempt_at := ${BLOCKED_UNTIL_PREDECESSOR};
      new.lease_token := null;
      new.lease_until := null;
    end if;
    return new;
  end $$`;

/**
 * Whoever settles the delivery whose turn it was (an attempt, a cancellation, anything), the next one of its key falls
 * due in the same transaction. One that is being cancelled meanwhile is passed over.
 */
const PASS_ON = `
  create function deliveries_pass_on() returns trigger language plpgsql volatile as $$
  declare first record;
  begin
    perform gateway_lock_turn(new.endpoint_id, new.order_key);
    loop
      select id, next_attempt_at into first from deliveries where ${OTHERS} order by order_seq limit 1;
      exit when not found or first.next_attempt_at is distinct from ${BLOCKED_UNTIL_PREDECESSOR};
      update deliveries set next_attempt_at = new.settled_at
      where id = first.id and state = 'pending' and next_attempt_at = ${BLOCKED_UNTIL_PREDECESSOR};
      exit when found;
    end loop;
    return null;
  end $$`;

const TRIGGERS = [
  `create trigger deliveries_join before insert on deliveries
   for each row when (new.order_key is not null) execute function deliveries_join()`,
  // A settled delivery that is opened again goes behind those of its key that are open.
  `create trigger deliveries_reopen before update of settled_at on deliveries
   for each row when (new.order_key is not null and old.settled_at is not null and new.settled_at is null)
   execute function deliveries_join()`,
  `create trigger deliveries_pass_on after update of settled_at on deliveries
   for each row when (new.order_key is not null and old.settled_at is null and new.settled_at is not null)
   execute function deliveries_pass_on()`,
];

const STATEMENTS = [
  'alter table deliveries add column order_key text collate "C", add column order_seq integer',
  // Deliveries without a key, which is most, do not stand in it.
  `create index deliveries_order on deliveries (endpoint_id, order_key, order_seq)
   where order_key is not null and settled_at is null`,
  // Takes what is written to find out whether anything can be written; empty otherwise.
  'create table filler (bytes bytea not null)',
  'alter table filler alter column bytes set storage external',
  LOCK_NUMBER,
  LOCK,
  JOIN,
  PASS_ON,
  ...TRIGGERS,
];

export const order: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
