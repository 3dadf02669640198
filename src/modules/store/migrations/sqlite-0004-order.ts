import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { BLOCKED_UNTIL_PREDECESSOR } from '../order-keys.js';

/** The open deliveries of one endpoint and key, without the one at hand. */
const OTHERS = `
  endpoint_id = new.endpoint_id and order_key = new.order_key and settled_at is null and id <> new.id`;

/**
 * Whoever settles the delivery whose turn it was (an attempt, a cancellation, anything), the next one of its key falls
 * due in the same transaction. Where another has the turn, the first of the key is no longer waiting for it.
 */
const PASS_ON = `
  create trigger deliveries_pass_on after update of settled_at on deliveries
  when new.order_key is not null and old.settled_at is null and new.settled_at is not null
  begin
    update deliveries set next_attempt_at = new.settled_at
    where next_attempt_at = ${BLOCKED_UNTIL_PREDECESSOR} and id = (
      select id from deliveries where ${OTHERS} order by order_seq limit 1);
  end`;

/** A settled delivery that is opened again goes behind those of its key that are open. */
const REOPEN = `
  create trigger deliveries_reopen after update of settled_at on deliveries
  when new.order_key is not null and old.settled_at is not null and new.settled_at is null
  begin
    update deliveries set
      order_seq = (select coalesce(max(order_seq), 0) + 1 from deliveries where ${OTHERS}),
      next_attempt_at = case when new.state = 'pending' and exists (select 1 from deliveries where ${OTHERS})
        then ${BLOCKED_UNTIL_PREDECESSOR} else next_attempt_at end
    where id = new.id;
  end`;

export const order: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('deliveries').addColumn('order_key', 'text').execute();
    await db.schema.alterTable('deliveries').addColumn('order_seq', 'integer').execute();
    // Deliveries without a key, which is most, do not stand in it.
    await db.schema
      .createIndex('deliveries_order')
      .on('deliveries')
      .columns(['endpoint_id', 'order_key', 'order_seq'])
      .where(sql<boolean>`order_key is not null and settled_at is null`)
      .execute();
    // Takes what is written to find out whether anything can be written; empty otherwise.
    await db.schema
      .createTable('filler')
      .addColumn('bytes', 'blob', (column) => column.notNull())
      .execute();
    for (const trigger of [PASS_ON, REOPEN]) await sql.raw(trigger).execute(db);
  },
};
